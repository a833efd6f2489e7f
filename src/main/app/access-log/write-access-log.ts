import { randomBytes } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import type { AccessLogFormat } from '../../../shared/access-log.ts';
import { type AccessLogFilter, accessLogMatcher } from '../../../shared/access-log-filter.ts';
import type { Exchange } from '../../../shared/exchange.ts';
import { accessLogExportRowsAtOnce } from '../limits.ts';
import { renameIntoPlace } from '../replace-file.ts';
import { exportTexts } from './export-text.ts';

export interface WriteAccessLogOptions {
  /** Oldest first; not changed while they are written. */
  readonly exchanges: readonly Exchange[];
  readonly filter: AccessLogFilter;
  readonly format: AccessLogFormat;
  /** Absolute; replaced where it is there. */
  readonly file: string;
  /** How many of `exchanges` have been looked at; called after each slice. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Writes those exchanges that the filter lets through, in slices that leave the main thread free between them, to a new
 * file beside `file`, and renames that over it when all of it is on the disk: nobody ever reads half a log. Returns how
 * many were written. Rejects with the system's error, and leaves nothing behind then.
 */
export async function writeAccessLog(options: WriteAccessLogOptions): Promise<number> {
  const fresh = `${options.file}.${randomBytes(4).toString('hex')}.part`;
  const handle = await open(fresh, 'wx');
  try {
    const written = await writeSlices(handle, options).finally(() => handle.close());
    await renameIntoPlace(fresh, options.file);
    return written;
  } catch (error) {
    await unlink(fresh).catch(() => {
      // It is the first error that the owner has to know.
    });
    throw error;
  }
}

async function writeSlices(handle: FileHandle, { exchanges, filter, format, onProgress }: WriteAccessLogOptions) {
  const { head, line } = exportTexts[format];
  const isWanted = accessLogMatcher(filter);
  let written = 0;
  await handle.write(head);
  for (let start = 0; start < exchanges.length; start += accessLogExportRowsAtOnce) {
    const slice = exchanges.slice(start, start + accessLogExportRowsAtOnce).filter(isWanted);
    written += slice.length;
    if (slice.length > 0) await handle.writeFile(slice.map(line).join(''));
    onProgress?.(Math.min(exchanges.length, start + accessLogExportRowsAtOnce));
  }
  await handle.sync();
  return written;
}
