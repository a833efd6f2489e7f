import type { Writable } from 'node:stream';

export interface LineWriterOptions {
  /** Bytes that may wait for a slow reader; lines past that are left out. */
  readonly queueBytesMax: number;
  /** Called when the reader has caught up, with how many lines were left out in the meantime. */
  readonly onDropped: (lines: number) => void;
  /** Called once, when nothing can be written any more (EPIPE: the reader is gone; ENOSPC: the disk is full). */
  readonly onFailed: (error: NodeJS.ErrnoException) => void;
}

/**
 * Writes lines to a stream and never waits for it: memory stays bounded whatever its reader does. The lines of one turn of
 * the event loop are written together, since each write is a system call.
 */
export class LineWriter {
  readonly #stream: Writable;
  readonly #options: LineWriterOptions;
  /** The lines of this turn. */
  #gathered = '';
  #gatheredBytes = 0;
  #droppedLines = 0;
  #hasFailed = false;

  constructor(stream: Writable, options: LineWriterOptions) {
    this.#stream = stream;
    this.#options = options;
    stream.on('drain', () => this.#reportDropped());
    stream.on('error', (error) => this.#failed(error));
  }

  /** Writes `line` and a line end, or leaves it out where too much is waiting. */
  writeLine(line: string): void {
    if (this.#hasFailed) return;
    const bytes = Buffer.byteLength(line) + 1;
    if (this.#stream.writableLength + this.#gatheredBytes + bytes > this.#options.queueBytesMax) {
      this.#droppedLines++;
      return;
    }
    if (this.#gatheredBytes === 0) setImmediate(() => this.#writeGathered());
    this.#gathered += `${line}\n`;
    this.#gatheredBytes += bytes;
  }

  #writeGathered(): void {
    const lines = Buffer.from(this.#gathered, 'utf8');
    this.#gathered = '';
    this.#gatheredBytes = 0;
    if (lines.length > 0 && !this.#hasFailed) this.#stream.write(lines);
  }

  /** Resolves when all lines are with the system, or can never be, or after `timeoutMs`. */
  async flush(timeoutMs: number): Promise<void> {
    this.#writeGathered();
    if (!this.#hasFailed && this.#stream.writableLength > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.#stream.write('', () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    this.#reportDropped();
  }

  #reportDropped(): void {
    if (this.#droppedLines === 0) return;
    const lines = this.#droppedLines;
    this.#droppedLines = 0;
    this.#options.onDropped(lines);
  }

  #failed(error: NodeJS.ErrnoException): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#options.onFailed(error);
  }
}
