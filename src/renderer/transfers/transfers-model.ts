import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ActionResult, AppSnapshot, DoorstepBridge, Problem } from '../../shared/ipc.ts';
import type { TransferView } from '../../shared/transfer.ts';
import { problemOf, unexpectedProblem } from '../problem.ts';

/** The transfers as the window knows them, and what the owner can do about them. */
export interface TransfersModel {
  /** What is running, then what has ended, each newest first. */
  readonly transfers: ReadonlySignal<readonly TransferView[]>;
  /** How many are running now. */
  readonly running: ReadonlySignal<number>;
  /** The addresses of the visitors that the owner blocked. */
  readonly blocked: ReadonlySignal<ReadonlySet<string>>;
  /** The one that was seen running and ended last; for those who hear the window. */
  readonly lastEnded: ReadonlySignal<TransferView | null>;
  /** Whose block the owner is asked to confirm. */
  readonly toBlock: ReadonlySignal<TransferView | null>;
  /** Trouble with asking, stopping or blocking, until the next attempt or until dismissed. */
  readonly problem: ReadonlySignal<Problem | null>;
  /** Begins to listen and fetches what main has kept. */
  load(): Promise<void>;
  stop(transferId: number): Promise<void>;
  /** Takes off the list what has ended. */
  clear(): Promise<void>;
  /** Asks the owner first. */
  askToBlock(transfer: TransferView): void;
  block(): Promise<void>;
  keepUnblocked(): void;
  unblock(address: string): Promise<void>;
  dismissProblem(): void;
  dispose(): void;
}

/** A model that asks nothing of `bridge` before `load`. */
export function createTransfersModel(
  bridge: DoorstepBridge,
  snapshot: ReadonlySignal<AppSnapshot | null>,
): TransfersModel {
  const transfers = signal<readonly TransferView[]>([]);
  const lastEnded = signal<TransferView | null>(null);
  const toBlock = signal<TransferView | null>(null);
  const problem = signal<Problem | null>(null);
  let unsubscribe = (): void => undefined;

  async function act(result: Promise<ActionResult>): Promise<void> {
    problem.value = await problemOf(result);
  }

  return {
    transfers,
    running: computed(() => transfers.value.filter(({ state }) => state === 'running').length),
    blocked: computed(() => new Set(snapshot.value?.settings.blockedAddresses)),
    lastEnded,
    toBlock,
    problem,
    async load() {
      let told = false;
      unsubscribe = bridge.on('transfersChanged', (next) => {
        told = true;
        apply(transfers, lastEnded, next.transfers);
      });
      try {
        const first = await bridge.request('getTransfers');
        // An event that came in the meantime is newer than the answer.
        if (!told) transfers.value = first.transfers;
      } catch (error) {
        problem.value = unexpectedProblem(error);
      }
    },
    stop: (transferId) => act(bridge.request('stopTransfer', transferId)),
    clear: () => act(bridge.request('clearTransfers')),
    askToBlock(transfer) {
      toBlock.value = transfer;
    },
    async block() {
      const address = toBlock.value?.remoteAddress;
      toBlock.value = null;
      if (address !== undefined) await act(bridge.request('blockVisitor', address));
    },
    keepUnblocked() {
      toBlock.value = null;
    },
    unblock: (address) => act(bridge.request('unblockVisitor', address)),
    dismissProblem() {
      problem.value = null;
    },
    dispose: () => unsubscribe(),
  };
}

/** Takes the new list, and notes what of it has ended since the last one. A row that did not change is not drawn again. */
function apply(
  transfers: Signal<readonly TransferView[]>,
  lastEnded: Signal<TransferView | null>,
  next: readonly TransferView[],
): void {
  const before = new Map(transfers.value.map((transfer) => [transfer.id, transfer]));
  const ended = next.find(({ id, state }) => state !== 'running' && before.get(id)?.state === 'running');
  batch(() => {
    transfers.value = next.map((transfer) => {
      const known = before.get(transfer.id);
      return known && isSame(known, transfer) ? known : transfer;
    });
    if (ended) lastEnded.value = ended;
  });
}

function isSame(known: TransferView, transfer: TransferView): boolean {
  return (Object.keys(transfer) as (keyof TransferView)[]).every((key) => known[key] === transfer[key]);
}
