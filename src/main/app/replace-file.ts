import { constants } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { renameAttemptsMax, renameRetryDelayMs } from './limits.ts';

/**
 * Writes `text` to `file` so that there is always either the old or the new: a new file beside it is written, synced and
 * renamed over it. The folder is made where it is missing. Only one instance writes to one folder, so one fixed name
 * does, and what a crash leaves there is overwritten. Rejects with the system's error.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const fresh = `${file}.new`;
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(fresh, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await renameIntoPlace(fresh, file);
  await syncFolder(dirname(file));
}

/** Renames over what is there. On Windows a virus scanner may hold either file for a moment, so that is tried again. */
export async function renameIntoPlace(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const busy = ['EPERM', 'EACCES', 'EBUSY'].includes(errnoCode(error) ?? '');
      if (process.platform !== 'win32' || !busy || attempt === renameAttemptsMax) throw error;
      await delay(renameRetryDelayMs * attempt);
    }
  }
}

/** Makes the rename itself survive a power cut; Windows cannot open folders and needs no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The system's name of what went wrong, such as `ENOENT`; undefined for any other error. */
export function errnoCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
