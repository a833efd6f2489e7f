import { isUtf8 } from 'node:buffer';
import type { Stats } from 'node:fs';
import { sep } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { PathSegment } from '../http/request-target.ts';
import type { ListingOrder } from '../listing/listing-view.ts';
import { sortNaturally } from '../listing/natural-order.ts';
import { type Sortable, sortEntries } from '../listing/sort-entries.ts';
import type { FileSystem } from './disk.ts';
import { toColumns } from './entry-columns.ts';
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
  readonly order: ListingOrder;
  names: readonly PathSegment[];
  areNamesSorted: boolean;
  next: number;
  /** Where the order depends on more than the names: what was looked at so far. */
  readonly looked: LookedAt[];
  /** All of that, in order. */
  sorted: readonly LookedAt[] | null;
}

interface LookedAt {
  readonly entry: FolderEntry;
  readonly sortable: Sortable;
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

function open({ job, path, root, showsHidden, entriesMax, order }: FolderRequest & { readonly kind: 'open' }): void {
  const diskPath = typeof path === 'string' ? path : Buffer.from(path);
  const names = inside(root, diskPath, readNames).filter((name) => mayBeServed(name, showsHidden));
  const isCut = names.length > entriesMax;
  if (isCut) names.length = entriesMax;
  jobs.set(job, { path: diskPath, root, order, names, areNamesSorted: false, next: 0, looked: [], sorted: null });
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
    // Each entry is reached through this path, and a process id is found faster than the link that leads to it.
    const openFolder = `/proc/${fs.readlinkSync('/proc/self')}/fd/${fileDescriptor}`;
    if (!isInsideRoot(root.openPath, fs.readlinkSync(openFolder, 'buffer'), root.showsHidden)) throw hasMoved();
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
  const entries = job.order.sort === 'name' ? nextByName(job, count) : nextByLook(job, count);
  const isLast = job.next === (job.sorted ?? job.names).length;
  if (isLast) jobs.delete(jobId);
  reply({ kind: 'slice', job: jobId, entries: toColumns(entries), isLast });
}

/** Names alone tell the order: each entry is looked at when its turn comes. */
function nextByName(job: Job, count: number): FolderEntry[] {
  if (!job.areNamesSorted) {
    const names = sortNaturally(job.names);
    job.names = job.order.order === 'desc' ? names.reverse() : names;
    job.areNamesSorted = true;
  }
  const end = Math.min(job.next + count, job.names.length);
  return lookAtNext(job, end);
}

/** Everything must be looked at first: a part each time, so that other listings get their turn and a slow disk shows that it answers. */
function nextByLook(job: Job, count: number): FolderEntry[] {
  if (!job.sorted) {
    const end = Math.min(job.next + count, job.names.length);
    for (const entry of lookAtNext(job, end)) job.looked.push({ entry, sortable: sortableOf(job.path, entry) });
    if (end < job.names.length) return [];
    job.sorted = sortEntries(job.looked, job.order, ({ sortable }) => sortable);
    job.next = 0;
  }
  const slice = job.sorted.slice(job.next, job.next + count);
  job.next += slice.length;
  return slice.map(({ entry }) => entry);
}

/** What the names up to `end` are, in their order. */
function lookAtNext(job: Job, end: number): FolderEntry[] {
  const names = job.names.slice(job.next, end);
  job.next = end;
  return inside(job.root, job.path, (path) => names.map((name) => look(path, name)).filter((entry) => entry !== null));
}

/** A link is sorted as what it leads to, since it is listed as that. */
function sortableOf(folder: string | Buffer, entry: FolderEntry): Sortable {
  const { name, sizeBytes, modifiedMs } = entry;
  if (entry.kind !== 'link') return { name, isFolder: entry.kind === 'folder', sizeBytes, modifiedMs };
  const stats = attempt(() => fs.statSync(pathOf(folder, name), { throwIfNoEntry: false }));
  if (!stats) return { name, isFolder: false, sizeBytes, modifiedMs };
  return { name, isFolder: stats.isDirectory(), sizeBytes: stats.size, modifiedMs: stats.mtimeMs };
}

/** Null for what a visitor could not open, or what has gone since its name was read. */
function look(folder: string | Buffer, name: PathSegment): FolderEntry | null {
  const stats = attempt(() => fs.lstatSync(pathOf(folder, name), { throwIfNoEntry: false }));
  if (!stats) return null;
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? 'link' : null;
  return kind && { name, kind, sizeBytes: stats.size, modifiedMs: stats.mtimeMs };
}

function pathOf(folder: string | Buffer, name: PathSegment): string | Buffer {
  return typeof folder === 'string' && typeof name === 'string'
    ? `${folder}${sep}${name}`
    : Buffer.concat([Buffer.from(folder), Buffer.from(sep), Buffer.from(name)]);
}

/** Whatever cannot be looked at cannot be opened either. */
function attempt(lookAt: () => Stats | undefined): Stats | undefined {
  try {
    return lookAt();
  } catch {
    return undefined;
  }
}
