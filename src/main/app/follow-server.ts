import type { ShareServer } from '../server/share-server.ts';
import type { AccessLogBuffer } from './access-log/access-log-buffer.ts';
import type { AccessLogFile } from './access-log/access-log-file.ts';
import type { Desktop } from './desktop/desktop.ts';
import { reportFault } from './fault-log.ts';
import type { Transfers } from './visitors/transfers.ts';
import type { Visitors } from './visitors/visitors.ts';

export interface ServerFollowers {
  readonly accessLog: AccessLogBuffer;
  readonly logFile: AccessLogFile;
  readonly visitors: Visitors;
  readonly transfers: Transfers;
  readonly desktop: Desktop;
}

/** Passes what the server tells on to all who make something of it; each returns at once, so that no event waits for another. */
export function followServer(server: ShareServer, followers: ServerFollowers): void {
  const { accessLog, logFile, visitors, transfers, desktop } = followers;
  server.on('exchange', (exchange) => {
    accessLog.add(exchange);
    logFile.add(exchange);
    visitors.add(exchange.remoteAddress);
    transfers.ended(exchange);
    desktop.exchangeFinished(exchange);
  });
  server.on('exchangesDropped', (count) => {
    accessLog.addDropped(count);
    logFile.addOmitted(count);
  });
  server.on('transfers', (running) => {
    transfers.sampled(running);
    desktop.transfersSampled(running);
  });
  server.on('fault', (error) => reportFault('the server has trouble', error));
}
