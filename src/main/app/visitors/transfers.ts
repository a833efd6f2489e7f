import type { Exchange } from '../../../shared/exchange.ts';
import { clipText } from '../../../shared/format.ts';
import { transferRowsMax } from '../../../shared/limits.ts';
import type { RunningTransfer, TransfersSnapshot, TransferView } from '../../../shared/transfer.ts';
import type { ShareServer } from '../../server/share-server.ts';
import {
  accessLogTextCharsMax,
  endedTransfersRememberedMax,
  transferBytesMin,
  transferDurationMsMin,
  transfersIntervalMs,
} from '../limits.ts';
import { type FilePlace, placeOf, placeOfEnded } from './file-place.ts';
import { StopHold } from './stop-hold.ts';
import { TransferRow } from './transfer-row.ts';

export interface TransfersOptions {
  readonly server: Pick<ShareServer, 'cutTransfer'>;
  /** Whether an address is this computer's own. */
  readonly isThisComputer: (address: string) => boolean;
  /** Gets what there is now, at most once in `transfersIntervalMs`, and only where something has changed; returns at once. */
  readonly deliver: (snapshot: TransfersSnapshot) => void;
  readonly rowsMax?: number;
  /** Milliseconds since the Unix epoch. */
  readonly now?: () => number;
}

/**
 * What is on its way to visitors, and what has just arrived: the engine's samples and its finished exchanges, folded into
 * one row for each visitor and file. Small files that went fast, as pages ask for them by the dozen, make no row.
 */
export class Transfers {
  readonly #options: TransfersOptions;
  readonly #rowsMax: number;
  readonly #now: () => number;
  readonly #rows = new Map<string, TransferRow>();
  /** Where the engine's running transfers belong. */
  readonly #rowOf = new Map<number, TransferRow>();
  /** What ended last, oldest first: a sample that was taken before may still be on its way. */
  readonly #endedIds = new Set<number>();
  /** By the rows' keys: a stop outlives its row. */
  readonly #stopped: StopHold;
  #lastRowId = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: TransfersOptions) {
    this.#options = options;
    this.#rowsMax = options.rowsMax ?? transferRowsMax;
    this.#now = options.now ?? Date.now;
    this.#stopped = new StopHold(this.#now);
  }

  /** The engine tells what is running. */
  sampled(transfers: readonly RunningTransfer[]): void {
    const now = this.#now();
    const reported = new Set<number>();
    for (const transfer of transfers) {
      if (this.#endedIds.has(transfer.id)) continue;
      const known = this.#rowOf.get(transfer.id);
      if (!known && this.#cutHeld(transfer)) continue;
      const row = known ?? this.#rowForRunning(transfer, now);
      if (!row) continue;
      reported.add(transfer.id);
      this.#rowOf.set(transfer.id, row);
      row.progress(transfer.id, { ...transfer, place: placeOf(transfer) });
    }
    let changed = false;
    for (const row of new Set(this.#rowOf.values())) {
      const wasRunning = row.isRunning;
      for (const id of row.keepOnly(reported, now)) this.#rowOf.delete(id);
      if (row.isRunning) changed = row.measure(now) || changed;
      else changed ||= wasRunning;
    }
    if (changed) this.#changed();
  }

  /** An exchange has ended. */
  ended(exchange: Exchange): void {
    const { transferId, content, remoteAddress, path } = exchange;
    if (content !== 'file' || path === null) return;
    const place = placeOfEnded(exchange);
    const known = transferId === null ? undefined : this.#rowOf.get(transferId);
    if (transferId !== null) this.#hasEnded(transferId);
    // A program's own attempt to go on with what the owner stopped: nothing that the row should tell of.
    if (!known && exchange.failure === 'stopped-by-owner' && this.#stopped.has(keyOf(remoteAddress, path))) return;
    const worthIt = isWorthARow(place, exchange.bytes, exchange.durationMs);
    const row = known ?? (worthIt ? this.#row(remoteAddress, path) : this.#rows.get(keyOf(remoteAddress, path)));
    if (!row) return;
    row.ended(transferId, { ...exchange, place }, exchange, this.#now());
    this.#changed();
  }

  /** How many are running. */
  get running(): number {
    let running = 0;
    for (const row of this.#rows.values()) if (row.isRunning) running += 1;
    return running;
  }

  snapshot(): TransfersSnapshot {
    const rows = [...this.#rows.values()];
    const running = rows.filter((row) => row.isRunning).sort((a, b) => b.startedAt - a.startedAt || b.id - a.id);
    const ended = rows
      .filter((row) => !row.isRunning)
      .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0) || b.id - a.id);
    return { transfers: [...running, ...ended].map((row) => this.#view(row)) };
  }

  /** Cuts all that is running of one row, and for a while what the visitor's program tries again. False where nothing was. */
  stop(rowId: number): boolean {
    const [key, row] = [...this.#rows].find(([, { id }]) => id === rowId) ?? [];
    if (key === undefined || !row?.isRunning) return false;
    this.#stopped.hold(key);
    for (const id of row.runningIds) this.#options.server.cutTransfer(id);
    return true;
  }

  /** Forgets what is not running. */
  clear(): void {
    for (const [key, row] of this.#rows) if (!row.isRunning) this.#forget(key, row);
    this.#changed();
  }

  /** Delivers nothing any more. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #hasEnded(transferId: number): void {
    this.#rowOf.delete(transferId);
    this.#endedIds.add(transferId);
    const [oldest] = this.#endedIds;
    if (this.#endedIds.size > endedTransfersRememberedMax && oldest !== undefined) this.#endedIds.delete(oldest);
  }

  /** Whether the owner stopped it a moment ago, in which case it is cut again. */
  #cutHeld({ id, remoteAddress, path }: RunningTransfer): boolean {
    const key = keyOf(remoteAddress, path);
    if (!this.#stopped.has(key)) return false;
    this.#stopped.hold(key);
    this.#options.server.cutTransfer(id);
    return true;
  }

  #rowForRunning(transfer: RunningTransfer, now: number): TransferRow | undefined {
    const { remoteAddress, path, bytes, time } = transfer;
    const worthIt = isWorthARow(placeOf(transfer), bytes, now - time);
    return worthIt ? this.#row(remoteAddress, path) : this.#rows.get(keyOf(remoteAddress, path));
  }

  #row(address: string, target: string): TransferRow {
    const key = keyOf(address, target);
    const known = this.#rows.get(key);
    if (known) return known;
    const row = new TransferRow(++this.#lastRowId, address, clipText(withoutQuery(target), accessLogTextCharsMax));
    this.#rows.set(key, row);
    if (this.#rows.size > this.#rowsMax) this.#forgetOldest(row);
    return row;
  }

  #forgetOldest(except: TransferRow): void {
    let oldest: [string, TransferRow] | undefined;
    for (const entry of this.#rows) {
      const [, row] = entry;
      if (row === except || row.isRunning) continue;
      if (!oldest || (row.endedAt ?? 0) < (oldest[1].endedAt ?? 0)) oldest = entry;
    }
    if (oldest) this.#forget(...oldest);
  }

  #forget(key: string, row: TransferRow): void {
    this.#rows.delete(key);
    for (const [id, each] of this.#rowOf) if (each === row) this.#rowOf.delete(id);
  }

  #view(row: TransferRow): TransferView {
    return row.view(this.#options.isThisComputer(row.remoteAddress));
  }

  #changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#options.deliver(this.snapshot());
    }, transfersIntervalMs);
  }
}

/** A video's small ranges are worth it: it is the file that counts. */
function isWorthARow({ size }: FilePlace, bytes: number, durationMs: number): boolean {
  return Math.max(size ?? 0, bytes) >= transferBytesMin || durationMs >= transferDurationMsMin;
}

function keyOf(address: string, target: string): string {
  return `${address} ${withoutQuery(target)}`;
}

function withoutQuery(target: string): string {
  const query = target.indexOf('?');
  return query < 0 ? target : target.slice(0, query);
}
