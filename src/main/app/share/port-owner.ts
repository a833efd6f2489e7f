import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { visibleText } from '../../../shared/format.ts';
import type { SystemTools } from '../../discovery/reachability-tools.ts';
import { portOwnerFilesMax, portOwnerProcessesMax, portOwnerTimeoutMs, programNameCharsMax } from '../limits.ts';

/**
 * The name of the program that listens on a TCP port of this computer; null where the system does not tell (another
 * user's program) or takes too long. Never rejects.
 */
export async function portOwner(port: number, tools: SystemTools): Promise<string | null> {
  const name = await lookUp[tools.platform](port, tools).catch(() => null);
  const shown = visibleText(name?.trim() ?? '').slice(0, programNameCharsMax);
  return shown === '' ? null : shown;
}

const lookUp: Record<SystemTools['platform'], (port: number, tools: SystemTools) => Promise<string | null>> = {
  linux: (port) => ownerOnLinux(port),
  darwin: async (port, tools) => {
    const output = await tools.run('lsof', ['-nP', '+c0', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fc']);
    return output.status === 'ended' ? parseLsof(output.stdout) : null;
  },
  win32: async (port, tools) => {
    const listeners = await tools.run('netstat.exe', ['-a', '-n', '-o', '-p', 'TCP']);
    const processId = listeners.status === 'ended' ? parseNetstat(listeners.stdout, port) : null;
    if (processId === null) return null;
    const tasks = await tools.run('tasklist.exe', ['/FI', `PID eq ${processId}`, '/FO', 'CSV', '/NH']);
    return tasks.status === 'ended' ? parseTasklist(tasks.stdout, processId) : null;
  },
};

/** The command in `lsof -Fc`: one field a line, `p` for the process and `c` for its command. */
export function parseLsof(text: string): string | null {
  return /^c(.+)$/m.exec(text)?.[1] ?? null;
}

/**
 * The process that listens on the port in `netstat -ano`. The state's name is translated, so a listener is told by its
 * foreign address, which has no port.
 */
export function parseNetstat(text: string, port: number): number | null {
  for (const line of text.split('\n')) {
    const [protocol, local = '', foreign = '', , processId] = line.trim().split(/\s+/);
    if (protocol === 'TCP' && local.endsWith(`:${port}`) && foreign.endsWith(':0')) return Number(processId) || null;
  }
  return null;
}

/** The program in one line of `tasklist /FO CSV /NH`, without its `.exe`. Where there is none, a sentence stands there. */
export function parseTasklist(text: string, processId: number): string | null {
  const [, name, id] = /^"([^"]+)","(\d+)"/m.exec(text) ?? [];
  return Number(id) === processId ? (name?.replace(/\.exe$/i, '') ?? null) : null;
}

/** The inodes of the sockets that listen on the port, in `/proc/net/tcp` or `tcp6` (proc(5)): state 0A, addresses in hexadecimal. */
export function parseProcNet(text: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return text.split('\n').flatMap((line) => {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    return local?.endsWith(wanted) && state === '0A' && inode ? [inode] : [];
  });
}

async function ownerOnLinux(port: number): Promise<string | null> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const sockets = new Set(tables.flatMap((table) => parseProcNet(table, port)).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return null;
  const endsAt = performance.now() + portOwnerTimeoutMs;
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).slice(0, portOwnerProcessesMax);
  for (const processId of processes) {
    if (performance.now() > endsAt) return null;
    if (await holdsOneOf(sockets, processId)) return await programName(processId);
  }
  return null;
}

/** One process at a time: visitors are served from the same thread pool. Others' processes may not be looked into. */
async function holdsOneOf(sockets: ReadonlySet<string>, processId: string): Promise<boolean> {
  const folder = `/proc/${processId}/fd`;
  try {
    if ((await stat(folder)).uid !== process.getuid?.()) return false;
    const names = (await readdir(folder)).slice(0, portOwnerFilesMax);
    const targets = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
    return targets.some((target) => sockets.has(target));
  } catch {
    // It has ended meanwhile, or is not ours to look into.
    return false;
  }
}

/** By its executable; a process may call itself anything. */
async function programName(processId: string): Promise<string | null> {
  try {
    return basename((await readlink(`/proc/${processId}/exe`)).replace(/ \(deleted\)$/, ''));
  } catch {
    return readFile(`/proc/${processId}/comm`, 'utf8').catch(() => null);
  }
}
