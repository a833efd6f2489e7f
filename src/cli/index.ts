import fs from 'node:fs';
import { homedir } from 'node:os';
import { run } from './run.ts';

const exitCode = await run({
  args: process.argv.slice(2),
  environment: process.env,
  workingDirectory: process.cwd(),
  homeFolder: homedir(),
  fs,
  stdout: process.stdout,
  stderr: process.stderr,
  signals: process,
  exitNow: (code) => process.exit(code),
});
process.exit(exitCode);
