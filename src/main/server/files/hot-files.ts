import type { HttpResponse } from '../http/response.ts';
import type { Disk, DiskPath } from './disk.ts';
import { type FileIdentity, isSameContent } from './file-identity.ts';
import { RecentPaths } from './recent-paths.ts';

export interface HotFilesBounds {
  readonly hotFilesBytesMax: number;
  readonly hotFileSlotBytes: number;
  readonly hotFilesMax: number;
  readonly hotFileResolveMs: number;
  readonly hotFileCandidatesBytesMax: number;
}

/** A small file whose content is in memory, and the answers made of it. */
export interface HotFile {
  /** The path that the visitor's path leads to, before its links are resolved. */
  readonly diskPath: DiskPath;
  readonly name: string;
  readonly stats: FileIdentity;
  /** Bytes of its content. */
  readonly size: number;
  readonly contentType: string;
  /** Whether its answer depends on the content codings that the visitor accepts. */
  readonly isText: boolean;
  /** The answer to a plain GET: no conditions, ranges or codings. Its body holds the content. */
  readonly response: HttpResponse;
  /** Resolves the visitor's path anew, through all its links; null where it no longer leads to a file in the share. */
  readonly resolve: () => Promise<FileIdentity | null>;
}

interface Slot {
  readonly file: HotFile;
  /** The gzip-coded content, once somebody has asked for it. */
  gzipped: Buffer | null;
  /** When the path was last resolved through all its links, on the monotonic clock. */
  resolvedAt: number;
  /** Asked for since the hand last passed (second chance). */
  isUsed: boolean;
  /** The next look at the disk, which has not started: what arrives until then shares it. */
  next: Promise<boolean> | null;
  /** A look that is under way; who arrives now must not share it. */
  isLooking: boolean;
  startNext: (() => void) | null;
}

/**
 * Contents of small files that were asked for lately, by their request target. A byte from here is never
 * stale: each use is preceded by a look at the file on disk that starts after the request has arrived, and nothing gets
 * in that had changed in the seconds before it was read. Nor does what was asked for only once: a visitor who takes a whole
 * folder would push out what others come back for, and fill memory for nothing. Requests that arrive in one turn of the event loop, or while an
 * earlier look is under way, share the look that follows. Holds no file open, so a stick can be ejected.
 */
export class HotFiles {
  readonly #disk: Disk;
  readonly #bounds: HotFilesBounds;
  /** What was asked for while it was not hot. */
  readonly #candidates: RecentPaths;
  /** In order of insertion: the hand of the second-chance clock takes from the front. */
  readonly #slots = new Map<string, Slot>();
  /** Contents, their coded forms, the paths, of which one file has any number (`//a`, `/%61`), and what each costs besides. */
  #bytes = 0;

  constructor(disk: Disk, bounds: HotFilesBounds) {
    this.#disk = disk;
    this.#bounds = bounds;
    this.#candidates = new RecentPaths(bounds.hotFileCandidatesBytesMax);
  }

  /** Notes that this path was asked for; whether it is worth keeping, since that is not the first time lately. */
  isWanted(path: string): boolean {
    return this.#candidates.note(path);
  }

  /** The file under this path. Use it only after `isFresh`. */
  get(path: string): HotFile | undefined {
    const slot = this.#slots.get(path);
    if (!slot) return undefined;
    slot.isUsed = true;
    return slot.file;
  }

  /** Whether the file on disk is still the one in memory; a changed one is forgotten. Never rejects. */
  isFresh(path: string): Promise<boolean> {
    const slot = this.#slots.get(path);
    if (!slot) return Promise.resolve(false);
    slot.next ??= this.#lookNext(path, slot);
    return slot.next;
  }

  put(path: string, file: HotFile): void {
    const existing = this.#slots.get(path);
    if (existing) this.#remove(path, existing);
    this.#slots.set(path, {
      file,
      gzipped: null,
      resolvedAt: performance.now(),
      isUsed: false,
      next: null,
      isLooking: false,
      startNext: null,
    });
    this.#bytes += this.#bounds.hotFileSlotBytes + path.length + file.size;
    this.#makeRoom();
  }

  /** The coded content that `keepGzipped` was given for this very file. */
  gzipped(path: string, file: HotFile): Buffer | null {
    const slot = this.#slots.get(path);
    return slot?.file === file ? slot.gzipped : null;
  }

  keepGzipped(path: string, file: HotFile, gzipped: Buffer): void {
    const slot = this.#slots.get(path);
    if (slot?.file !== file || slot.gzipped) return;
    slot.gzipped = gzipped;
    this.#bytes += gzipped.length;
    this.#makeRoom();
  }

  /** A look that starts when all that arrived in this turn of the event loop has been seen, and the one under way has ended. */
  #lookNext(path: string, slot: Slot): Promise<boolean> {
    return new Promise((resolve) => {
      const start = (): void => {
        slot.next = null;
        slot.startNext = null;
        slot.isLooking = true;
        this.#look(slot, (stats) => {
          slot.isLooking = false;
          const isFresh = stats !== null && isSameContent(stats, slot.file.stats);
          if (!isFresh && this.#slots.get(path) === slot) this.#remove(path, slot);
          resolve(isFresh);
          slot.startNext?.();
        });
      };
      if (slot.isLooking) slot.startNext = start;
      else setImmediate(start);
    });
  }

  /** Identity proves the content; that the path still leads there inside the share is looked at again once in a while. */
  #look(slot: Slot, done: (stats: FileIdentity | null) => void): void {
    const now = performance.now();
    if (now - slot.resolvedAt <= this.#bounds.hotFileResolveMs) {
      this.#disk.stat(slot.file.diskPath, (error, stats) => done(error ? null : stats));
      return;
    }
    slot.file.resolve().then(
      (stats) => {
        slot.resolvedAt = now;
        done(stats);
      },
      () => done(null),
    );
  }

  #makeRoom(): void {
    while (this.#bytes > this.#bounds.hotFilesBytesMax || this.#slots.size > this.#bounds.hotFilesMax) {
      const [path, slot] = this.#slots.entries().next().value as [string, Slot];
      if (slot.isUsed) {
        slot.isUsed = false;
        this.#slots.delete(path);
        this.#slots.set(path, slot);
      } else {
        this.#remove(path, slot);
      }
    }
  }

  #remove(path: string, slot: Slot): void {
    this.#slots.delete(path);
    const { hotFileSlotBytes } = this.#bounds;
    this.#bytes -= hotFileSlotBytes + path.length + slot.file.size + (slot.gzipped?.length ?? 0);
  }
}
