import { clipboard } from 'electron';
import type { AccessLogFormat } from '../../../shared/access-log.ts';
import type { AccessLogFilter } from '../../../shared/access-log-filter.ts';
import { commonLogLine } from '../../../shared/common-log-format.ts';
import type { AccessLogBuffer } from '../access-log/access-log-buffer.ts';
import type { AccessLogExport } from '../access-log/access-log-export.ts';
import { parseExchangeNumber, parseExportOrder } from './access-log-payloads.ts';
import { done, gone, type HandlersOf } from './ipc-dispatch.ts';
import { parseNothing } from './ipc-payloads.ts';

export interface AccessLogHandlersOptions {
  readonly accessLog: AccessLogBuffer;
  readonly accessLogExport: AccessLogExport;
}

/** What the window asks of the access log. */
export function accessLogHandlers({ accessLog, accessLogExport }: AccessLogHandlersOptions) {
  return {
    getAccessLog: { parse: parseExchangeNumber, run: (from: number) => accessLog.page(from) },
    getExchangeDetails: {
      parse: parseExchangeNumber,
      run: (number: number) => {
        const exchange = accessLog.find(number);
        if (!exchange) return null;
        const { protocol, requestFields } = exchange;
        return { protocol, requestFields };
      },
    },
    copyExchange: {
      parse: parseExchangeNumber,
      run: async (number: number) => {
        const exchange = accessLog.find(number);
        if (!exchange) return gone;
        await clipboard.writeText(commonLogLine(exchange));
        return done;
      },
    },
    clearAccessLog: {
      parse: parseNothing,
      run: () => {
        accessLog.clear();
        return done;
      },
    },
    exportAccessLog: {
      parse: parseExportOrder,
      run: (format: AccessLogFormat, filter: AccessLogFilter) => accessLogExport.run(format, filter),
    },
  } satisfies HandlersOf<'accessLog'>;
}
