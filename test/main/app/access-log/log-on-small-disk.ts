import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AccessLogFile } from '../../../../src/main/app/access-log/access-log-file.ts';
import { exchange } from '../../../support/exchange.ts';

/**
 * Logs `count` exchanges onto a disk that has no room for all of them, makes room, and prints what became of it as one
 * line of JSON. Runs in a process of its own, in which the small disk is mounted on the folder that its argument names.
 */
const [disk = '', count = '0'] = process.argv.slice(2);
const ballast = join(disk, 'ballast');
await writeFile(ballast, Buffer.alloc(32 * 1024));
let changed = (): void => undefined;
const nextChange = () =>
  new Promise<void>((resolve) => {
    changed = resolve;
  });
const log = new AccessLogFile({
  folder: join(disk, 'logs'),
  onChanged: () => changed(),
  reportFault: () => undefined,
  writeIntervalMs: 1,
  retryIntervalMs: 20,
});
log.setEnabled(true);
const full = nextChange();
for (let id = 1; id <= Number(count); id++) log.add(exchange(id));
await full;
const problem = log.problem;
const whileFull = await readFile(log.path, 'utf8');
const recovered = nextChange();
await rm(ballast);
await recovered;
await log.close();
const text = await readFile(log.path, 'utf8');
console.log(JSON.stringify({ problem, whileFull, text }));
