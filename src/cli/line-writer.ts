import type { Writable } from 'node:stream';

export interface LineWriterOptions {
  /** Bytes that may wait for a slow reader; lines past that are left out. */
  readonly queueBytesMax: number;
  /** Called when the reader has caught up, with how many lines were left out in the meantime. */
  readonly onDropped: (lines: number) => void;
  /** Called once, when nothing can be written any more (EPIPE: the reader is gone; ENOSPC: the disk is full). */
  readonly onFailed: (error: NodeJS.ErrnoException) => void;
}

/** Writes lines to a stream and never waits for it: memory stays bounded whatever its reader does. */
export class LineWriter {
  readonly #stream: Writable;
  readonly #options: LineWriterOptions;
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
    const bytes = Buffer.from(`${line}\n`, 'utf8');
    if (this.#stream.writableLength + bytes.length > this.#options.queueBytesMax) this.#droppedLines++;
    else this.#stream.write(bytes);
  }

  /** Resolves when all lines are with the system, or can never be, or after `timeoutMs`. */
  async flush(timeoutMs: number): Promise<void> {
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
