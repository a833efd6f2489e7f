import { parseArgs } from 'node:util';
import { parseAuthority } from '../main/server/http/host-authority.ts';
import { printable } from './printable.ts';

export interface ShareCommand {
  readonly kind: 'share';
  /** 0–65535; 0 takes any free one. */
  readonly port: number;
  readonly strictPort: boolean;
  /** Undefined: all. */
  readonly bindAddress: string | undefined;
  /** Name or address of the interface to listen on, as typed; excludes `bindAddress`. */
  readonly interfaceName: string | undefined;
  /** True: everybody who can reach the port is let in, not only devices on the local networks. */
  readonly isPublic: boolean;
  /** Host names under which the share may be asked for, besides those that only a local network has. */
  readonly allowHosts: readonly string[];
  /** True: symbolic links that lead out of what is shared are served. */
  readonly followLinks: boolean;
  readonly json: boolean;
  readonly discovery: boolean;
  /** The share's name for others on the network; the host's unless given. */
  readonly name: string | undefined;
  /** As typed; none means the current folder. */
  readonly paths: readonly string[];
}

/** Tells what is found on the local networks, and ends. */
export interface NearbyCommand {
  readonly kind: 'nearby';
  readonly json: boolean;
}

export type Command =
  | ShareCommand
  | NearbyCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** The arguments are wrong: what, why, and what to do, in one line. */
  | { readonly kind: 'usage-error'; readonly message: string };

export const defaultPort = 8000;

const options = {
  port: { type: 'string', short: 'p' },
  'strict-port': { type: 'boolean' },
  bind: { type: 'string', short: 'b' },
  interface: { type: 'string' },
  public: { type: 'boolean' },
  'allow-host': { type: 'string' },
  'follow-links': { type: 'boolean' },
  json: { type: 'boolean' },
  name: { type: 'string' },
  'no-discovery': { type: 'boolean' },
  nearby: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

type OptionName = keyof typeof options;

/** Parses the arguments behind the program's name. Where an option stands twice, the last counts; `--allow-host` adds up. */
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
  const allowHosts: string[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const mistake = optionMistake(token);
    if (mistake) return usageError(mistake);
    values.set(token.name as OptionName, token.value ?? '');
    if (token.name === 'allow-host') allowHosts.push(token.value ?? '');
  }
  if (values.has('help')) return { kind: 'help' };
  if (values.has('version')) return { kind: 'version' };
  if (values.has('nearby')) return nearbyCommand([...values.keys()], positionals);
  const port = parsePort(values.get('port') ?? String(defaultPort));
  if (port === null) {
    return usageError(`--port takes a number from 0 to 65535 (0: any free one), not "${values.get('port')}".`);
  }
  const badHost = allowHosts.find((name) => parseAuthority(name)?.port !== null);
  if (badHost !== undefined) return usageError(`--allow-host takes a host name without a port, not "${badHost}".`);
  if (values.has('bind') && values.has('interface')) {
    return usageError('--bind and --interface both say where to listen. Leave one of them out.');
  }
  if (positionals.includes('')) return usageError('A path is empty. Name a folder or file, or "." for this folder.');
  return {
    kind: 'share',
    port,
    strictPort: values.has('strict-port'),
    bindAddress: values.get('bind')?.replace(/^\[(.*)\]$/, '$1'),
    interfaceName: values.get('interface')?.replace(/^\[(.*)\]$/, '$1'),
    isPublic: values.has('public'),
    allowHosts,
    followLinks: values.has('follow-links'),
    json: values.has('json'),
    discovery: !values.has('no-discovery'),
    name: values.get('name'),
    paths: positionals,
  };
}

/** Nothing is shared, so nothing but the form of the answer can be said. */
function nearbyCommand(given: readonly OptionName[], positionals: readonly string[]): Command {
  const other = given.find((name) => name !== 'nearby' && name !== 'json');
  if (other !== undefined) return usageError(`--nearby shares nothing, so --${other} does not go with it.`);
  const [path] = positionals;
  if (path !== undefined) return usageError(`--nearby shares nothing, so the path "${path}" does not go with it.`);
  return { kind: 'nearby', json: given.includes('json') };
}

const valueExamples: Readonly<Record<string, string>> = {
  port: '--port 8000',
  bind: '--bind 192.168.1.20',
  interface: '--interface eth0',
  name: '--name "Holiday photos"',
  'allow-host': '--allow-host files.example.com',
};

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
  return isMissing ? `${rawName} needs a value: ${valueExamples[name]}.` : null;
}

function parsePort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : null;
}

function usageError(message: string): Command {
  return { kind: 'usage-error', message: `${printable(message)} See doorstep --help.` };
}
