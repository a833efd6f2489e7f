import { readFileSync } from 'node:fs';
import { runChild } from './child.mjs';
import { findProgram } from './find-program.mjs';

/**
 * @typedef {object} Cores
 * @property {(command: readonly string[]) => string[]} serverCommand the command, kept on the servers' core
 * @property {string} description one sentence for the report
 */

/**
 * Gives servers one processor core and clients (this process and all that it starts otherwise) another, where the
 * system can.
 *
 * @returns {Promise<Cores>}
 */
export async function separateCores() {
  const taskset = findProgram('taskset');
  const cores = allowedCores();
  const [serverCore, clientCore] = cores;
  if (!taskset || serverCore === undefined || clientCore === undefined) {
    const reason = taskset ? 'there is only one core' : 'taskset is not installed';
    return {
      serverCommand: (command) => [...command],
      description: `Server and client are not kept on cores of their own: ${reason}.`,
    };
  }
  await runChild([taskset, '-a', '-p', '-c', String(clientCore), String(process.pid)], { timeoutMs: 5_000 });
  return {
    serverCommand: (command) => [taskset, '-c', String(serverCore), ...command],
    description: 'The server has one core, the client another (taskset).',
  };
}

/** @returns {number[]} */
function allowedCores() {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return parseCoreList(/^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? '');
  } catch {
    return []; // no Linux
  }
}

/**
 * @param {string} list such as `0-3,8`
 * @returns {number[]}
 */
export function parseCoreList(list) {
  /** @type {number[]} */
  const cores = [];
  for (const part of list.split(',')) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part);
    if (!match) continue;
    const first = Number(match[1]);
    for (let core = first; core <= Number(match[2] ?? first); core++) cores.push(core);
  }
  return cores;
}
