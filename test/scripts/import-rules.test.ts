import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf } from '../../scripts/import-graph.mjs';
import { findViolations } from '../../scripts/import-rules.mjs';

type Tree = Readonly<Record<string, string>>;

async function violationsOf(tree: Tree): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'doorstep-imports-'));
  try {
    for (const [file, text] of Object.entries(tree)) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), text);
    }
    return await findViolations(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

describe('the imports of src', () => {
  it('keep to the architecture', async () => {
    expect(await findViolations(resolve(import.meta.dirname, '../../src'))).toEqual([]);
  });
});

describe('findViolations', () => {
  const leaf = 'export const x = 1;\n';

  const good: readonly [string, Tree][] = [
    ['everybody imports shared', { 'shared/a.ts': leaf, 'renderer/b.tsx': "import { x } from '../shared/a.ts';" }],
    ['the app imports the engine', { 'main/server/a.ts': leaf, 'main/app/b.ts': "export * from '../server/a.ts';" }],
    ['the command line imports the engine', { 'main/server/a.ts': leaf, 'cli/b.ts': "import '../main/server/a.ts';" }],
    ['Electron in the entry', { 'main/index.ts': "import { app } from 'electron';" }],
    ['Electron in the preload', { 'preload/index.ts': "import { ipcRenderer } from 'electron/renderer';" }],
    ['sockets in net/', { 'main/server/net/a.ts': "import { connect } from 'node:net';" }],
    ['types of fs in a handler', { 'main/server/handlers/a.ts': "import type { Stats } from 'node:fs';" }],
    [
      'a cycle of types only',
      {
        'shared/a.ts': "import type { B } from './b.ts'; export type A = B;",
        'shared/b.ts': "import type { A } from './a.ts'; export type B = A;",
      },
    ],
    [
      'what only looks like an import',
      { 'shared/a.ts': `// import 'electron'\nexport const x = "import 'electron'";` },
    ],
    [
      "the visitor's script as text in the engine",
      { 'visitor/main.ts': leaf, 'main/server/a.ts': "import text from '../../visitor/main.ts?visitor-assets';" },
    ],
    ['a style sheet that is there', { 'renderer/a.css': '', 'renderer/a.ts': "import './a.css?inline';" }],
  ];
  it.each(good)('allows %s', async (_, tree) => {
    expect(await violationsOf(tree)).toEqual([]);
  });

  const bad: readonly [string, Tree, RegExp][] = [
    [
      'engine → visitor',
      { 'visitor/main.ts': leaf, 'main/server/a.ts': "import '../../visitor/main.ts';" },
      /server must not import visitor/,
    ],
    [
      "the visitor's script as text elsewhere",
      { 'visitor/main.ts': leaf, 'renderer/a.ts': "import text from '../visitor/main.ts?visitor-assets';" },
      /renderer must not import visitor/,
    ],
    [
      'shared → engine',
      { 'main/server/a.ts': leaf, 'shared/b.ts': "import '../main/server/a.ts';" },
      /shared must not import server/,
    ],
    [
      'engine → app',
      { 'main/app/a.ts': leaf, 'main/server/b.ts': "import '../app/a.ts';" },
      /server must not import app/,
    ],
    [
      'engine → discovery',
      { 'main/discovery/a.ts': leaf, 'main/server/b.ts': "import '../discovery/a.ts';" },
      /server must not import discovery/,
    ],
    [
      'discovery → engine',
      { 'main/server/a.ts': leaf, 'main/discovery/b.ts': "import '../server/a.ts';" },
      /discovery must not import server/,
    ],
    [
      'renderer → engine, types too',
      { 'main/server/a.ts': leaf, 'renderer/b.ts': "import type { x } from '../main/server/a.ts';" },
      /renderer must not import server/,
    ],
    [
      'visitor → renderer',
      { 'renderer/a.ts': leaf, 'visitor/b.ts': "export { x } from '../renderer/a.ts';" },
      /visitor must not import renderer/,
    ],
    [
      'command line → app',
      { 'main/app/a.ts': leaf, 'cli/b.ts': "await import('../main/app/a.ts');" },
      /cli must not import app/,
    ],
    ['a layer nobody knows', { 'main/utils/a.ts': "import 'qrcode';" }, /lies in no layer/],
    ['out of src', { 'cli/a.ts': "import '../../test/x.ts';" }, /leads out of src/],
    ['Electron in the engine', { 'main/server/a.ts': "import { app } from 'electron';" }, /Electron belongs/],
    ['Electron as a type', { 'shared/a.ts': "export type W = import('electron').BrowserWindow;" }, /Electron belongs/],
    ['Electron by require', { 'cli/a.ts': "const { app } = require('electron/main');" }, /Electron belongs/],
    ['original-fs in the engine', { 'main/server/files/a.ts': "import fs from 'original-fs';" }, /Electron belongs/],
    ['Node in shared', { 'shared/a.ts': "import { join } from 'path';" }, /no Node modules/],
    ['sockets in http/', { 'main/server/http/a.ts': "import { isIP } from 'node:net';" }, /sans-I\/O/],
    ['the disk in http/, types too', { 'main/server/http/a.ts': "import type { Stats } from 'fs';" }, /sans-I\/O/],
    [
      'files in http/',
      { 'main/server/files/a.ts': leaf, 'main/server/http/b.ts': "import '../files/a.ts';" },
      /sans-I\/O/,
    ],
    ['sockets in a handler', { 'main/server/handlers/a.ts': "import net = require('node:net');" }, /only net\//],
    [
      'the disk in a handler',
      { 'main/server/handlers/a.ts': "import { open } from 'node:fs/promises';" },
      /only files\//,
    ],
    [
      'FileSystem in net/',
      {
        'main/server/share-server.ts': 'export type FileSystem = 1;',
        'main/server/net/a.ts': "import type { FileSystem } from '../share-server.ts';",
      },
      /only files\//,
    ],
    ['an import without its extension', { 'shared/a.ts': leaf, 'shared/b.ts': "import './a';" }, /no such file/],
    [
      'a cycle of two',
      { 'shared/a.ts': "import './b.ts';", 'shared/b.ts': "import './a.ts';" },
      /import cycle: shared\/a\.ts → shared\/b\.ts → shared\/a\.ts/,
    ],
    [
      'a cycle through a dynamic import',
      { 'cli/a.ts': "export * from './b.ts';", 'cli/b.ts': "void import('./a.ts');" },
      /import cycle/,
    ],
    ['a file that imports itself', { 'cli/a.ts': "import './a.ts';" }, /import cycle/],
  ];
  it.each(bad)('refuses %s', async (_, tree, reason) => {
    expect(await violationsOf(tree)).toContainEqual(expect.stringMatching(reason));
  });

  it('names file, line and specifier', async () => {
    const violations = await violationsOf({ 'cli/a.ts': "\n\nimport { app } from 'electron';\n" });
    expect(violations).toEqual([expect.stringMatching(/^cli\/a\.ts:3 imports electron: /)]);
  });
});

describe('importsOf', () => {
  it('tells values from types', () => {
    const source = "import { type A } from 'a'; import { type B, c } from 'b'; import 'd'; export type { E } from 'e';";
    expect(importsOf('x.ts', source).map(({ to, typeOnly }) => [to, typeOnly])).toEqual([
      ['a', true],
      ['b', false],
      ['d', false],
      ['e', true],
    ]);
  });

  it('does not pass over what it cannot read', () => {
    expect(() => importsOf('x.ts', 'import {')).toThrow('x.ts');
    expect(() => importsOf('x.ts', 'await import(name)')).toThrow('x.ts:1');
  });
});
