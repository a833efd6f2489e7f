import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { get } from '../../bench/http-client.mjs';
import { freePort } from '../../bench/running-server.mjs';

const bench = (name: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../bench', name)).href);

it.runIf(process.platform !== 'win32').each(['SIGINT', 'SIGTERM'] as const)(
  'on %s neither a child nor a file is left',
  async (signal) => {
    const port = await freePort();
    const script = `
      const { startChild } = await import(${bench('child.mjs')});
      const { makeSampleData } = await import(${bench('sample-data.mjs')});
      const { root } = makeSampleData({ largeBytes: 4096, onceFolders: 0, withLargeListing: false });
      const listen = "require('node:net').createServer().listen(${port}, '127.0.0.1', () => console.log('listening'))";
      const child = await startChild([process.execPath, '-e', listen]);
      child.onOutput(() => console.log(root));
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
    const root = String(line).trim();
    expect(existsSync(root)).toBe(true);
    expect(await accepts(port)).toBe(true);
    child.kill(signal);
    await once(child, 'exit');
    expect(existsSync(root)).toBe(false);
    await expect.poll(() => accepts(port)).toBe(false);
  },
  30_000,
);

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

const server = createServer((request, response) => {
  if (request.url === '/cut')
    response.writeHead(200, { 'Content-Length': 10 }).write('12345', () => response.destroy());
  else response.writeHead(request.url === '/missing' ? 404 : 200, { 'Content-Length': 10 }).end('some bytes');
});
afterEach(() => server.close());

it('the client tells status, bytes and times', async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const answer = await get({ port, path: '/' });
  expect(answer).toMatchObject({ status: 200, bytes: 10 });
  expect(answer.firstByteMs).toBeLessThanOrEqual(answer.totalMs);
  expect(await get({ port, path: '/missing' })).toMatchObject({ status: 404 });
  expect(await get({ port, path: '/cut' })).toMatchObject({ status: 200, bytes: 5 });
});
