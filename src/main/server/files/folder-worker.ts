import { isUtf8 } from 'node:buffer';
import { sep } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { PathSegment } from '../http/request-target.ts';
import { sortNaturally } from '../listing/natural-order.ts';
import type { FileSystem } from './disk.ts';
import type { FolderEntry, FolderReply, FolderRequest } from './folder-messages.ts';
import { isInsideRoot } from './inside-root.ts';
import { mayBeServed } from './served-names.ts';
import type { RealRoot } from './share-root.ts';

/**
 * The worker thread that reads folders. Here synchronous calls are right: they cost a third of asynchronous ones for
 * each entry, hold up nobody but other listings, and a disk that does not answer stops this thread alone.
 */
interface Job {
  readonly path: string | Buffer;
  readonly root: RealRoot | null;
  names: readonly PathSegment[];
  isSorted: boolean;
  next: number;
}

const jobs = new Map<number, Job>();
// Electron patches `fs` to look into asar files; the unpatched one has this name there.
const fs = (process.getBuiltinModule('original-fs') ?? process.getBuiltinModule('node:fs')) as FileSystem;

parentPort?.on('message', (request: FolderRequest) => {
  try {
    answer(request);
  } catch (error) {
    jobs.delete(request.job);
    const { code, message } = error as NodeJS.ErrnoException;
    reply({ kind: 'failed', job: request.job, code: code ?? '', message });
  }
});

function reply(message: FolderReply): void {
  parentPort?.postMessage(message);
}

function answer(request: FolderRequest): void {
  if (request.kind === 'open') open(request);
  else if (request.kind === 'close') jobs.delete(request.job);
  else sendNext(request.job, request.count);
}

function open({ job, path, root, entriesMax }: FolderRequest & { readonly kind: 'open' }): void {
  const diskPath = typeof path === 'string' ? path : Buffer.from(path);
  const names = inside(root, diskPath, readNames).filter(mayBeServed);
  const isCut = names.length > entriesMax;
  if (isCut) names.length = entriesMax;
  jobs.set(job, { path: diskPath, root, names, isSorted: false, next: 0 });
  reply({ kind: 'opened', job, count: names.length, isCut });
}

/**
 * What `work` finds in the very folder that lies inside `root`. Any folder on the way can be swapped for a link at any
 * time, so the folder is opened, asked where it lies, and then reached through what is open. Where the system does not
 * tell, the path must lead to itself before and after.
 */
function inside<Result>(root: RealRoot | null, path: string | Buffer, work: (path: string | Buffer) => Result): Result {
  if (root === null) return work(path);
  if (root.openPath === null) {
    mustBeReal(path);
    const result = work(path);
    mustBeReal(path);
    return result;
  }
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = fs.constants;
  const fileDescriptor = fs.openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    const openFolder = `/proc/self/fd/${fileDescriptor}`;
    if (!isInsideRoot(root.openPath, fs.readlinkSync(openFolder, 'buffer'))) throw hasMoved();
    return work(openFolder);
  } finally {
    fs.closeSync(fileDescriptor);
  }
}

function mustBeReal(path: string | Buffer): void {
  if (!fs.realpathSync.native(path as string, 'buffer').equals(Buffer.from(path))) throw hasMoved();
}

function hasMoved(): NodeJS.ErrnoException {
  return Object.assign(new Error('The folder has been moved'), { code: 'ENOENT' });
}

/** Names as text; as bytes those that are not UTF-8. Reading them all as bytes would be slower, and few folders need it. */
function readNames(path: string | Buffer): PathSegment[] {
  const names: PathSegment[] = fs.readdirSync(path, 'utf8');
  if (!names.some((name) => (name as string).includes('\ufffd'))) return names;
  return fs.readdirSync(path, 'buffer').map((bytes) => (isUtf8(bytes) ? bytes.toString('utf8') : bytes));
}

function sendNext(jobId: number, count: number): void {
  const job = jobs.get(jobId);
  if (!job) return;
  if (!job.isSorted) {
    job.names = sortNaturally(job.names);
    job.isSorted = true;
  }
  const end = Math.min(job.next + count, job.names.length);
  const names = job.names.slice(job.next, end);
  job.next = end;
  const entries = inside(job.root, job.path, (path) =>
    names.map((name) => look(path, name)).filter((entry) => entry !== null),
  );
  const isLast = end === job.names.length;
  if (isLast) jobs.delete(jobId);
  reply({ kind: 'slice', job: jobId, entries, isLast });
}

/** Null for what a visitor could not open, or what has gone since its name was read. */
function look(folder: string | Buffer, name: PathSegment): FolderEntry | null {
  const path =
    typeof folder === 'string' && typeof name === 'string'
      ? `${folder}${sep}${name}`
      : Buffer.concat([Buffer.from(folder), Buffer.from(sep), Buffer.from(name)]);
  const stats = lstat(path);
  if (!stats) return null;
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? 'link' : null;
  return kind && { name, kind, sizeBytes: stats.size, modifiedMs: stats.mtimeMs };
}

function lstat(path: string | Buffer): import('node:fs').Stats | undefined {
  try {
    return fs.lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // Whatever cannot be looked at cannot be opened either.
    return undefined;
  }
}
