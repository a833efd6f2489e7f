import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import QRCode from 'qrcode';
import { describe, expect, it } from 'vitest';
import type { CliHost } from '../../src/cli/cli-host.ts';
import { run } from '../../src/cli/run.ts';
import { temporaryFolder } from '../support/engine.ts';
import { fetchRaw } from '../support/raw-client.ts';

/** The command line in this process, with a terminal or a disk of the test's own. */
function startHere(args: readonly string[], surroundings: Partial<CliHost> = {}) {
  const stdout = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: false });
  const stderr = new PassThrough({ encoding: 'utf8' });
  const signals = new EventEmitter();
  const texts = { stdout: '', stderr: '' };
  const news = new EventEmitter();
  stdout.on('data', (text: string) => {
    texts.stdout += text;
    news.emit('news');
  });
  stderr.on('data', (text: string) => {
    texts.stderr += text;
    news.emit('news');
  });
  const ended = run({
    args: ['--no-discovery', '-b', '127.0.0.1', '-p', '0', ...args],
    environment: {},
    workingDirectory: '/',
    homeFolder: '/home/nobody',
    fs,
    stdout,
    stderr,
    signals,
    exitNow: () => {},
    ...surroundings,
  });
  const until = async (from: 'stdout' | 'stderr', matches: RegExp): Promise<string> => {
    for (;;) {
      const found = matches.exec(texts[from]);
      if (found) return found[1] ?? found[0];
      await new Promise((resolve) => news.once('news', resolve));
    }
  };
  return { ended, texts, until, stop: () => signals.emit('SIGINT', 'SIGINT') };
}

describe('run', () => {
  it('shows a QR code of the best URL on a terminal', async () => {
    await using folder = await temporaryFolder();
    const stdout = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true });
    let shown = '';
    const ready = new Promise<void>((resolve) => {
      stdout.on('data', (text: string) => {
        shown += text;
        if (shown.includes('Ctrl+C')) resolve();
      });
    });
    const cli = startHere([folder.path], { stdout });
    await ready;
    const url = /http:\S+/.exec(shown)?.[0] ?? '';
    expect(shown).toContain(await QRCode.toString(url, { type: 'terminal', small: true }));
    cli.stop();
    expect(await cli.ended).toBe(0);
  });

  it('shows no QR code elsewhere', async () => {
    await using folder = await temporaryFolder();
    const cli = startHere([folder.path]);
    await cli.until('stdout', /http:/);
    cli.stop();
    await cli.ended;
    expect(cli.texts.stdout).not.toMatch(/[█▄]/);
  });

  it('tells a bug of the engine in one line and goes on sharing', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'fine.txt'), 'fine');
    let isBroken = false;
    const breakable = <Call extends (...parameters: never[]) => unknown>(call: Call): Call =>
      ((...parameters: Parameters<Call>) => {
        if (isBroken) throw new TypeError('a bug\n\x1b[31m');
        return call(...parameters);
      }) as Call;
    const broken = { lstat: breakable(fs.lstat), stat: breakable(fs.stat), open: breakable(fs.open) };
    const cli = startHere([folder.path], { fs: { ...fs, ...broken } as typeof fs });
    const port = Number(await cli.until('stdout', /:(\d+)\//));
    isBroken = true;
    expect((await fetchRaw(port, '/fine.txt')).status).toBe(500);
    const line = await cli.until('stderr', /[^\n]+\n/);
    expect(line).toMatch(/^doorstep: Internal error, sharing goes on: TypeError: a bug\\x0a\\x1b\[31m \(.*\)\n$/);
    isBroken = false;
    expect((await fetchRaw(port, '/fine.txt')).body.toString()).toBe('fine');
    cli.stop();
    expect(await cli.ended).toBe(0);
  });

  it('goes on sharing when the disk that its output goes to is full', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'fine.txt'), 'fine');
    let isFull = false;
    const written: string[] = [];
    const stdout = new Writable({
      write(chunk: Buffer, _encoding, done) {
        if (isFull) {
          done(Object.assign(new Error('full'), { code: 'ENOSPC' }));
          return;
        }
        written.push(chunk.toString());
        done();
      },
    });
    const cli = startHere([folder.path, '-p', '0'], { stdout });
    while (!/http:/.test(written.join(''))) await new Promise((resolve) => setImmediate(resolve));
    const port = Number(/:(\d+)\//.exec(written.join(''))?.[1]);
    isFull = true;
    await fetchRaw(port, '/fine.txt');
    await cli.until('stderr', /cannot be written any more \(ENOSPC\)/);
    expect((await fetchRaw(port, '/fine.txt')).status).toBe(200);
    cli.stop();
    expect(await cli.ended).toBe(0);
  });
});
