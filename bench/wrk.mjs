import { join } from 'node:path';
import { runChild, startChild } from './child.mjs';
import { findProgram } from './find-program.mjs';

/** As many as some phones with six connections each. */
export const connections = 32;
/** Beyond what was asked for: then wrk hangs. */
const overtimeMs = 10_000;
/** The slowest peer asks for its files once in some 10 s. */
const eachOnceTimeoutSeconds = 60;

/** @returns {string | null} wrk's path */
export function findWrk() {
  return findProgram('wrk');
}

/**
 * Asks for one file as fast as the server answers.
 *
 * @param {{ wrk: string, port: number, path: string, seconds: number }} options
 * @returns {Promise<number>} answers a second
 */
export async function wrkRate({ wrk, port, path, seconds }) {
  const command = [wrk, '-t1', `-c${connections}`, `-d${seconds}s`, `http://127.0.0.1:${port}${path}`];
  const output = await runChild(command, { timeoutMs: seconds * 1000 + overtimeMs });
  return parseWrk(output);
}

/**
 * Asks for each file of a folder (`00001.bin` …) once, in an order that `seed` tells.
 *
 * @param {{ wrk: string, port: number, folder: string, files: number, seed: number }} options
 * @returns {Promise<number>} answers a second
 */
export async function wrkRateEachOnce({ wrk, port, folder, files, seed }) {
  const script = join(import.meta.dirname, 'each-once.lua');
  const options = ['-t1', `-c${connections}`, `-d${eachOnceTimeoutSeconds}s`, '-s', script];
  const args = [folder, String(files), String(connections), String(seed)];
  const child = await startChild([wrk, ...options, `http://127.0.0.1:${port}/`, '--', ...args]);
  let isInterrupted = false;
  // wrk would sleep to the end of its time; on SIGINT it prints its summary and ends.
  child.onOutput(() => {
    if (!isInterrupted && child.output().includes('rate ')) {
      isInterrupted = true;
      process.kill(child.pid, 'SIGINT');
    }
  });
  const timer = setTimeout(() => child.stop(), eachOnceTimeoutSeconds * 1000 + overtimeMs);
  await child.ended;
  clearTimeout(timer);
  const output = child.output();
  parseWrk(output);
  const rate = Number(/^rate ([\d.]+)$/m.exec(output)?.[1]);
  if (!(rate > 0)) throw new Error(`wrk did not come to the end of the files: ${output.trim()}`);
  return rate;
}

/**
 * @param {string} output wrk's summary
 * @returns {number} answers a second
 * @throws {Error} where there were answers that were not good
 */
export function parseWrk(output) {
  const bad = /^\s*(Non-2xx or 3xx responses: .*)$/m.exec(output) ?? badSockets(output);
  const rate = Number(/^Requests\/sec:\s+([\d.]+)$/m.exec(output)?.[1]);
  if (bad) throw new Error(`wrk: ${bad[1]}`);
  if (!(rate > 0)) throw new Error(`wrk: no rate in ${output.trim()}`);
  return rate;
}

/**
 * A server that closes after each answer (HTTP/1.0) makes wrk count read errors where there are none.
 *
 * @param {string} output
 */
function badSockets(output) {
  return /^\s*(Socket errors: (?:connect [1-9]|.*write [1-9]|.*timeout [1-9]).*)$/m.exec(output);
}
