import { execFile, execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { commonLogLine } from '../../../../src/shared/common-log-format.ts';
import { buildForNode } from '../../../support/build-for-node.ts';
import { temporaryFolder } from '../../../support/engine.ts';
import { exchange } from '../../../support/exchange.ts';

/** Who is not root becomes it in a user namespace, where the system allows that. */
const own = process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount'];

/** Why no small disk can be mounted here; null where one can. */
function obstacle(): string | null {
  try {
    execFileSync('unshare', [...own, 'sh', '-c', 'mount -t tmpfs -o size=64k tmpfs /mnt'], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return String(error);
  }
}

const reason = obstacle();

it.skipIf(reason !== null)(
  `a disk that is full in the middle of a line gets every line whole, and once${reason ? ` (${reason})` : ''}`,
  async () => {
    await using folder = await temporaryFolder();
    const disk = join(folder.path, 'disk');
    await mkdir(disk);
    const program = await buildForNode('test/main/app/access-log/log-on-small-disk.ts', folder.path);
    const count = 600;
    const script = 'mount -t tmpfs -o size=64k tmpfs "$1" && exec "$3" "$2" "$1" "$4"';
    const { stdout } = await promisify(execFile)(
      'unshare',
      [...own, 'sh', '-c', script, 'sh', disk, program, process.execPath, String(count)],
      { maxBuffer: 4 * 1024 * 1024 },
    );
    const { problem, whileFull, text } = JSON.parse(stdout);
    expect(problem).toEqual({ kind: 'log-disk-full' });
    expect(whileFull).toMatch(/^$|\n$/);
    expect(text).toBe(Array.from({ length: count }, (_, index) => `${commonLogLine(exchange(index + 1))}\n`).join(''));
  },
);
