import { execFile } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { systemClock, within } from './clock.ts';
import { endWithProgram } from './end-with-program.ts';
import { localNameTimeoutMs } from './limits.ts';

/**
 * The addresses for which a name stands, as the operating system itself resolves it; none where it stands for nothing.
 * Rejects where that could not be told within `localNameTimeoutMs`.
 *
 * On Linux in a process of its own (`getent`): a look-up inside this one cannot be given up, and with a name server that
 * does not answer it would keep the program from ending for ten seconds.
 */
export async function systemLookup(name: string): Promise<readonly { readonly address: string }[]> {
  if (process.platform === 'linux') {
    const lines = await getent(name);
    if (lines !== null) return lines;
  }
  return within(systemClock, localNameTimeoutMs, lookup(name, { all: true }));
}

/** Null where there is no such tool. */
function getent(name: string): Promise<{ address: string }[] | null> {
  const bounds = { timeout: localNameTimeoutMs, killSignal: 'SIGKILL', maxBuffer: outputBytesMax } as const;
  return new Promise((resolve, reject) => {
    const child = execFile('getent', ['ahosts', name], bounds, (error, stdout) => {
      isOver();
      if (error?.code === 'ENOENT') resolve(null);
      // 2: the name is not known (getent(1)).
      else if (error && error.code !== notFound) reject(error);
      else resolve(addressesOf(stdout));
    });
    const isOver = endWithProgram(() => child.kill('SIGKILL'));
  });
}

/** Lines such as `10.0.0.5       STREAM studio.local`, one for each kind of socket. */
function addressesOf(output: string): { address: string }[] {
  const addresses = output.split('\n').flatMap((line) => /^([0-9a-f.:]+)(?:%\S+)?\s/i.exec(line)?.[1] ?? []);
  return [...new Set(addresses)].map((address) => ({ address }));
}

const notFound = 2;

/** Some lines are expected. */
const outputBytesMax = 64 * 1024;
