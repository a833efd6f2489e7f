import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second for programs, whatever the kernel's own tick (USER_HZ). */
const ticksPerSecond = 100;
const bytesPerKiB = 1024;

/**
 * @typedef {object} Usage
 * @property {number} cpuSeconds user and system time so far, of the processes that are there now and of those that they have waited for
 * @property {number} residentBytes memory in use now
 * @property {number} peakBytes the most since the start or the last `resetPeak`, added up over the processes
 */

/**
 * What a process and all that it started use. Null where the system has no /proc.
 *
 * @param {number} pid
 * @returns {Usage | null}
 */
export function treeUsage(pid) {
  /** @type {Usage} */
  const sum = { cpuSeconds: 0, residentBytes: 0, peakBytes: 0 };
  const pids = treeOf(pid);
  if (pids === null) return null;
  for (const each of pids) {
    const stat = readProc(each, 'stat');
    const status = readProc(each, 'status');
    if (stat === null || status === null) continue;
    const { ownTicks, waitedTicks } = parseStat(stat);
    sum.cpuSeconds += (ownTicks + waitedTicks) / ticksPerSecond;
    sum.residentBytes += parseStatusBytes(status, 'VmRSS');
    sum.peakBytes += parseStatusBytes(status, 'VmHWM');
  }
  return sum;
}

/**
 * From here on `peakBytes` tells the most that was used after this call.
 *
 * @param {number} pid
 */
export function resetPeak(pid) {
  for (const each of treeOf(pid) ?? []) writeFileSync(`/proc/${each}/clear_refs`, '5');
}

/**
 * Processor time of the programs that this process has started and that have ended, in seconds. NaN without /proc.
 *
 * @returns {number}
 */
export function endedChildrenCpuSeconds() {
  const stat = readProc(process.pid, 'stat');
  return stat === null ? Number.NaN : parseStat(stat).waitedTicks / ticksPerSecond;
}

/**
 * The fields of /proc/PID/stat that matter here. The program's name may hold spaces and parentheses.
 *
 * @param {string} stat
 */
export function parseStat(stat) {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const number = (/** @type {number} */ field) => Number(fields[field - 3]); // numbered as in proc(5)
  return { parent: number(4), ownTicks: number(14) + number(15), waitedTicks: number(16) + number(17) };
}

/**
 * @param {string} status /proc/PID/status
 * @param {string} name such as VmHWM
 * @returns {number} bytes; 0 for a process that has ended
 */
export function parseStatusBytes(status, name) {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status);
  return match ? Number(match[1]) * bytesPerKiB : 0;
}

/**
 * @param {number} root
 * @returns {number[] | null}
 */
function treeOf(root) {
  /** @type {Map<number, number>} */
  const parents = new Map();
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const stat = readProc(Number(name), 'stat');
      if (stat !== null) parents.set(Number(name), parseStat(stat).parent);
    }
  } catch {
    return null; // no Linux
  }
  const tree = [root];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  return tree;
}

/**
 * @param {number} pid
 * @param {string} file
 * @returns {string | null} null where the process has ended
 */
function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}
