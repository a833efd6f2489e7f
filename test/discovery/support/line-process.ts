import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** One JSON line of a process, such as `{"event":"listening","port":8000}`. */
export interface LineEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** After its standard input was closed; a discovery needs 700 ms at most. */
const endsByItselfMs = 5_000;

/** A process whose standard output is JSON lines. Closing its standard input asks it to end. */
export class LineProcess implements AsyncDisposable {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly events: LineEvent[] = [];
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly #changes = new EventEmitter();
  #stderr = '';
  #hasEnded = false;

  constructor(command: readonly string[]) {
    const [program = '', ...args] = command;
    this.child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#changes.setMaxListeners(0);
    createInterface(this.child.stdout).on('line', (line) => {
      this.events.push(JSON.parse(line) as LineEvent);
      this.#changes.emit('change');
    });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#changes.emit('change');
    });
    // It may end before it has read what was written to it.
    this.child.stdin.on('error', () => {});
    this.ended = once(this.child, 'close').then(([code, signal]) => {
      this.#hasEnded = true;
      this.#changes.emit('change');
      return { code, signal };
    });
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** The last line of that event. */
  last(event: string): LineEvent | undefined {
    return this.events.findLast((each) => each.event === event);
  }

  /** Resolves with the first line of that event, past or future. */
  async first(event: string, timeoutMs?: number): Promise<LineEvent> {
    const find = (): LineEvent | undefined => this.events.find((each) => each.event === event);
    await this.until(`a line "${event}"`, () => find() !== undefined, timeoutMs);
    return find() as LineEvent;
  }

  /** Resolves with how long it took (milliseconds) until what was looked for was seen; rejects after `timeoutMs`. */
  async until(what: string, isSeen: () => boolean, timeoutMs = 20_000): Promise<number> {
    const startedAt = performance.now();
    while (!isSeen()) {
      const leftMs = startedAt + timeoutMs - performance.now();
      if (leftMs <= 0 || this.#hasEnded) {
        const last = this.events.slice(-6).map((event) => JSON.stringify(event).slice(0, 300));
        const when = this.#hasEnded ? 'before the process ended' : `within ${timeoutMs} ms`;
        throw new Error([`Not seen ${when}: ${what}`, ...last, this.#stderr].join('\n'));
      }
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          this.#changes.off('change', wake);
          resolve();
        };
        const timer = setTimeout(wake, leftMs);
        this.#changes.on('change', wake);
      });
    }
    return performance.now() - startedAt;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.stdin.end();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), endsByItselfMs);
    await this.ended;
    clearTimeout(timer);
  }
}
