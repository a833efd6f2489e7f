import { spawn } from 'node:child_process';

/** The programs that the tests start, and the Debian packages that hold them. */
const packages = {
  curl: 'curl',
  wget: 'wget',
  aria2c: 'aria2',
  python3: 'python3',
  ip: 'iproute2',
  nsenter: 'util-linux',
} as const;

export type ClientName = keyof typeof packages;

export interface ClientResult {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface ClientOptions {
  readonly cwd?: string;
  /** After this the client is killed: it must never hold up a test run. */
  readonly timeoutMs?: number;
}

/**
 * Runs a real client to its end. Proxies of the environment are not used. A client that is not installed is an error that
 * says what to install: without it nothing would be proved.
 */
export function runClient(
  name: ClientName,
  args: readonly string[],
  options: ClientOptions = {},
): Promise<ClientResult> {
  return new Promise((resolve, reject) => {
    const { cwd, timeoutMs = 20_000 } = options;
    const child = spawn(name, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: clientEnvironment(),
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      ...(cwd === undefined ? {} : { cwd }),
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new Error(missingClient(name), { cause: error }) : error),
    );
    child.on('close', (exitCode) =>
      resolve({ exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}

/** What to do where a client is not installed. */
export function missingClient(name: ClientName): string {
  const install = 'sudo apt-get update && sudo apt-get install -y --no-install-recommends';
  return `${name} is not installed. Install it, on Debian and Ubuntu with:\n  ${install} ${packages[name]}`;
}

/** This process's environment without its proxies, and with a UTF-8 locale, so that names come through. */
export function clientEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C.UTF-8' };
  for (const [name, value] of Object.entries(process.env)) {
    if (!/_proxy$/i.test(name) && name !== 'LC_ALL') environment[name] = value;
  }
  return environment;
}
