import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The holder touches its lock this often… */
const heartbeatMs = 3_000;
/** …so a lock that is older belongs to a process that died (also in another container that shares the folder). */
const staleAfterMs = 30_000;
/** A slow download by another process may take this long before we stop waiting for it and go ahead ourselves. */
const waitMs = 15 * 60_000;
const pollMs = 250;

/**
 * Runs `work` while no other process on this machine runs work under the same `lockPath`.
 * It saves work and bandwidth; what `work` writes must still be made visible by one atomic rename.
 *
 * @template T
 * @param {string} lockPath a folder that stands for the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function singleFlight(lockPath, work) {
  await mkdir(dirname(lockPath), { recursive: true });
  const deadline = Date.now() + waitMs;
  while (!(await tryLock(lockPath))) {
    if (Date.now() > deadline) return work();
    if ((await ageMs(lockPath)) > staleAfterMs) await discard(lockPath);
    else await sleep(pollMs);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A lock that was taken away costs a second download, no more.
    utimes(lockPath, now, now).catch((error) => console.error(`${lockPath}: ${error.message}`));
  }, heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(lockPath, { recursive: true, force: true });
  }
}

/** @param {string} lockPath */
async function tryLock(lockPath) {
  try {
    await mkdir(lockPath);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} lockPath */
async function ageMs(lockPath) {
  try {
    return Date.now() - (await stat(lockPath)).mtimeMs;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}

/**
 * Renaming first lets one of several waiters win.
 * @param {string} lockPath
 */
async function discard(lockPath) {
  const aside = `${lockPath}.stale-${process.pid}`;
  try {
    await rename(lockPath, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

/**
 * The errno name of a failed system call.
 * @param {unknown} error
 */
export function errorCode(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
