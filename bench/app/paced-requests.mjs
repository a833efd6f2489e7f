// node paced-requests.mjs PORT PATH RATE SECONDS: asks for one file RATE times a second, evenly, over kept connections,
// whether or not the earlier ones are answered; prints how many were sent and how many answered with 200.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const connections = 16;
const tickMs = 4;
const lastAnswersMs = 10_000;

const [port = '', path = '/', rate = '', seconds = ''] = process.argv.slice(2);
const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: paced/1\r\n\r\n`;
const answer = 'HTTP/1.1 200 ';
let sent = 0;
let answered = 0;

const sockets = Array.from({ length: connections }, () => connect(Number(port), '127.0.0.1'));
for (const socket of sockets) {
  let end = '';
  socket
    .setEncoding('latin1')
    .setNoDelay()
    .on('data', (/** @type {string} */ text) => {
      const whole = end + text;
      let at = whole.indexOf(answer);
      let after = 0;
      for (; at !== -1; at = whole.indexOf(answer, after)) {
        answered++;
        after = at + answer.length;
      }
      // The rest may hold the beginning of the next status line, but none that was counted.
      end = whole.slice(Math.max(after, whole.length - answer.length + 1));
    });
}
await Promise.all(sockets.map((socket) => once(socket, 'connect')));

const startedAt = performance.now();
const total = Math.round(Number(rate) * Number(seconds));
while (sent < total) {
  const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * Number(rate)));
  const texts = sockets.map(() => '');
  for (; sent < due; sent++) texts[sent % connections] += request;
  for (const [index, socket] of sockets.entries()) if (texts[index]) socket.write(texts[index] ?? '');
  await wait(tickMs);
}
const tookSeconds = (performance.now() - startedAt) / 1000;
for (const end = performance.now() + lastAnswersMs; answered < sent && performance.now() < end; ) await wait(tickMs);
for (const socket of sockets) socket.destroy();
console.log(JSON.stringify({ sent, answered, tookSeconds }));
