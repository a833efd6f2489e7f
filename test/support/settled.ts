import { stat } from 'node:fs/promises';
import { isSettled } from '../../src/main/server/files/file-identity.ts';

/** Resolves when the file's last change is so long ago that the engine calls it settled: the very condition, not a guess at it. */
export async function untilSettled(path: string): Promise<void> {
  for (;;) {
    const stats = await stat(path, { bigint: true });
    if (isSettled(stats, Date.now())) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
