import { connect } from 'node:net';

const timeoutMs = 60_000;
const endOfHead = Buffer.from('\r\n\r\n');

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {string} head
 * @property {number} bytes body bytes as they came, chunk framing included
 * @property {number} firstByteMs from before the connection was made to the first byte of the body
 * @property {number} totalMs to the end of the connection
 */

/**
 * One GET on a connection of its own, to its end. The body goes to `onBody`, or away. As cheap as it can be in this
 * process: the servers are what is measured.
 *
 * @param {{ port: number, path: string, onBody?: (chunk: Buffer) => void }} request
 * @returns {Promise<Answer>}
 */
export function get({ port, path, onBody }) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const socket = connect({ port, host: '127.0.0.1' });
    /** @type {Buffer} */
    let headBytes = Buffer.alloc(0);
    let isHeadRead = false;
    let bytes = 0;
    let firstByteMs = Number.NaN;
    const body = (/** @type {Buffer} */ chunk) => {
      if (chunk.length === 0) return;
      if (bytes === 0) firstByteMs = performance.now() - startedAt;
      bytes += chunk.length;
      onBody?.(chunk);
    };
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer for ${timeoutMs} ms`)));
    socket.once('connect', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    });
    socket.on('data', (chunk) => {
      if (isHeadRead) return body(chunk);
      headBytes = Buffer.concat([headBytes, chunk]);
      const end = headBytes.indexOf(endOfHead);
      if (end < 0) return;
      isHeadRead = true;
      body(headBytes.subarray(end + endOfHead.length));
      headBytes = headBytes.subarray(0, end);
    });
    socket.once('error', reject);
    socket.once('end', () => socket.end());
    socket.once('close', () => {
      const head = headBytes.toString('latin1');
      const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1]);
      if (!isHeadRead) reject(new Error('the connection ended without an answer'));
      else resolve({ status, head, bytes, firstByteMs, totalMs: performance.now() - startedAt });
    });
  });
}

/**
 * Makes sure that a file is served whole before its serving is measured.
 *
 * @param {{ port: number, path: string, bytes: number }} expected
 */
export async function checkFile({ port, path, bytes }) {
  const answer = await get({ port, path });
  const isChunked = /^transfer-encoding:\s*chunked/im.test(answer.head);
  if (answer.status !== 200 || (isChunked ? answer.bytes < bytes : answer.bytes !== bytes)) {
    throw new Error(`${path} was answered with ${answer.status} and ${answer.bytes} bytes, not 200 and ${bytes}`);
  }
}
