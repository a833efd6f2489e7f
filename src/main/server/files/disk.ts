import type { BigIntStats } from 'node:fs';
import { promisify } from 'node:util';

/** What the engine needs of a file system module: `node:fs`, or `original-fs` under Electron, which patches `fs` to look into asar files. */
export type FileSystem = typeof import('node:fs');

/** A path on the owner's disk: text, or raw bytes where a name in it is not valid UTF-8. */
export type DiskPath = string | Buffer;

/** The few calls that the engine makes, all asynchronous, over the injected file system. Rejections are errno errors. */
export class Disk {
  readonly #fs: FileSystem;
  readonly #realpath: (path: DiskPath) => Promise<DiskPath>;

  constructor(fs: FileSystem) {
    this.#fs = fs;
    const asText = promisify(fs.realpath.native as (path: DiskPath, callback: Done<string>) => void);
    const asBytes = promisify(fs.realpath.native as (path: DiskPath, how: 'buffer', callback: Done<Buffer>) => void);
    this.#realpath = (path) => (typeof path === 'string' ? asText(path) : asBytes(path, 'buffer'));
  }

  /** The path with every symbolic link resolved; bytes for bytes. */
  realpath(path: DiskPath): Promise<DiskPath> {
    return this.#realpath(path);
  }

  /** Does not follow a link at the end. Sizes and times are exact (bigint, nanoseconds). */
  lstat(path: DiskPath): Promise<BigIntStats> {
    return new Promise((resolve, reject) => {
      this.#fs.lstat(path, { bigint: true }, (error, stats) => (error ? reject(error) : resolve(stats)));
    });
  }

  /** Follows links. By callback: a hot file is looked at before each answer. */
  stat(path: DiskPath, done: (error: NodeJS.ErrnoException | null, stats: BigIntStats) => void): void {
    this.#fs.stat(path, { bigint: true }, done);
  }

  fstat(fileDescriptor: number): Promise<BigIntStats> {
    return new Promise((resolve, reject) => {
      this.#fs.fstat(fileDescriptor, { bigint: true }, (error, stats) => (error ? reject(error) : resolve(stats)));
    });
  }

  /**
   * Where the thing that is open as `fileDescriptor` lies at this moment, without any link; null where the system cannot
   * tell. What `realpath` says of a path may be untrue a moment later.
   */
  openPathOf(fileDescriptor: number): Promise<DiskPath | null> {
    if (process.platform !== 'linux') return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#fs.readlink(`/proc/self/fd/${fileDescriptor}`, 'buffer', (error, path) => resolve(error ? null : path));
    });
  }

  /** The same for what `path` leads to, whatever it is: it is opened only to be located. Rejects with errno errors. */
  async openPath(path: DiskPath): Promise<DiskPath | null> {
    if (process.platform !== 'linux') return null;
    const fileDescriptor = await this.#open(path, openOnlyToLocate);
    try {
      return await this.openPathOf(fileDescriptor);
    } finally {
      await this.close(fileDescriptor);
    }
  }

  /** Opens for reading; never follows a link at the end, never waits for a FIFO's other side. */
  openForReading(path: DiskPath): Promise<number> {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = this.#fs.constants;
    // Windows has neither flag, and neither links nor FIFOs that open in the same way.
    return this.#open(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  }

  #open(path: DiskPath, flags: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#fs.open(path, flags, (error, fileDescriptor) => (error ? reject(error) : resolve(fileDescriptor)));
    });
  }

  /** Resolves with the count of bytes read; 0 at the end of the file. */
  read(fileDescriptor: number, buffer: Buffer, length: number, position: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#fs.read(fileDescriptor, buffer, 0, length, position, (error, count) =>
        error ? reject(error) : resolve(count),
      );
    });
  }

  close(fileDescriptor: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#fs.close(fileDescriptor, (error) => (error ? reject(error) : resolve()));
    });
  }
}

/** Linux' `O_PATH`, which Node's constants lack. */
const openOnlyToLocate = 0o10000000;

type Done<Value> = (error: NodeJS.ErrnoException | null, value: Value) => void;
