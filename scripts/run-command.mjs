import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** What a shell reports for a command that could not be started. */
const exitCodeNotFound = 127;

/**
 * Runs a command in the foreground: streams inherited, SIGINT, SIGTERM and SIGHUP forwarded.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>} its exit code, or 128 + the signal's number where a signal ended it
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const forwarders = forwardSignals(child);
    /** @param {number} code */
    const finish = (code) => {
      for (const [signal, forward] of forwarders) process.off(signal, forward);
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      finish(exitCodeNotFound);
    });
    child.once('exit', (code, signal) => finish(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Map<NodeJS.Signals, () => void>}
 */
function forwardSignals(child) {
  /** @type {Map<NodeJS.Signals, () => void>} */
  const forwarders = new Map();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    const forward = () => {
      // Ctrl+C in a terminal reaches the child by itself; twice would mean "at once" to many programs.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    };
    forwarders.set(signal, forward);
    process.on(signal, forward);
  }
  return forwarders;
}

/**
 * Runs a command quietly.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<string>} what it printed on stdout
 * @throws {Error} with all that it printed, where it fails
 */
export function captureCommand(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let all = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      all += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      all += text;
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}:\n${all.trim()}`));
    });
  });
}
