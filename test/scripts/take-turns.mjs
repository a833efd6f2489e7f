// node take-turns.mjs LOCK LOG: works under the lock and notes begin and end.
import { appendFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { singleFlight } from '../../scripts/single-flight.mjs';

const [lock = '', log = ''] = process.argv.slice(2);
await singleFlight(lock, async () => {
  await appendFile(log, 'begin\n');
  await sleep(100); // long enough for the others to come
  await appendFile(log, 'end\n');
});
