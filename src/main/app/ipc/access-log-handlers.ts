import type { AccessLogBuffer } from '../access-log/access-log-buffer.ts';
import { done, type HandlersOf } from './ipc-dispatch.ts';
import { parseNothing } from './ipc-payloads.ts';

/** What the window asks of the access log. */
export function accessLogHandlers(accessLog: AccessLogBuffer) {
  return {
    getAccessLog: { parse: parseNothing, run: () => accessLog.snapshot() },
    clearAccessLog: {
      parse: parseNothing,
      run: () => {
        accessLog.clear();
        return done;
      },
    },
  } satisfies HandlersOf<'accessLog'>;
}
