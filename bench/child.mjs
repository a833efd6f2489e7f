import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onExit } from './cleanup.mjs';

/** After a polite signal; caddy and nginx need some milliseconds. */
const stopTimeoutMs = 3_000;
/** What a child says is kept up to this, for the message where it fails. */
const outputCharactersMax = 64 * 1024;

/**
 * @typedef {object} Child
 * @property {number} pid
 * @property {() => string} output what it wrote so far, standard output and error together, its end where it is long
 * @property {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} ended
 * @property {() => Promise<void>} stop ends it and all that it started
 * @property {(listener: () => void) => void} onOutput called when `output` has grown
 */

/**
 * Starts a program in a process group of its own, which is ended as a whole, by its id, at the latest when this process
 * ends. Rejects where the program cannot be started.
 *
 * @param {readonly string[]} command program and arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, output?: 'kept' | 'ignored' }} [options]
 * @returns {Promise<Child>}
 */
export async function startChild(command, { cwd, env, output = 'kept' } = {}) {
  const [program = '', ...args] = command;
  const stdio = output === 'kept' ? 'pipe' : 'ignore';
  const process = spawn(program, args, { cwd, env, stdio: ['ignore', stdio, stdio], detached: true });
  let text = '';
  for (const stream of [process.stdout, process.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk) => {
      text = (text + chunk).slice(-outputCharactersMax);
    });
  }
  await once(process, 'spawn');
  const pid = /** @type {number} */ (process.pid);
  const forget = onExit(() => killGroup(pid, 'SIGKILL'));
  /** @type {Child['ended']} */
  const ended = new Promise((resolve) => {
    process.once('close', (code, signal) => {
      forget();
      resolve({ code, signal });
    });
  });
  const stop = async () => {
    killGroup(pid, 'SIGTERM');
    const timer = setTimeout(() => killGroup(pid, 'SIGKILL'), stopTimeoutMs);
    await ended;
    clearTimeout(timer);
  };
  const onOutput = (/** @type {() => void} */ listener) => {
    process.stdout?.on('data', listener);
    process.stderr?.on('data', listener);
  };
  return { pid, output: () => text, ended, stop, onOutput };
}

/**
 * Runs a program to its end.
 *
 * @param {readonly string[]} command
 * @param {{ timeoutMs: number, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} what it wrote
 * @throws {Error} where it fails, or has to be ended after `timeoutMs`
 */
export async function runChild(command, { timeoutMs, ...options }) {
  const child = await startChild(command, options);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.stop();
  }, timeoutMs);
  const { code, signal } = await child.ended;
  clearTimeout(timer);
  if (code === 0) return child.output();
  const how = isLate ? `took more than ${timeoutMs} ms` : `ended with ${signal ?? code}`;
  throw new Error(`${command.join(' ')} ${how}: ${child.output().trim()}`);
}

/**
 * @param {number} pid the group's leader
 * @param {NodeJS.Signals} signal
 */
function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It has ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
