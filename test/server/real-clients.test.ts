import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Exchange } from '../../src/shared/exchange.ts';
import { runClient } from '../support/client-process.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';

const film = randomBytes(8_000_001);
const text = Array.from({ length: 4_000 }, (_, line) => `line ${line} of a long text\n`).join('');
const size50Mb = 50 * 1024 * 1024;
const secret = 'SECRET-OUTSIDE';

let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let share: string;
let downloads: string;
let engine: RunningEngine;
let url: string;

beforeAll(async () => {
  outer = await temporaryFolder();
  share = join(outer.path, 'share');
  downloads = join(outer.path, 'downloads');
  await mkdir(share);
  await mkdir(downloads);
  await writeFile(join(outer.path, 'outside.txt'), secret);
  await writeFile(join(share, 'film.bin'), film);
  await writeFile(join(share, 'text.txt'), text);
  await writeFile(join(share, 'handout 1.txt'), 'for the class\n');
  await utimes(join(share, 'text.txt'), 1_700_000_000, 1_700_000_000);
  await writeFile(join(share, 'big.bin'), randomBytes(size50Mb));
  engine = await startEngine([itemFor(share)]);
  url = `http://127.0.0.1:${engine.port}`;
});

afterAll(async () => {
  await engine.stop();
  expect(engine.faults).toEqual([]);
  await outer[Symbol.asyncDispose]();
});

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** The exchanges for one path that have ended by now. */
function exchangesOf(path: string): Exchange[] {
  return engine.exchanges.filter((exchange) => exchange.path === path);
}

describe('curl', () => {
  const curl = (...args: string[]) => runClient('curl', ['-q', '-sS', ...args], { cwd: downloads });

  /** Output, and what `-w` tells of the last transfer. */
  async function fetched(format: string, ...args: string[]): Promise<{ body: Buffer; told: string }> {
    const result = await curl('-w', `\n#${format}`, ...args);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    const end = result.stdout.lastIndexOf('\n#');
    return { body: result.stdout.subarray(0, end), told: result.stdout.subarray(end + 2).toString() };
  }

  test('takes up a download that broke off: -C -', async () => {
    const broken = await curl('--limit-rate', '9M', '--max-time', '0.6', '-o', 'film.bin', `${url}/big.bin?broken`);
    expect(broken.exitCode).toBe(28);
    const first = await engine.exchange((each) => each.path === '/big.bin?broken');
    expect(first).toMatchObject({ status: 200, outcome: 'aborted' });
    const there = (await stat(join(downloads, 'film.bin'))).size;
    expect(there).toBeGreaterThan(0);
    expect(there).toBeLessThan(size50Mb);
    expect(first.bytes).toBeGreaterThanOrEqual(there);

    const resumed = await curl('-C', '-', '-o', 'film.bin', `${url}/big.bin?resumed`);
    expect(resumed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await sha256(join(downloads, 'film.bin'))).toBe(await sha256(join(share, 'big.bin')));
    const second = await engine.exchange((each) => each.path === '/big.bin?resumed');
    expect(second).toMatchObject({ status: 206, bytes: size50Mb - there, outcome: 'completed' });
  });

  test('has nothing to take up where all is there: 416', async () => {
    await writeFile(join(downloads, 'whole.bin'), film);
    const result = await curl('-C', '-', '-w', '%{http_code}', '-o', 'whole.bin', `${url}/film.bin?whole`);
    expect(result.stdout.toString()).toBe('416');
    expect((await readFile(join(downloads, 'whole.bin'))).equals(film)).toBe(true);
  });

  test.each([
    ['0-0', 0, 1],
    ['100-199', 100, 200],
    ['-500', -500, undefined],
    ['7999000-', 7_999_000, undefined],
    ['7999000-9999999', 7_999_000, undefined],
  ])('-r %s', async (range, start, end) => {
    const { body, told } = await fetched('%{http_code}', '-r', range, `${url}/film.bin`);
    expect(told).toBe('206');
    expect(body.equals(film.subarray(start, end))).toBe(true);
  });

  test('-r with several ranges gets a multipart body with each of them', async () => {
    const { body, told } = await fetched('%{http_code} %{content_type}', '-r', '0-9,100-109,-5', `${url}/film.bin`);
    expect(told).toMatch(/^206 multipart\/byteranges; boundary=/);
    const boundary = `--${told.split('boundary=')[1]}`;
    const parts = body.toString('latin1').split(boundary);
    expect(parts).toHaveLength(5);
    expect(parts[4]).toBe('--\r\n');
    for (const [at, [start, end]] of [
      [0, 9],
      [100, 109],
      [film.length - 5, film.length - 1],
    ].entries()) {
      const [head, content] = (parts[at + 1] as string).split('\r\n\r\n') as [string, string];
      expect(head).toContain(`Content-Range: bytes ${start}-${end}/${film.length}`);
      expect(content).toBe(`${film.toString('latin1', start, (end as number) + 1)}\r\n`);
    }
  });

  test('--compressed', async () => {
    const { body, told } = await fetched('%{size_download}', '--compressed', `${url}/text.txt`);
    expect(body.toString()).toBe(text);
    expect(Number(told)).toBeLessThan(text.length / 2);
    const listing = await fetched('%{http_code}', '--compressed', `${url}/`);
    expect(listing.body.toString()).toContain('href="film.bin"');
  });

  test.each([
    ['that asks first (Expect)', []],
    ['that sends at once', ['-H', 'Expect:']],
    ['in chunks', ['-H', 'Transfer-Encoding: chunked']],
    ['over HTTP/1.0', ['-0']],
  ])('-T: an upload %s is refused with 405, and the answer arrives', async (_name, args) => {
    const upload = join(outer.path, 'upload.bin');
    await writeFile(upload, film.subarray(0, 3_000_000));
    const { told } = await fetched('%{http_code}', '-o', 'refused.html', ...args, '-T', upload, `${url}/new.bin`);
    expect(told).toBe('405');
    expect(await readFile(join(downloads, 'refused.html'), 'utf8')).toContain('405 Method Not Allowed');
    expect(await readdir(share)).not.toContain('new.bin');
  });

  test('HTTP/1.0', async () => {
    const { body, told } = await fetched('%{http_code} %{http_version}', '-0', `${url}/film.bin`);
    expect(told).toBe('200 1.1');
    expect(body.equals(film)).toBe(true);
    expect((await fetched('', '-0', `${url}/`)).body.toString()).toContain('href="text.txt"');
  });

  test('one connection for several URLs', async () => {
    const result = await curl('-w', '#%{num_connects}', ...[1, 2, 3].map((at) => `${url}/text.txt?${at}`));
    expect(result.stdout.toString().match(/#\d/g)).toEqual(['#1', '#0', '#0']);
  });

  test.each([
    '/../outside.txt',
    '/../../../../../../../../etc/passwd',
    '/share/../../outside.txt',
    '/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/..%252foutside.txt',
    '/..\\outside.txt',
    '/..%5coutside.txt',
    '/./../outside.txt',
    '/.%00./outside.txt',
    '//../outside.txt',
    '/..;/outside.txt',
    '/%c0%ae%c0%ae/outside.txt',
    '/text.txt/../../outside.txt',
  ])('--path-as-is %s leads nowhere', async (path) => {
    const { body, told } = await fetched('%{http_code}', '--path-as-is', `${url}${path}`);
    expect(['400', '404']).toContain(told);
    expect(body.toString()).not.toContain(secret);
    expect(body.toString()).not.toContain('root:');
  });

  test('-z: If-Modified-Since by a date and by a file', async () => {
    const status = async (since: string): Promise<string> =>
      (await fetched('%{http_code}', '-z', since, '-o', '/dev/null', `${url}/text.txt`)).told;
    expect(await status('Tue, 14 Nov 2023 22:13:20 GMT')).toBe('304');
    expect(await status('Tue, 14 Nov 2023 22:13:19 GMT')).toBe('200');
    const copy = join(downloads, 'copy.txt');
    await writeFile(copy, 'old');
    await utimes(copy, 1_700_000_000, 1_700_000_000);
    expect(await status(copy)).toBe('304');
    await utimes(copy, 1_600_000_000, 1_600_000_000);
    expect(await status(copy)).toBe('200');
  });

  test('-G puts data into the query: ?download, and -J takes the name', async () => {
    const result = await curl('-G', '-d', 'download', '-d', 'x=1', '-OJ', `${url}/handout%201.txt`);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await readFile(join(downloads, 'handout 1.txt'), 'utf8')).toBe('for the class\n');
  });

  test('-I and -L', async () => {
    const head = (await curl('-I', `${url}/film.bin`)).stdout.toString();
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(head).toContain(`Content-Length: ${film.length}\r\n`);
    await mkdir(join(share, 'folder'), { recursive: true });
    await writeFile(join(share, 'folder', 'index.html'), '<p>inside</p>');
    expect((await fetched('%{num_redirects}', '-L', `${url}/folder`)).told).toBe('1');
  });
});

describe('wget', () => {
  // No name with `%20` in it: wget asks for it rightly, and then decodes it twice for the name of its own file.
  const awkward = [
    'ünï cödé 文件.txt',
    'a&b#c?d%5 e.txt',
    'quote\'s "and" <b>.txt',
    '100% +plus;semi=.txt',
    'ﬁnal~!$(),@[x].txt',
  ];

  /** Every file below `folder`, by its path from there. */
  async function tree(folder: string): Promise<Map<string, Buffer>> {
    const files = new Map<string, Buffer>();
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) files.set(relative(folder, path), await readFile(path));
    }
    return files;
  }

  test('-r mirrors a tree with awkward names, whole and byte for byte', async () => {
    const source = join(outer.path, 'tree');
    for (const folder of ['', 'second level', join('second level', '三 third & last'), '%41 not A']) {
      await mkdir(join(source, folder), { recursive: true });
      for (const name of awkward) await writeFile(join(source, folder, name), randomBytes(3_000));
      await writeFile(join(source, folder, '.hidden'), secret);
    }
    const mirror = await startEngine([itemFor(source)]);
    const args = ['--no-config', '-q', '-r', '-l', 'inf', '-np', '-nH', '--restrict-file-names=nocontrol'];
    const result = await runClient('wget', [...args, '-P', 'mirror', `http://127.0.0.1:${mirror.port}/`], {
      cwd: downloads,
    });
    // The only thing that is not there is robots.txt, which wget asks for first and forgives.
    expect(mirror.exchanges.filter(({ status }) => status !== 200).map(({ path }) => path)).toEqual(['/robots.txt']);
    expect(result.stderr).toBe('');
    const got = await tree(join(downloads, 'mirror'));
    const wanted = await tree(source);
    for (const [path, content] of wanted) {
      if (path.endsWith('.hidden')) expect(got.has(path), path).toBe(false);
      else expect(got.get(path)?.equals(content), path).toBe(true);
    }
    // The page's own script and style are saved beside what is shared.
    const listings = [...got.keys()].filter((path) => !wanted.has(path) && !path.startsWith('.doorstep/'));
    expect(listings.sort()).toEqual(
      ['', 'second level', join('second level', '三 third & last'), '%41 not A']
        .map((folder) => join(folder, 'index.html'))
        .sort(),
    );
    await mirror.stop();
  });

  test('-c takes up a part, -N leaves alone what is not newer', async () => {
    const wget = (...args: string[]) => runClient('wget', ['--no-config', '-q', ...args], { cwd: downloads });
    await writeFile(join(downloads, 'film-part.bin'), film.subarray(0, 1_000_000));
    expect((await wget('-c', '-O', 'film-part.bin', `${url}/film.bin`)).exitCode).toBe(0);
    expect((await readFile(join(downloads, 'film-part.bin'))).equals(film)).toBe(true);
    for (const status of [200, 304]) {
      expect((await wget('-N', `${url}/text.txt?`)).exitCode).toBe(0);
      expect(exchangesOf('/text.txt?').at(-1)?.status).toBe(status);
    }
  });
});

describe('aria2c', () => {
  test('fetches 50 MB in 8 segments at a time, byte for byte', async () => {
    const options = ['--no-conf', '-q', '--enable-dht=false', '--file-allocation=none', '-x8', '-s8', '-k1M'];
    const result = await runClient('aria2c', [...options, '-d', downloads, '-o', 'big.bin', `${url}/big.bin`]);
    expect(result).toMatchObject({ exitCode: 0 });
    expect(await sha256(join(downloads, 'big.bin'))).toBe(await sha256(join(share, 'big.bin')));
    await engine.exchange(({ path, outcome }) => path === '/big.bin' && outcome === 'completed');
    expect(exchangesOf('/big.bin').filter(({ status }) => status === 206).length).toBeGreaterThanOrEqual(7);
    await rm(join(downloads, 'big.bin'));
  });
});

describe('python3', () => {
  const script = `
import email.utils, hashlib, http.client, json, sys, urllib.error, urllib.request
base = sys.argv[1]
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
out = {}
with opener.open(base + '/film.bin') as r:
    out['get'] = [r.status, r.headers['Content-Length'], hashlib.sha256(r.read()).hexdigest()]
with opener.open(urllib.request.Request(base + '/film.bin', method='HEAD')) as r:
    out['head'] = [r.status, r.headers['Content-Length'], len(r.read())]
with opener.open(urllib.request.Request(base + '/film.bin', headers={'Range': 'bytes=5-9'})) as r:
    out['range'] = [r.status, r.headers['Content-Range'], r.read().hex()]
with opener.open(base + '/?format=json') as r:
    out['names'] = [entry['name'] for entry in json.load(r)['entries']]
try:
    opener.open(base + '/nothing')
except urllib.error.HTTPError as error:
    out['missing'] = error.code
connection = http.client.HTTPConnection(base.removeprefix('http://'))
sockets, answers = set(), []
for method, path, headers in [
    ('GET', '/text.txt', {}), ('HEAD', '/text.txt', {}), ('GET', '/nothing', {}), ('GET', '/text.txt', {'Range': 'bytes=-4'}),
    ('GET', '/', {}), ('OPTIONS', '/text.txt', {}), ('GET', '/text.txt', {'If-Modified-Since': 'Tue, 14 Nov 2023 22:13:20 GMT'}),
    ('DELETE', '/text.txt', {}), ('GET', '/text.txt', {}),
]:
    connection.request(method, path, headers=headers)
    sockets.add(id(connection.sock))
    response = connection.getresponse()
    answers.append([response.status, len(response.read())])
out['kept'] = [len(sockets), answers]
print(json.dumps(out))
`;

  test('urllib: GET, HEAD, Range, an error; http.client: keep-alive', async () => {
    const result = await runClient('python3', ['-I', '-c', script, url]);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    const told = JSON.parse(result.stdout.toString()) as Record<string, unknown>;
    const hash = createHash('sha256').update(film).digest('hex');
    expect(told.get).toEqual([200, String(film.length), hash]);
    expect(told.head).toEqual([200, String(film.length), 0]);
    expect(told.range).toEqual([206, `bytes 5-9/${film.length}`, film.toString('hex', 5, 10)]);
    expect(told.names).toContain('film.bin');
    expect(told.missing).toBe(404);
    const [sockets, answers] = told.kept as [number, [number, number][]];
    expect(sockets).toBe(1);
    expect(answers.map(([status]) => status)).toEqual([200, 200, 404, 206, 200, 204, 304, 405, 200]);
    expect(
      answers
        .map(([, bytes]) => bytes)
        .with(2, 0)
        .with(4, 0)
        .with(7, 0),
    ).toEqual([text.length, 0, 0, 4, 0, 0, 0, 0, text.length]);
  });
});
