import { resolve } from 'node:path';
import { type FoundItem, inspectPath, type PathInspection } from '../main/server/files/share-items.ts';
import { limits } from '../main/server/limits.ts';
import type { FileSystem } from '../main/server/share-server.ts';
import { printable } from './printable.ts';

/** What the arguments name on disk; or what is wrong with them, one line each. */
export type SharedPaths =
  | { readonly ok: true; readonly found: readonly FoundItem[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Looks at every path; relative ones start at `workingFolder`, which is itself what is shared where there is none. */
export async function findSharedPaths(
  fs: FileSystem,
  typedPaths: readonly string[],
  workingFolder: string,
): Promise<SharedPaths> {
  if (typedPaths.length > limits.itemsMax) {
    const problem = `${typedPaths.length} paths are too many: a share holds at most ${limits.itemsMax}. Share the folder they are in.`;
    return { ok: false, problems: [problem] };
  }
  const paths = (typedPaths.length > 0 ? typedPaths : ['.']).map((path) => resolve(workingFolder, path));
  const inspections = await Promise.all(paths.map(async (path) => ({ path, inspection: await inspectPath(fs, path) })));
  const found: FoundItem[] = [];
  const problems: string[] = [];
  for (const { path, inspection } of inspections) {
    if (inspection.status === 'ok') found.push({ path, kind: inspection.kind });
    else problems.push(problemText(path, inspection));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, found };
}

function problemText(path: string, inspection: Exclude<PathInspection, { status: 'ok' }>): string {
  const cannot = `Cannot share ${printable(path)}:`;
  switch (inspection.status) {
    case 'missing':
      return `${cannot} there is no such file or folder (${inspection.code}). Check the spelling.`;
    case 'unreadable':
      return `${cannot} it cannot be read (${inspection.code}). Check its permissions.`;
    case 'unsupported':
      return `${cannot} it is a ${unsupportedNames[inspection.what]}; only files and folders can be shared.`;
  }
}

const unsupportedNames = { fifo: 'named pipe', socket: 'socket', device: 'device' } as const;
