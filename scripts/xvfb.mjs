import { spawn } from 'node:child_process';

/** Xvfb answers within a second even on a busy machine. */
const startTimeoutMs = 20_000;

/** True where a window can be shown. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Starts a virtual display on a free number; for tests only.
 *
 * @returns {Promise<{ display: string, stop: () => void }>} `display` is the value of DISPLAY
 */
export async function startXvfb() {
  const args = ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-noreset'];
  // Its own process group: Ctrl+C must not take the display away before the tests have ended.
  const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true });
  const stop = () => {
    child.kill('SIGTERM');
  };
  const display = await new Promise((resolve, reject) => {
    let complaint = '';
    let number = '';
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`Xvfb did not start within ${startTimeoutMs} ms\n${complaint}`));
    }, startTimeoutMs);
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      complaint += text;
    });
    const numberPipe = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
    numberPipe.setEncoding('utf8').on('data', (text) => {
      number += text;
      if (!number.includes('\n')) return;
      clearTimeout(timer);
      resolve(`:${number.trim()}`);
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`Xvfb ended with ${code}\n${complaint}`));
    });
  });
  return { display, stop };
}
