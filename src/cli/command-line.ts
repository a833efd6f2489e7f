import { parseArgs } from 'node:util';
import { printable } from './printable.ts';

export interface ShareCommand {
  readonly kind: 'share';
  /** 0–65535; 0 takes any free one. */
  readonly port: number;
  readonly strictPort: boolean;
  /** Undefined: all. */
  readonly bindAddress: string | undefined;
  readonly json: boolean;
  readonly discovery: boolean;
  /** As typed; none means the current folder. */
  readonly paths: readonly string[];
}

export type Command =
  | ShareCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** The arguments are wrong: what, why, and what to do, in one line. */
  | { readonly kind: 'usage-error'; readonly message: string };

export const defaultPort = 8000;

const options = {
  port: { type: 'string', short: 'p' },
  'strict-port': { type: 'boolean' },
  bind: { type: 'string', short: 'b' },
  json: { type: 'boolean' },
  'no-discovery': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

type OptionName = keyof typeof options;

/** Parses the arguments behind the program's name. Where an option stands twice, the last counts. */
export function parseCommandLine(args: readonly string[]): Command {
  // Not `strict`, as its messages run over several lines; the tokens tell all that is needed to be as strict.
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<OptionName, string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const mistake = optionMistake(token);
    if (mistake) return usageError(mistake);
    values.set(token.name as OptionName, token.value ?? '');
  }
  if (values.has('help')) return { kind: 'help' };
  if (values.has('version')) return { kind: 'version' };
  const port = parsePort(values.get('port') ?? String(defaultPort));
  if (port === null) {
    return usageError(`--port takes a number from 0 to 65535 (0: any free one), not "${values.get('port')}".`);
  }
  if (positionals.includes('')) return usageError('A path is empty. Name a folder or file, or "." for this folder.');
  return {
    kind: 'share',
    port,
    strictPort: values.has('strict-port'),
    bindAddress: values.get('bind')?.replace(/^\[(.*)\]$/, '$1'),
    json: values.has('json'),
    discovery: !values.has('no-discovery'),
    paths: positionals,
  };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function optionMistake({ name, rawName, value, inlineValue }: OptionToken): string | null {
  if (!Object.hasOwn(options, name)) {
    return `Unknown option ${rawName}. For a path that begins with a dash write ./${rawName} or put -- before it.`;
  }
  const isBoolean = options[name as OptionName].type === 'boolean';
  if (isBoolean) return value === undefined ? null : `${rawName} takes no value, but "${value}" was given.`;
  // An option that follows is not this one's value, unless it was written with `=`.
  const isMissing = !value || (!inlineValue && value.startsWith('-') && !/^-\d/.test(value));
  return isMissing ? `${rawName} needs a value: ${name === 'port' ? '--port 8000' : '--bind 192.168.1.20'}.` : null;
}

function parsePort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : null;
}

function usageError(message: string): Command {
  return { kind: 'usage-error', message: `${printable(message)} See doorstep --help.` };
}
