// node slow-visitor.mjs URL: reads the first bytes of a download and then nothing until something is written to its
// standard input; prints JSON lines "begun" and "ended" with the bytes received.
import { once } from 'node:events';
import { get } from 'node:http';

const say = (/** @type {object} */ line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const [response] = await once(get(process.argv[2] ?? ''), 'response');
let bytes = 0;
response.on('data', (/** @type {Buffer} */ chunk) => {
  if (bytes === 0) {
    response.pause();
    say({ event: 'begun' });
  }
  bytes += chunk.length;
});
response.on('error', () => undefined);
response.once('close', () => {
  say({ event: 'ended', bytes, complete: response.complete });
  process.exit();
});
process.stdin.once('data', () => response.resume());
