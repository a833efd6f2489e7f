import { expect, test } from 'vitest';
import { fromColumns, toColumns } from '../../../src/main/server/files/entry-columns.ts';
import type { FolderEntry } from '../../../src/main/server/files/folder-messages.ts';

const entries: FolderEntry[] = [
  { name: 'a.txt', kind: 'file', sizeBytes: 7, modifiedMs: 1_790_000_000_000.5 },
  { name: Buffer.from([0xff, 0x61]), kind: 'folder', sizeBytes: 4096, modifiedMs: -1 },
  { name: '文件 🙂', kind: 'link', sizeBytes: 2 ** 53 - 1, modifiedMs: Number.NaN },
  { name: Buffer.from([0xfe]), kind: 'file', sizeBytes: 0, modifiedMs: 0 },
  { name: '\ufeff\n', kind: 'file', sizeBytes: 1, modifiedMs: 8.64e15 },
];

test.each([entries.length, 1, 0])('%i entries come out as they went in, also through a message', (count) => {
  const some = entries.slice(0, count);
  expect(fromColumns(structuredClone(toColumns(some)))).toEqual(some);
});
