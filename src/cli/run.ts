import { version } from '../../package.json';
import type { CliHost, CliOutput } from './cli-host.ts';
import { parseCommandLine } from './command-line.ts';
import { helpText } from './help-text.ts';
import { messageQueueBytesMax, outputFlushTimeoutMs, outputQueueBytesMax } from './limits.ts';
import { LineWriter } from './line-writer.ts';
import { nearby } from './nearby.ts';
import { share } from './share.ts';

/** Runs one command to its end. Resolves with the exit code: 0, 1 (nothing to listen on) or 2 (wrong arguments). */
export async function run(host: CliHost): Promise<number> {
  let close = (): void => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const messages = new LineWriter(host.stderr, {
    queueBytesMax: messageQueueBytesMax,
    onDropped: (lines) => tell(`${lines} messages were left out: they were not read fast enough.`),
    // There is no place left to tell it, and sharing goes on.
    onFailed: () => {},
  });
  const tell = (message: string): void => messages.writeLine(`doorstep: ${message}`);
  const output = new LineWriter(host.stdout, {
    queueBytesMax: outputQueueBytesMax,
    onDropped: (lines) => tell(`${lines} lines were left out of the output: it was not read fast enough.`),
    onFailed: ({ code }) => {
      if (code === 'EPIPE') close();
      else tell(`The output cannot be written any more (${code}). Sharing goes on.`);
    },
  });
  const exitCode = await runCommand(host, { writeLine: (line) => output.writeLine(line), tell, closed });
  await output.flush(outputFlushTimeoutMs);
  await messages.flush(outputFlushTimeoutMs);
  return exitCode;
}

async function runCommand(host: CliHost, output: CliOutput): Promise<number> {
  const command = parseCommandLine(host.args);
  switch (command.kind) {
    case 'help':
      output.writeLine(helpText);
      return 0;
    case 'version':
      output.writeLine(`doorstep ${version}`);
      return 0;
    case 'usage-error':
      output.tell(command.message);
      return 2;
    case 'nearby':
      return nearby(command, host, output);
    case 'share':
      return share(command, host, output);
  }
}
