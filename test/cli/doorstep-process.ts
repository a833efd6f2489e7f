import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { buildForNode } from '../support/build-for-node.ts';

/** The command line, built as users get it; it announces nothing, whatever it is given: the real network is not the tests'. */
export interface BuiltCommandLine {
  readonly file: string;
  remove(): Promise<void>;
}

export async function buildCommandLine(): Promise<BuiltCommandLine> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-cli-'));
  const built = await buildForNode('src/cli/index.ts', folder);
  const file = join(folder, 'doorstep.mjs');
  const source = `process.argv.splice(2, 0, '--no-discovery');\nawait import(${JSON.stringify(pathToFileURL(built))});\n`;
  await writeFile(file, source);
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

export interface StartOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** One run of a built script under plain Node. */
export class DoorstepProcess implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #lineWaiters = new Set<() => void>();
  readonly #startedAt = performance.now();
  #stdout = '';
  #stderr = '';
  /** Resolves when the process has ended and all its output is read. */
  readonly ended: Promise<Ended>;

  constructor(file: string, args: readonly string[], options: StartOptions = {}) {
    const { npm_lifecycle_event, npm_package_name, INIT_CWD, ...env } = process.env;
    this.#child = spawn(process.execPath, [file, ...args], {
      cwd: options.cwd,
      env: { ...env, TZ: 'Asia/Shanghai', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#wake();
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      this.#wake();
    });
    this.ended = once(this.#child, 'close').then(([code, signal]) => ({
      code,
      signal,
      stdout: this.#stdout,
      stderr: this.#stderr,
      durationMs: performance.now() - this.#startedAt,
    }));
    void this.ended.then(() => this.#wake());
  }

  /** Whole lines of standard output so far. */
  get lines(): string[] {
    return this.#stdout.split('\n').slice(0, -1);
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Lets the pipe of standard output fill. */
  pauseOutput(): void {
    this.#child.stdout.pause();
  }

  resumeOutput(): void {
    this.#child.stdout.resume();
  }

  /** Ends our reading of standard output: the next write there fails with EPIPE. */
  closeOutput(): void {
    this.#child.stdout.destroy();
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** The first line, past or future, that matches. Rejects where the process ends without it. */
  line(matches: RegExp): Promise<string> {
    return this.#until(() => this.lines.find((line) => matches.test(line)), `a line like ${matches}`);
  }

  /** The port that the process says it listens on, in either format. */
  async port(): Promise<number> {
    const line = await this.line(/http:\/\//);
    return Number(/:(\d+)\//.exec(line)?.[1]);
  }

  /** Resolves when standard error holds what matches. */
  message(matches: RegExp): Promise<string> {
    return this.#until(() => (matches.test(this.#stderr) ? this.#stderr : undefined), `a message like ${matches}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  async #until<Found>(find: () => Found | undefined, what: string): Promise<Found> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        await this.ended;
        const last = find();
        if (last !== undefined) return last;
        throw new Error(`Ended without ${what}: ${this.#stdout}\n${this.#stderr}`);
      }
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#lineWaiters.delete(wake);
          resolve();
        };
        this.#lineWaiters.add(wake);
      });
    }
  }

  #wake(): void {
    for (const wake of this.#lineWaiters) wake();
  }
}
