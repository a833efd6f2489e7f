import { join } from 'node:path';
import { app } from 'electron';

/**
 * Where the system keeps the logs of apps: `app.getPath('logs')`, which is not asked because it makes the folder, at
 * once, whether anything is logged or not.
 */
export function logFolder(): string {
  return process.platform === 'darwin'
    ? join(app.getPath('home'), 'Library/Logs', app.name)
    : join(app.getPath('userData'), 'logs');
}
