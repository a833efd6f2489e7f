import type { Listening } from '../main/server/share-server.ts';
import { ListenError } from '../main/server/share-server.ts';
import type { ShareCommand } from './command-line.ts';
import { printable } from './printable.ts';

/** Why nothing listens: what happened, why, and what to do, in one line. Throws `error` again where it is a bug. */
export function listenProblem(error: unknown, { port, bindAddress, strictPort }: ShareCommand): string {
  if (!(error instanceof ListenError)) throw error;
  const code = `(${error.code})`;
  const other = strictPort ? 'Choose another with --port, or leave out --strict-port.' : 'Choose another with --port.';
  const ports = strictPort || port === 0 ? `Port ${port}` : `Port ${port} and those after it`;
  switch (error.reason) {
    case 'in-use':
      return `${ports} cannot be had: in use by another program ${code}. ${other}`;
    case 'forbidden':
      return `${ports} cannot be had: the system does not allow it ${code}. ${other}`;
    case 'bad-address':
      return `Cannot listen on ${printable(bindAddress ?? 'any address')}: this computer has no such address ${code}. Leave out --bind to listen on all.`;
    case 'other':
      return `Cannot listen: ${printable(error.message)} ${code}.`;
  }
}

/** That another port was taken than the wanted one; null where it was not. */
export function otherPortNotice({ port, instead }: Listening): string | null {
  if (!instead) return null;
  const why = instead.why === 'in-use' ? 'is in use' : 'is not allowed by the system';
  return `Port ${instead.wanted} ${why}: sharing on port ${port} instead.`;
}
