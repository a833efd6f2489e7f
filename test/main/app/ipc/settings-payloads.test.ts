import { expect, it } from 'vitest';
import { PayloadError } from '../../../../src/main/app/ipc/ipc-payloads.ts';
import { parseSettingsChanges } from '../../../../src/main/app/ipc/settings-payloads.ts';

it.each([
  {},
  { isPublic: true },
  { language: null, theme: 'dark' },
  { language: 'zh-CN', shownName: 'Küche 厨房', startAtLogin: false },
  { shownName: null },
  { shownName: 'x'.repeat(32_767) },
])('%j', (changes) => {
  expect(parseSettingsChanges([changes])).toEqual([changes]);
});

it.each<[string, unknown[]]>([
  ['nothing', []],
  ['null', [null]],
  ['a text', ['isPublic']],
  ['a list', [[]]],
  ['two', [{}, {}]],
  ['an unknown setting', [{ isPublic: true, port: 80 }]],
  ['one that only main may change', [{ shareItems: [] }]],
  ['a name of every object', [{ constructor: true }]],
  ['a flag as text', [{ isPublic: 'true' }]],
  ['a flag as number', [{ discovery: 1 }]],
  ['an undefined flag', [{ keepInTray: undefined }]],
  ['an unknown theme', [{ theme: 'sepia' }]],
  ['an unknown language', [{ language: 'de' }]],
  ['a name that is none', [{ shownName: 7 }]],
  ['a name far too long', [{ shownName: 'x'.repeat(32_768) }]],
])('%s is refused', (_what, values) => {
  expect(() => parseSettingsChanges(values)).toThrow(PayloadError);
});
