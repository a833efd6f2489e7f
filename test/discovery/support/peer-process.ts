import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { DiscoveryState, Neighbour, NeighbourList } from '../../../src/shared/neighbour.ts';

export interface PeerOptions {
  /** What is announced; nothing unless given. */
  readonly name?: string;
  readonly address?: string;
  readonly scope?: 'lan' | 'loopback';
  readonly browse?: boolean;
}

export interface PeerEvent {
  readonly event: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly value: unknown;
}

/** Another program's process whose standard output is JSON lines `{ event, at, value }`. */
export class PeerProcess implements AsyncDisposable {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly events: PeerEvent[] = [];
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly #changes = new EventEmitter();
  #stderr = '';
  #hasEnded = false;

  /** `command` and what stands before the peer's own arguments, such as `ip netns exec …`. */
  constructor(command: readonly string[], options: PeerOptions) {
    const [program = '', ...args] = command;
    this.child = spawn(program, [...args, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#changes.setMaxListeners(0);
    createInterface(this.child.stdout).on('line', (line) => {
      this.events.push(JSON.parse(line) as PeerEvent);
      this.#changes.emit('change');
    });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.ended = once(this.child, 'close').then(([code, signal]) => {
      this.#hasEnded = true;
      this.#changes.emit('change');
      return { code, signal };
    });
  }

  get stderr(): string {
    return this.#stderr;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get state(): DiscoveryState | undefined {
    return this.#last('state') as DiscoveryState | undefined;
  }

  get neighbours(): readonly Neighbour[] {
    return (this.#last('neighbours') as NeighbourList | undefined)?.neighbours ?? [];
  }

  get list(): NeighbourList | undefined {
    return this.#last('neighbours') as NeighbourList | undefined;
  }

  /** Resolves with when (`Date.now()`) what was looked for was seen; rejects where it is not within `timeoutMs`. */
  async until(what: string, isSeen: () => boolean, timeoutMs = 20_000): Promise<number> {
    const deadline = Date.now() + timeoutMs;
    while (!isSeen()) {
      const leftMs = deadline - Date.now();
      if (leftMs <= 0 || this.#hasEnded) {
        const last = this.events.slice(-6).map((event) => JSON.stringify(event));
        throw new Error(
          `Not seen${this.#hasEnded ? ' before the process ended' : ''}: ${what}\n${last.join('\n')}\n${this.#stderr}`,
        );
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.#changes.once('change', () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return Date.now();
  }

  /** Resolves when a neighbour of that name is (`present`) or is not listed. */
  untilNeighbour(name: string, present = true, timeoutMs = 20_000): Promise<number> {
    const isListed = (): boolean => this.neighbours.some((each) => each.name === name);
    return this.until(`${name} ${present ? 'listed' : 'gone'}`, () => isListed() === present, timeoutMs);
  }

  untilAnnounced(name: string, timeoutMs = 20_000): Promise<number> {
    const isAnnounced = (): boolean => this.state?.status === 'on' && this.state.announcedName === name;
    return this.until(`announced as ${name}`, isAnnounced, timeoutMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  #last(event: string): unknown {
    return this.events.findLast((each) => each.event === event)?.value;
  }
}
