import { basename } from 'node:path';
import type { AccessLogFormat } from '../../../shared/access-log.ts';
import type { AccessLogFilter } from '../../../shared/access-log-filter.ts';
import type { AccessLogExportResult, IpcEvents, Problem } from '../../../shared/ipc.ts';
import { accessLogExportNewsIntervalMs } from '../limits.ts';
import { errnoCode } from '../replace-file.ts';
import { unexpectedProblem } from '../unexpected-problem.ts';
import type { AccessLogBuffer } from './access-log-buffer.ts';
import { writeAccessLog } from './write-access-log.ts';

export interface AccessLogExportOptions {
  readonly accessLog: Pick<AccessLogBuffer, 'exchanges'>;
  /** Asks the owner where to; null where they cancelled. */
  readonly chooseFile: (format: AccessLogFormat) => Promise<string | null>;
  readonly onProgress: (progress: IpcEvents['accessLogExportProgressed']) => void;
}

/** The owner's export of the log, one at a time. */
export class AccessLogExport {
  readonly #options: AccessLogExportOptions;
  #isRunning = false;

  constructor(options: AccessLogExportOptions) {
    this.#options = options;
  }

  /** Writes what is in the log when the owner has chosen the file. What goes wrong with the disk is a problem to tell. */
  async run(format: AccessLogFormat, filter: AccessLogFilter): Promise<AccessLogExportResult> {
    if (this.#isRunning) return { ok: true, saved: null };
    this.#isRunning = true;
    try {
      const file = await this.#options.chooseFile(format);
      if (file === null) return { ok: true, saved: null };
      return await this.#write(file, format, filter);
    } finally {
      this.#isRunning = false;
    }
  }

  async #write(file: string, format: AccessLogFormat, filter: AccessLogFilter): Promise<AccessLogExportResult> {
    const name = basename(file);
    const exchanges = this.#options.accessLog.exchanges();
    try {
      const onProgress = this.#seldom((done) => this.#options.onProgress({ done, total: exchanges.length }));
      const count = await writeAccessLog({ exchanges, filter, format, file, onProgress });
      return { ok: true, saved: { name, count } };
    } catch (error) {
      return { ok: false, problem: problemOf(error, name) };
    }
  }

  #seldom(tell: (done: number) => void): (done: number) => void {
    let lastTold = performance.now();
    return (done) => {
      if (performance.now() - lastTold < accessLogExportNewsIntervalMs) return;
      lastTold = performance.now();
      tell(done);
    };
  }
}

function problemOf(error: unknown, name: string): Problem {
  const code = errnoCode(error) ?? '';
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return { kind: 'disk-full', name };
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return { kind: 'save-forbidden', name };
  if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EINVAL'].includes(code))
    return { kind: 'save-impossible', name };
  return unexpectedProblem(error);
}
