import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoCode } from '../replace-file.ts';

/** The name of a log: 0 is the one being written, the others are older the higher their number: `access.3.log`. */
export function logFileName(age: number): string {
  return age === 0 ? 'access.log' : `access.${age}.log`;
}

/** Makes each log in `folder` one older, so that a new one can begin; the oldest of `filesMax` is overwritten. */
export async function rotateLogs(folder: string, filesMax: number): Promise<void> {
  for (let age = filesMax - 2; age >= 0; age--) {
    try {
      await rename(join(folder, logFileName(age)), join(folder, logFileName(age + 1)));
    } catch (error) {
      if (errnoCode(error) !== 'ENOENT') throw error;
    }
  }
}
