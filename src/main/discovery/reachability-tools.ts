import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, open } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Readable } from 'node:stream';
import { endWithProgram } from './end-with-program.ts';
import { configBytesMax, toolOutputBytesMax, toolTimeoutMs } from './reachability-limits.ts';

/** What came of asking a tool of the operating system. */
export type ToolOutput =
  | {
      readonly status: 'ended';
      /** Null where it was ended by a signal. */
      readonly exitCode: number | null;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly status: 'missing' }
  | { readonly status: 'timed-out' };

/** The operating system's own tools and files, as far as the self-test may look at them. */
export interface SystemTools {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** The absolute path of a tool; null where it is not there. Never rejects. */
  find(name: string): Promise<string | null>;
  /** Runs a tool by its absolute path, or by its name in `PATH`. Never rejects. */
  run(tool: string, args: readonly string[]): Promise<ToolOutput>;
  /** The beginning of a text file; null where it is not there or may not be read. Never rejects. */
  read(file: string): Promise<string | null>;
}

export interface SystemToolsOptions {
  readonly platform: SystemTools['platform'];
  /** The environment that tools are found in and inherit. */
  readonly env: NodeJS.ProcessEnv;
  /** Folders that are searched after those of `PATH`: administrators' tools are often not in a user's. */
  readonly systemFolders?: readonly string[];
  /** Stands before the absolute paths of configuration files; only tests have one. */
  readonly root?: string;
}

/**
 * The tools of this computer. They are run without a shell, without a terminal or other input, so that none can ask for
 * a password, for a bounded time and with bounded output.
 */
export function createSystemTools(options: SystemToolsOptions): SystemTools {
  const { platform, env, root = '', systemFolders = defaultSystemFolders[platform] } = options;
  const folders = [...(env.PATH ?? env.Path ?? '').split(delimiter), ...systemFolders].filter(isAbsolute);
  // Their words are parsed: never a translation.
  const toolEnv = { ...env, LC_ALL: 'C', LANGUAGE: 'C' };
  return {
    platform,
    find: (name) => findTool(name, folders),
    async run(tool, args) {
      const file = isAbsolute(tool) ? tool : await findTool(tool, folders);
      return file === null ? { status: 'missing' } : runTool(file, args, toolEnv);
    },
    read: (file) => readBeginning(root + file),
  };
}

const defaultSystemFolders = {
  linux: ['/usr/sbin', '/sbin', '/usr/local/sbin', '/usr/bin', '/bin'],
  darwin: ['/usr/sbin', '/usr/bin'],
  win32: [],
} as const satisfies Record<SystemTools['platform'], readonly string[]>;

async function findTool(name: string, folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const file = join(folder, name);
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder: the next one, as a shell would.
    }
  }
  return null;
}

/**
 * In a session of its own: without a terminal to ask on, and ended with everything that it started. What a tool leaves
 * running may keep its pipes open, so their end is not waited for once time is up.
 */
function runTool(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<ToolOutput> {
  return new Promise((resolve) => {
    const detached = process.platform !== 'win32';
    const child = spawn(file, args, { env, detached, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = [collect(child.stdout, end), collect(child.stderr, end)] as const;
    const timer = setTimeout(() => settle({ status: 'timed-out' }), toolTimeoutMs);
    const isOver = endWithProgram(() => endAll(child, detached));
    let isSettled = false;

    function settle(output: ToolOutput): void {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      isOver();
      endAll(child, detached);
      resolve(output);
    }
    function end(): void {
      const [stdout, stderr] = texts;
      settle({ status: 'ended', exitCode: child.exitCode, stdout: stdout(), stderr: stderr() });
    }
    // Not found, or no program after all.
    child.once('error', () => settle({ status: 'missing' }));
    child.once('close', end);
  });
}

/** The text so far of a tool's output; `onFull` is called when there is more than we take. */
function collect(stream: Readable, onFull: () => void): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    const room = toolOutputBytesMax - bytes;
    chunks.push(chunk.subarray(0, room));
    bytes += Math.min(chunk.length, room);
    if (chunk.length > room) onFull();
  });
  // A pipe that breaks ends the output; 'close' comes all the same.
  stream.on('error', () => undefined);
  return () => decode(Buffer.concat(chunks));
}

function endAll(child: ChildProcess, detached: boolean): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (child.pid === undefined) return;
  try {
    // Its whole group: a negative number (kill(2)).
    if (detached) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // ESRCH: there is nothing left to end.
  }
}

/** Windows' console tools write the system's old code page; of those only Chinese ones are understood besides ASCII. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

async function readBeginning(file: string): Promise<string | null> {
  try {
    // A FIFO in its place must not block.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(configBytesMax), 0, configBytesMax, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
