import type { FolderEntry } from './folder-messages.ts';

/**
 * Folder entries as columns, the form in which they go from thread to thread: a few large values are copied many times
 * faster than thousands of small ones.
 */
export interface EntryColumns {
  /** Text names joined by NUL, which no name holds; empty where the name is in `rawNames`. */
  readonly names: string;
  /** Names that are not valid UTF-8, in order. */
  readonly rawNames: readonly Uint8Array[];
  /** One for each entry: its place in `kinds`. */
  readonly kinds: Uint8Array;
  readonly sizesBytes: Float64Array;
  readonly modifiedMs: Float64Array;
}

const kinds = ['folder', 'file', 'link'] as const;
const separator = '\0';

export function toColumns(entries: readonly FolderEntry[]): EntryColumns {
  const names: string[] = [];
  const rawNames: Uint8Array[] = [];
  const kindAt = new Uint8Array(entries.length);
  const sizesBytes = new Float64Array(entries.length);
  const modifiedMs = new Float64Array(entries.length);
  for (const [at, entry] of entries.entries()) {
    const { name } = entry;
    names.push(typeof name === 'string' ? name : '');
    if (typeof name !== 'string') rawNames.push(name);
    kindAt[at] = kinds.indexOf(entry.kind);
    sizesBytes[at] = entry.sizeBytes;
    modifiedMs[at] = entry.modifiedMs;
  }
  return { names: names.join(separator), rawNames, kinds: kindAt, sizesBytes, modifiedMs };
}

export function fromColumns({ names, rawNames, kinds: kindAt, sizesBytes, modifiedMs }: EntryColumns): FolderEntry[] {
  const texts = names.split(separator);
  const entries: FolderEntry[] = [];
  let rawAt = 0;
  for (let at = 0; at < kindAt.length; at++) {
    entries.push({
      // Bytes come out of a message as a plain array of them.
      name: texts[at] || Buffer.from(rawNames[rawAt++] as Uint8Array),
      kind: kinds[kindAt[at] as number] as FolderEntry['kind'],
      sizeBytes: sizesBytes[at] as number,
      modifiedMs: modifiedMs[at] as number,
    });
  }
  return entries;
}
