import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { commonLogLine } from '../../../shared/common-log-format.ts';
import type { Exchange } from '../../../shared/exchange.ts';
import type { Problem } from '../../../shared/ipc.ts';
import { logFileBytesMax, logFilesMax } from '../../../shared/limits.ts';
import type { ReportFault } from '../fault-log.ts';
import { logChunkBytesMax, logQueueBytesMax, logRetryIntervalMs, logWriteIntervalMs } from '../limits.ts';
import { errnoCode } from '../replace-file.ts';
import { logFileName, rotateLogs } from './rotate-logs.ts';

export interface AccessLogFileOptions {
  /** Absolute; made when it is needed. */
  readonly folder: string;
  /** Called when trouble begins or ends; returns at once. */
  readonly onChanged: () => void;
  readonly reportFault: ReportFault;
  readonly queueBytesMax?: number;
  readonly fileBytesMax?: number;
  readonly filesMax?: number;
  readonly writeIntervalMs?: number;
  readonly retryIntervalMs?: number;
}

/**
 * The access log on disk, in the Common Log Format. Adding an exchange never waits: lines queue up and are written
 * together a few times a second. Where the disk is too slow, full or read-only they wait in a bounded queue; what does not fit is
 * counted, and a comment line tells where it is missing. No file stays open, so that each can be moved or deleted.
 */
export class AccessLogFile {
  readonly #options: Required<AccessLogFileOptions>;
  #isEnabled = false;
  /** Whole lines that wait, oldest first, and how many bytes they are: they are plain ASCII. */
  #queue: string[] = [];
  #queuedBytes = 0;
  /** Exchanges left out since the last comment line. */
  #omitted = 0;
  /** A write that failed, or a crash, may have left half a line. */
  #mayBeTorn = true;
  #problem: Problem | null = null;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(options: AccessLogFileOptions) {
    this.#options = {
      queueBytesMax: logQueueBytesMax,
      fileBytesMax: logFileBytesMax,
      filesMax: logFilesMax,
      writeIntervalMs: logWriteIntervalMs,
      retryIntervalMs: logRetryIntervalMs,
      ...options,
    };
  }

  get folder(): string {
    return this.#options.folder;
  }

  /** The file that is written now. */
  get path(): string {
    return join(this.#options.folder, logFileName(0));
  }

  /** Why nothing can be written at the moment; it is tried again by itself. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Switched on it opens the file at once, so that trouble is told to who switched it on; off, it writes what waits. */
  setEnabled(isEnabled: boolean): void {
    if (isEnabled === this.#isEnabled) return;
    this.#isEnabled = isEnabled;
    this.#mayBeTorn = true;
    void this.#write();
  }

  add(exchange: Exchange): void {
    if (!this.#isEnabled) return;
    const line = `${commonLogLine(exchange)}\n`;
    if (this.#queuedBytes + line.length > this.#options.queueBytesMax) {
      this.addOmitted(1);
      return;
    }
    this.#queue.push(line);
    this.#queuedBytes += line.length;
    this.#writeLater();
  }

  /** Exchanges that ended but were not told one by one. */
  addOmitted(count: number): void {
    if (!this.#isEnabled) return;
    this.#omitted += count;
    this.#writeLater();
  }

  /** Writes what waits, once, and nothing more. A hung disk may keep it for ever: who calls it bounds it. */
  async close(): Promise<void> {
    this.#isEnabled = false;
    await this.#writing;
    await this.#write();
  }

  #writeLater(): void {
    if (this.#timer || this.#writing) return;
    const { writeIntervalMs, retryIntervalMs } = this.#options;
    this.#timer = setTimeout(() => void this.#write(), this.#problem ? retryIntervalMs : writeIntervalMs);
  }

  /** Writes all that waits; one call at a time, the next one follows by itself. Never rejects. */
  #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing ??= this.#writeQueue()
      .then(
        () => this.#settle(null),
        (error) => this.#settle(problemOf(error), error),
      )
      .finally(() => {
        this.#writing = undefined;
        if (this.#isEnabled && (this.#problem || this.#queue.length > 0 || this.#omitted > 0)) this.#writeLater();
      });
    return this.#writing;
  }

  async #writeQueue(): Promise<void> {
    if (!this.#isEnabled && this.#queue.length === 0 && this.#omitted === 0) return;
    await mkdir(this.#options.folder, { recursive: true, mode: 0o700 });
    let file = await open(this.path, 'a+', 0o600);
    try {
      let { size } = await file.stat();
      if (this.#mayBeTorn && size > 0 && !(await endsLine(file, size))) size += await append(file, '\n', size);
      this.#mayBeTorn = false;
      for (let chunk = this.#nextChunk(); chunk; chunk = this.#nextChunk()) {
        if (size > 0 && size + chunk.text.length > this.#options.fileBytesMax) {
          await file.close();
          await rotateLogs(this.#options.folder, this.#options.filesMax);
          file = await open(this.path, 'a+', 0o600);
          size = 0;
        }
        size += await append(file, chunk.text, size);
        this.#took(chunk);
      }
    } finally {
      await file.close();
    }
  }

  /** Lines of the queue, as many as are written at a time, and behind the last one how many are missing. */
  #nextChunk(): Chunk | null {
    const { fileBytesMax } = this.#options;
    const bytesMax = Math.min(logChunkBytesMax, fileBytesMax);
    let lines = 0;
    let bytes = 0;
    for (const line of this.#queue) {
      if (lines > 0 && bytes + line.length > bytesMax) break;
      lines++;
      bytes += line.length;
    }
    const omitted = lines === this.#queue.length ? this.#omitted : 0;
    if (lines === 0 && omitted === 0) return null;
    const note = omitted > 0 ? `# Left out here, as they could not be written in time: ${omitted}\n` : '';
    return { text: this.#queue.slice(0, lines).join('') + note, lines, bytes, omitted };
  }

  #took({ lines, bytes, omitted }: Chunk): void {
    this.#queue.splice(0, lines);
    this.#queuedBytes -= bytes;
    this.#omitted -= omitted;
  }

  #settle(problem: Problem | null, error?: unknown): void {
    if (problem) this.#mayBeTorn = true;
    // What is switched off has no trouble, and what it could not write is given up.
    if (!this.#isEnabled) {
      this.#queue = [];
      this.#queuedBytes = 0;
      this.#omitted = 0;
    }
    const next = this.#isEnabled ? problem : null;
    if (JSON.stringify(next) === JSON.stringify(this.#problem)) return;
    if (next) this.#options.reportFault('the access log could not be written', error);
    this.#problem = next;
    this.#options.onChanged();
  }
}

interface Chunk {
  readonly text: string;
  readonly lines: number;
  readonly bytes: number;
  readonly omitted: number;
}

/** Appends all of `text` or nothing: what a full disk took of it is taken back. Resolves with the bytes written. */
async function append(file: FileHandle, text: string, sizeBefore: number): Promise<number> {
  const bytes = Buffer.from(text, 'latin1');
  try {
    await file.writeFile(bytes);
    return bytes.length;
  } catch (error) {
    // Where this fails as well, the torn line is ended before the next one is written.
    await file.truncate(sizeBefore).catch(() => undefined);
    throw error;
  }
}

async function endsLine(file: FileHandle, size: number): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 0 || buffer[0] === 0x0a;
}

function problemOf(error: unknown): Problem {
  const code = errnoCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'log-disk-full' };
  return { kind: 'log-not-written', detail: code ?? String(error) };
}
