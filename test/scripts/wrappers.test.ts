import { execFile, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const scripts = resolve(import.meta.dirname, '../../scripts');
const childScript = join(import.meta.dirname, 'child.mjs');
const withElectron = join(scripts, 'with-electron.mjs');
// Any runtime does for wrapping: these tests start none.
/** Where the sources are newer than the build, starting builds first. */
const buildTimeoutMs = 30_000;
const env = { ...process.env, ELECTRON_EXEC_PATH: process.execPath };

function start(args: readonly string[], options: SpawnOptions = {}) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env, ...options });
  child.stdout?.setEncoding('utf8');
  child.stderr?.setEncoding('utf8');
  return child;
}

describe('with-electron', () => {
  it.each([0, 1, 3])('keeps the exit code %i', async (code) => {
    const [exitCode] = await once(start([withElectron, process.execPath, childScript, String(code)]), 'exit');
    expect(exitCode).toBe(code);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('forwards %s', async (signal) => {
    const child = start([withElectron, process.execPath, childScript, 'wait', signal]);
    expect(await once(child.stdout ?? child, 'data')).toEqual(['waiting\n']);
    const ended = once(child, 'exit');
    child.kill(signal);
    expect(await ended).toEqual([7, null]);
  });

  it('tells how a signal ended the command', async () => {
    const command = ['-e', 'process.kill(process.pid, "SIGKILL")'];
    const [exitCode] = await once(start([withElectron, process.execPath, ...command]), 'exit');
    expect(exitCode).toBe(137);
  });

  it('says what it could not start', async () => {
    const run = promisify(execFile)(process.execPath, [withElectron, 'no-such-command'], { env });
    await expect(run).rejects.toMatchObject({ code: 127, stderr: expect.stringContaining('no-such-command') });
  });

  it('points every tool at one runtime', async () => {
    const print = 'console.log(process.env.ELECTRON_EXEC_PATH)';
    const run = await promisify(execFile)(process.execPath, [withElectron, process.execPath, '-e', print], { env });
    expect(run.stdout.trim()).toBe(process.execPath);
  });
});

describe.runIf(process.platform === 'linux')('npm start without a display', () => {
  it(
    'says so and shares from the terminal',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'doorstep-start-'));
      await writeFile(join(folder, 'hello.txt'), 'hello\n');
      const asNpmDoes = { INIT_CWD: tmpdir(), npm_lifecycle_event: 'start', npm_package_name: 'doorstep' };
      const noDisplay = { ...env, ...asNpmDoes, DISPLAY: '', WAYLAND_DISPLAY: '' };
      const relative = folder.slice(tmpdir().length + 1);
      const args = ['--json', '--no-discovery', '-b', '127.0.0.1', '--port=0', relative];
      const child = start([join(scripts, 'start.mjs'), ...args], { env: noDisplay });
      try {
        let said = '';
        child.stderr?.on('data', (text) => (said += text));
        const [line] = await once(child.stdout ?? child, 'data');
        const { port } = JSON.parse(line);
        const response = await fetch(`http://127.0.0.1:${port}/hello.txt`);
        expect(await response.text()).toBe('hello\n');
        expect(said).toContain('No display (DISPLAY and WAYLAND_DISPLAY are not set): sharing from the terminal');
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        expect(await ended).toEqual([0, null]);
      } finally {
        child.kill('SIGKILL');
        await rm(folder, { recursive: true });
      }
    },
    buildTimeoutMs,
  );
});
