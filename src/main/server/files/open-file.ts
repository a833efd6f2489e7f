import type { BigIntStats } from 'node:fs';
import { HttpError } from '../http/http-error.ts';
import type { FileSource } from '../http/response.ts';
import type { Disk } from './disk.ts';
import { type Found, wasOpenedInside } from './share-root.ts';

/** A regular file, open for reading, that is the very file that was found inside the share. */
export class OpenFile implements FileSource {
  readonly stats: BigIntStats;
  readonly #disk: Disk;
  #fileDescriptor: number;

  private constructor(disk: Disk, fileDescriptor: number, stats: BigIntStats) {
    this.#disk = disk;
    this.#fileDescriptor = fileDescriptor;
    this.stats = stats;
  }

  /** Size in bytes when it was opened. */
  get size(): number {
    return Number(this.stats.size);
  }

  /**
   * Opens what `ShareRoot` found. Between its look and this, the path may have come to lead elsewhere (through a link, out
   * of the share, to a FIFO): then it is refused with 404. Rejects with errno errors.
   */
  static async open(disk: Disk, found: Found): Promise<OpenFile> {
    const fileDescriptor = await disk.openForReading(found.filePath);
    try {
      const [stats, openPath] = await Promise.all([disk.fstat(fileDescriptor), disk.openPathOf(fileDescriptor)]);
      const isSame = stats.isFile() && stats.ino === found.stats.ino && stats.dev === found.stats.dev;
      if (!isSame || !(await wasOpenedInside(disk, found, openPath))) throw new HttpError(404, 'There is nothing here');
      return new OpenFile(disk, fileDescriptor, stats);
    } catch (error) {
      await disk.close(fileDescriptor);
      throw error;
    }
  }

  /** Looks at the open file again. */
  look(): Promise<BigIntStats> {
    return this.#disk.fstat(this.#fileDescriptor);
  }

  /** The file's first bytes: fewer than `length` only where the file has become shorter. */
  async readStart(length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    let count = 0;
    while (count < length) {
      const more = await this.read(buffer.subarray(count), length - count, count);
      if (more === 0) break;
      count += more;
    }
    return buffer.subarray(0, count);
  }

  read(buffer: Buffer, length: number, position: number): Promise<number> {
    return this.#disk.read(this.#fileDescriptor, buffer, length, position);
  }

  /** Closing twice does nothing: by then the number may be another file's. */
  async close(): Promise<void> {
    const fileDescriptor = this.#fileDescriptor;
    if (fileDescriptor < 0) return;
    this.#fileDescriptor = -1;
    await this.#disk.close(fileDescriptor);
  }
}
