/** Tells the owner's error log (standard error) what went wrong; never throws. */
export type ReportFault = (what: string, error?: unknown) => void;

export const reportFault: ReportFault = (what, error) => {
  if (error === undefined) console.error(`doorstep: ${what}`);
  else console.error(`doorstep: ${what}:`, error);
};

/** A terminal that goes away must not end the app: without a listener a failed write to it is an uncaught exception. */
export function setupFaultLog(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('unhandledRejection', (reason) => reportFault('unhandled rejection', reason));
}
