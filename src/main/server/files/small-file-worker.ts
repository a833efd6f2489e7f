import type { BigIntStats } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { FileSystem } from './disk.ts';
import { type FileIdentity, isSameContent } from './file-identity.ts';
import { isInsideRoot } from './inside-root.ts';
import type { RealRoot } from './share-root.ts';
import type { SmallFileReply, SmallFileRequest } from './small-file-messages.ts';

/**
 * The worker thread that reads small files: the eight calls that one takes cost a quarter here of what they cost
 * through the thread pool, and a message carries all the files of a turn. Whatever is not plain is left to the longer way.
 */
// Electron patches `fs` to look into asar files; the unpatched one has this name there.
const fs = (process.getBuiltinModule('original-fs') ?? process.getBuiltinModule('node:fs')) as FileSystem;

parentPort?.on('message', (batch: readonly SmallFileRequest[]) => {
  parentPort?.postMessage(batch.map((request): SmallFileReply => ({ job: request.job, file: attempt(request) })));
});

function attempt(request: SmallFileRequest): SmallFileReply['file'] {
  try {
    return read(request);
  } catch {
    // The longer way meets the same trouble and says what it is.
    return null;
  }
}

function read({ path, root, bytesMax }: SmallFileRequest): SmallFileReply['file'] {
  const before = fs.lstatSync(path, { bigint: true });
  // Only a regular file is ever opened: a FIFO would wait, a device would do what devices do.
  if (!before.isFile() || before.size > BigInt(bytesMax)) return null;
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  const fileDescriptor = fs.openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  try {
    if (root && !liesInside(root, path, fileDescriptor, before)) return null;
    const bytes = new Uint8Array(Number(before.size));
    const count = bytes.length === 0 ? 0 : fs.readSync(fileDescriptor, bytes, 0, bytes.length, 0);
    const after = fs.fstatSync(fileDescriptor, { bigint: true });
    return count === bytes.length && isSameContent(before, after) ? { bytes, identity: identityOf(after) } : null;
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

function identityOf({ ino, dev, size, mtimeNs, ctimeNs }: BigIntStats): FileIdentity {
  return { ino, dev, size, mtimeNs, ctimeNs };
}
