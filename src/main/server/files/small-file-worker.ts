import type { BigIntStats } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { FileSystem } from './disk.ts';
import { type FileIdentity, isSameContent } from './file-identity.ts';
import { isInsideRoot } from './inside-root.ts';
import type { RealRoot } from './share-root.ts';
import type { SmallFileBatch, SmallFileReplies, SmallFileRequest } from './small-file-messages.ts';

/**
 * The worker thread that reads small files: the eight calls that one takes cost a quarter here of what they cost
 * through the thread pool, and a message carries all the files of a turn. Whatever is not plain is left to the longer way.
 */
// Electron patches `fs` to look into asar files; the unpatched one has this name there.
const fs = (process.getBuiltinModule('original-fs') ?? process.getBuiltinModule('node:fs')) as FileSystem;

/** Contents of the reply that is being made. */
let contents = new Uint8Array(0);

parentPort?.on('message', ({ requests, bytesMax, replyBytesMax }: SmallFileBatch) => {
  const room = Math.max(replyBytesMax, bytesMax);
  if (contents.length < room) contents = new Uint8Array(room);
  for (let at = 0; at < requests.length; ) at = reply(requests, at, bytesMax);
});

/** Answers the requests from the one at `start` on, as many as one reply may hold; returns where the next one begins. */
function reply(requests: readonly SmallFileRequest[], start: number, bytesMax: number): number {
  const jobs: number[] = [];
  const sizes: (number | null)[] = [];
  const places: bigint[] = [];
  const times: bigint[] = [];
  let used = 0;
  let at = start;
  for (; at < requests.length && used + bytesMax <= contents.length; at++) {
    const request = requests[at] as SmallFileRequest;
    const read = attempt(request, contents.subarray(used, used + bytesMax));
    jobs.push(request.job);
    sizes.push(read && Number(read.size));
    if (!read) continue;
    used += Number(read.size);
    places.push(read.ino, read.dev);
    times.push(read.mtimeNs, read.ctimeNs);
  }
  const bytes = contents.slice(0, used);
  const replies: SmallFileReplies = {
    jobs,
    sizes,
    bytes,
    places: BigInt64Array.from(places),
    times: BigInt64Array.from(times),
  };
  parentPort?.postMessage(replies, [bytes.buffer]);
  return at;
}

function attempt(request: SmallFileRequest, into: Uint8Array): FileIdentity | null {
  try {
    return read(request, into);
  } catch {
    // The longer way meets the same trouble and says what it is.
    return null;
  }
}

/** Reads the whole file to the beginning of `into`, unless it is larger than that. */
function read({ path, root }: SmallFileRequest, into: Uint8Array): FileIdentity | null {
  const before = fs.lstatSync(path, { bigint: true });
  // Only a regular file is ever opened: a FIFO would wait, a device would do what devices do.
  if (!before.isFile() || before.size > BigInt(into.length)) return null;
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  const fileDescriptor = fs.openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  try {
    if (root && !liesInside(root, path, fileDescriptor, before)) return null;
    const size = Number(before.size);
    const count = size === 0 ? 0 : fs.readSync(fileDescriptor, into, 0, size, 0);
    const after = fs.fstatSync(fileDescriptor, { bigint: true });
    return count === size && isSameContent(before, after) ? after : null;
  } finally {
    fs.closeSync(fileDescriptor);
  }
}

/** Any folder on the way may be a link, or become one at any time: what is open is asked where it lies. */
function liesInside(root: RealRoot, path: string, fileDescriptor: number, { ino, dev }: BigIntStats): boolean {
  const { openPath, showsHidden } = root;
  if (openPath !== null)
    return isInsideRoot(openPath, fs.readlinkSync(`/proc/self/fd/${fileDescriptor}`, 'buffer'), showsHidden);
  const real = fs.realpathSync.native(path, 'buffer');
  const there = fs.lstatSync(real, { bigint: true });
  return isInsideRoot(root.path, real, showsHidden) && there.ino === ino && there.dev === dev;
}
