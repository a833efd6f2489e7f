import type { Writable } from 'node:stream';
import type { FileSystem } from '../main/server/share-server.ts';
import type { SignalSource } from './stop-signals.ts';

/** What the command line has of its surroundings. */
export interface CliHost {
  /** Arguments behind the program's name. */
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly workingDirectory: string;
  readonly homeFolder: string;
  readonly fs: FileSystem;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable;
  readonly signals: SignalSource;
  /** Ends the process at once. */
  readonly exitNow: (exitCode: number) => void;
}

/** Where the command line's lines go. */
export interface CliOutput {
  /** Standard output: what was asked for. */
  readonly writeLine: (line: string) => void;
  /** Standard error: what the owner should know, one line with the program's name before it. */
  readonly tell: (message: string) => void;
  /** Resolves when nobody reads standard output any more. */
  readonly closed: Promise<void>;
}
