import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Visit {
  /** Relative to the share's root, as on the owner's disk; a folder's ends with `/` (the root's is empty). */
  readonly path: string;
  readonly target: string;
  readonly status: number;
  readonly bytes: number;
  /** SHA-256 of the body, hexadecimal. */
  readonly sum: string;
}

/** Downloads everything below `url` in a process of its own. */
export async function downloadAll(url: string): Promise<Visit[]> {
  const script = join(import.meta.dirname, 'download-all.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, url], { maxBuffer: 16 * 1024 * 1024 });
  return JSON.parse(stdout);
}

/** SHA-256 of each file that was downloaded, by its path. */
export function sumsOfFiles(visits: readonly Visit[]): Record<string, string> {
  const files = visits.filter(({ path, status }) => status === 200 && path !== '' && !path.endsWith('/'));
  return Object.fromEntries(files.map(({ path, sum }) => [path, sum]));
}

/** How a connection to a loopback port begins: accepted, or the errno name. */
export async function knock(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return 'accepted';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    socket.destroy();
  }
}
