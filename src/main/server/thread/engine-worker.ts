import { parentPort, workerData } from 'node:worker_threads';
import type { FileSystem } from '../files/disk.ts';
import { limits } from '../limits.ts';
import { createShareServer, type ShareServer } from '../share-server.ts';
import { EventBatches } from './event-batches.ts';
import { toThreadError } from './thread-error.ts';
import type { EngineCall, ThreadOptions, ThreadReport, ThreadRequest } from './thread-messages.ts';

/** The thread in which the real engine runs: it does what it is asked, answers each call once, and tells what happens. */
const { fsModule, ...options } = workerData as ThreadOptions;
const server = createShareServer({ ...options, fs: process.getBuiltinModule(fsModule) as FileSystem });
const events = new EventBatches({ ...limits, ...options.limits }, report);

server.on('exchange', (exchange) => events.addExchange(exchange));
server.on('exchangesDropped', (count) => events.addDropped(count));
server.on('transfers', (transfers) => events.addTransfers(transfers));
server.on('fault', (error) => events.addFault(error));
// A promise that nobody waited for leaves the engine as sound as it was; the owner's error log is to have it.
process.on('unhandledRejection', (reason) => events.addFault(reason));
// The thread is about to die of it; what visitors did before is told still.
process.on('uncaughtExceptionMonitor', () => events.flush());

parentPort?.on('message', (request: ThreadRequest) => {
  if (request.kind === 'eventsTaken') events.taken();
  else void answer(request);
});

async function answer({ id, method, parameters }: EngineCall): Promise<void> {
  try {
    const call = server[method] as (this: ShareServer, ...given: typeof parameters) => unknown;
    const value = await call.apply(server, parameters);
    events.flush();
    report({ kind: 'settled', id, value });
  } catch (error) {
    events.flush();
    report({ kind: 'failed', id, error: toThreadError(error) });
  }
}

function report(message: ThreadReport): void {
  parentPort?.postMessage(message);
}
