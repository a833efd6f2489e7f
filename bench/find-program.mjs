import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps servers, which is not on everybody's PATH. */
const moreFolders = ['/usr/sbin', '/usr/local/sbin'];

/**
 * @param {string} name
 * @returns {string | null} its path: in a folder of PATH, or below the folder that DOORSTEP_BENCH_PEERS names
 */
export function findProgram(name) {
  const peers = process.env.DOORSTEP_BENCH_PEERS;
  const folders = [
    ...(peers ? [join(peers, 'node_modules/.bin'), join(peers, 'bin'), peers] : []),
    ...(process.env.PATH ?? '').split(delimiter),
    ...moreFolders,
  ];
  return folders.map((folder) => join(folder, name)).find(isProgram) ?? null;
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
