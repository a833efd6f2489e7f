import { access, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DoorstepProcess } from '../cli/doorstep-process.ts';
import { buildForNode } from '../support/build-for-node.ts';
import { fetchRaw } from '../support/raw-client.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

const page = resolve(import.meta.dirname, '../../docs/how-it-works.md');
const source = resolve(import.meta.dirname, '../../src');

interface Block {
  readonly language: string;
  readonly name: string;
  readonly text: string;
}

let markdown: string;
let blocks: Block[];
let root: string;
let folder: string;
const ran = new Set<string>();

beforeAll(async () => {
  markdown = await readFile(page, 'utf8');
  blocks = [...markdown.matchAll(/^```(\w+) (\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', name = '', text = '']) => ({
      language,
      name,
      text,
    }),
  );
  root = await realpath(await mkdtemp(join(tmpdir(), 'doorstep-docs-')));
  folder = join(root, 'shared');
  await mkdir(join(folder, 'photos'), { recursive: true });
  await writeFile(join(folder, 'photos', '<b>10.txt'), 'ten');
  for (const { name, text } of blocks.filter(({ language }) => language === 'ts')) {
    await writeFile(join(root, name), text.replaceAll("'../src/", `'${source.replaceAll('\\', '/')}/`));
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Runs the example as it stands on the page, on plain Node. */
async function start(name: string, args: readonly string[] = []): Promise<DoorstepProcess> {
  ran.add(name);
  const file = await buildForNode(join(root, name), join(root, `${name}-built`));
  return new DoorstepProcess(file, args, { cwd: folder });
}

/** What the page says that the example prints. */
function promisedOutput(name: string): string {
  const block = blocks.find((each) => each.language === 'text' && each.name === name);
  if (!block) throw new Error(`The page shows no output of ${name}`);
  return block.text;
}

async function port(server: DoorstepProcess): Promise<number> {
  return Number(/:(\d+)$/.exec(await server.line(/^Listening on 127\.0\.0\.1:\d+$/))?.[1]);
}

async function endBySignal(server: DoorstepProcess): Promise<string> {
  server.kill('SIGINT');
  const { code, signal, stdout, stderr } = await server.ended;
  expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
  return stdout;
}

describe('docs/how-it-works.md', () => {
  it('the echo server echoes, its client prints what the page says, and both end', async () => {
    await using server = await start('echo-server.ts', ['0']);
    await using client = await start('echo-client.ts', [String(await port(server))]);
    expect(await client.ended).toMatchObject({ code: 0, stdout: promisedOutput('echo-client.ts'), stderr: '' });
    await endBySignal(server);
  });

  it('the parser says what the page says', async () => {
    await using parser = await start('parse.ts');
    expect(await parser.ended).toMatchObject({ code: 0, stdout: promisedOutput('parse.ts'), stderr: '' });
  });

  it('the handler greets, and the log has the lines of the page', async () => {
    ran.add('hello.ts');
    await using server = await start('hello-server.ts', ['0']);
    const at = await port(server);
    const greeting = await fetchRaw(at, '/');
    expect({ status: greeting.status, body: greeting.body.toString() }).toEqual({
      status: 200,
      body: 'hello world\r\n',
    });
    await server.line(/GET/);
    expect((await fetchRaw(at, '/', '', 'HEAD')).headers['content-length']).toBe('13');
    await server.line(/HEAD/);
    expect((await fetchRaw(at, '/nothing')).status).toBe(404);
    await server.line(/nothing/);
    const normalised = (text: string): string => text.replace(/\[.*?\]/g, '[time]').replace(/1:\d+$/m, '1:8000');
    const log = (await endBySignal(server)).replace(/^.*nothing.*\n/m, '');
    expect(normalised(log)).toBe(normalised(promisedOutput('hello-server.ts')));
  });

  it('the ten-line server shares the folder in which one stands', async () => {
    await using server = await start('share.ts', ['0']);
    const at = await port(server);
    expect((await fetchRaw(at, '/photos')).headers.location).toBe('/photos/');
    const listing = (await fetchRaw(at, '/photos/')).body.toString();
    expect(listing).toContain('<title>Directory listing for /photos/</title>');
    expect(listing).toContain('>&lt;b&gt;10.txt<');
    await server.line(/^GET \/photos\/ 200 \d+$/);
    await endBySignal(server);
  });

  it('every example on the page has a name and is run here', () => {
    const examples = blocks.filter(({ language }) => language === 'ts').map(({ name }) => name);
    expect([...ran].sort()).toEqual([...examples].sort());
    const fences = markdown.match(/^```\w+.*$/gm) ?? [];
    expect(fences).toHaveLength(blocks.length);
    const greeter =
      blocks
        .find(({ name }) => name === 'hello.ts')
        ?.text.trim()
        .split('\n') ?? [];
    expect(greeter.length).toBeLessThanOrEqual(10);
  });

  it('every file that the page links to is there', async () => {
    const links = [...markdown.matchAll(/\]\((\.\.[^)]+)\)/g)].map(([, link = '']) => resolve(dirname(page), link));
    expect(links.length).toBeGreaterThan(8);
    await Promise.all(links.map((link) => access(link)));
  });
});
