import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { endedChildrenCpuSeconds, treeUsage } from './process-tree.mjs';

const ticksPerSecond = 100;
/** Less than this share of all cores taken by others is quiet. */
const quietShare = 0.05;
const lookMs = 200;

/**
 * Waits until other programs leave the machine alone, but not for ever. Returns at once where that cannot be told.
 *
 * @param {number} timeoutMs
 */
export async function waitForQuiet(timeoutMs) {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    const foreign = watchOthers([]);
    await wait(lookMs);
    const share = foreign();
    if (Number.isNaN(share) || share < quietShare) return;
  }
}

/**
 * From now on watches how much of the machine other programs take: all but this process, the programs that it has
 * started and that have ended meanwhile, and the process trees of `servers`.
 *
 * @param {readonly number[]} servers process ids
 * @returns {() => number} the share of all cores, 0–1, since the start of the watch; NaN without /proc
 */
export function watchOthers(servers) {
  const startedAt = performance.now();
  const atStart = foreignSeconds(servers);
  return () => {
    const seconds = (performance.now() - startedAt) / 1000;
    return Math.max(0, foreignSeconds(servers) - atStart) / seconds / cpus().length;
  };
}

/** @param {readonly number[]} servers */
function foreignSeconds(servers) {
  const own = process.cpuUsage();
  const ownSeconds = (own.user + own.system) / 1e6 + endedChildrenCpuSeconds();
  const serverSeconds = servers.reduce((sum, pid) => sum + (treeUsage(pid)?.cpuSeconds ?? 0), 0);
  return busySeconds() - ownSeconds - serverSeconds;
}

/** Time in which the cores were working or taken away by the host, since the start of the system. */
function busySeconds() {
  try {
    const fields = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.trim().split(/\s+/).slice(1).map(Number) ?? [];
    const [user = 0, nice = 0, system = 0, , , interrupt = 0, softInterrupt = 0, stolen = 0] = fields;
    return (user + nice + system + interrupt + softInterrupt + stolen) / ticksPerSecond;
  } catch {
    return Number.NaN; // no Linux
  }
}
