import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';

let outer: Awaited<ReturnType<typeof temporaryFolder>>;
let folder: string;
let many: string;
let engine: RunningEngine;

const manyNames = Array.from({ length: 1_500 }, (_, at) => `photo ${at} of many.jpg`);

beforeAll(async () => {
  outer = await temporaryFolder();
  folder = join(outer.path, 'share');
  many = join(outer.path, 'many');
  await mkdir(join(folder, 'trip', 'a & <b>', 'inner'), { recursive: true });
  await mkdir(join(folder, 'empty'));
  await mkdir(many);
  const files: readonly [string, number, number][] = [
    ['a2.jpg', 1_234_567, 1_600_000_000],
    ['a10.jpg', 20, 1_700_000_000],
    ['film.mp4', 5_000, 1_500_000_000],
    ['notes.txt', 1, 1_650_000_000],
    ['x\u202egpj.exe', 9, 1_400_000_000],
  ];
  for (const [name, bytes, time] of files) {
    await writeFile(join(folder, 'trip', name), Buffer.alloc(bytes));
    await utimes(join(folder, 'trip', name), time, time);
  }
  await writeFile(join(outer.path, 'huge.bin'), Buffer.alloc(9_000_000));
  await symlink('a2.jpg', join(folder, 'trip', 'z-link.jpg'));
  await symlink('../../huge.bin', join(folder, 'trip', 'leads-out.bin'));
  await Promise.all(manyNames.map((name, at) => writeFile(join(many, name), Buffer.alloc(at % 7))));
  engine = await startEngine([itemFor(folder)], { deviceName: 'Ada’s <laptop>' });
});

afterAll(async () => {
  await engine.stop();
  await outer[Symbol.asyncDispose]();
});

const get = (target: string, fields = '', method = 'GET') => fetchRaw(engine.port, target, fields, method);
const page = async (target: string, fields = '') => (await get(target, fields)).body.toString();

/** The names in a listing page, decoded from its links, in order. */
function namesIn(html: string): string[] {
  return [...html.matchAll(/<li class="\w+"><a href="([^"]+)"/g)].map(([, href = '']) => decodeURIComponent(href));
}

describe('the header', () => {
  test('at the root: the device, and nothing above it', async () => {
    const html = await page('/');
    expect(html).toContain('<h1>Ada’s &lt;laptop&gt;</h1>');
    expect(html).toContain('<title>Directory listing for /</title>');
    for (const absent of ['id="crumbs"', 'id="up"', 'href="../"']) expect(html).not.toContain(absent);
  });

  test('below it: device, way back, name, parent', async () => {
    const html = await page('/trip/a%20&%20%3Cb%3E/inner/');
    expect(html).toContain('<title>Directory listing for /trip/a &amp; &lt;b&gt;/inner/</title>');
    expect(html).toContain('<p id="device">Ada’s &lt;laptop&gt;</p>');
    expect(html).toContain(
      '<nav id="crumbs" aria-label="Path"><a href="/">Home</a><a href="../../">trip</a><a href="../">a &amp; &lt;b&gt;</a></nav>\n<h1>inner</h1>',
    );
    expect(html).toContain('<p id="up"><a href="../">Parent folder</a></p>');
  });

  test.each([
    ['/', '', '2 folders', 'data-folders="2" data-files="0" data-bytes="0"'],
    [
      '/trip/',
      '',
      '1 folder · 6 files · <span title="2,474,164 bytes">2.47\u00a0MB</span>',
      'data-folders="1" data-files="6" data-bytes="2474164"',
    ],
    [
      '/trip/',
      'zh',
      '1 个文件夹 · 6 个文件 · <span title="2,474,164 字节">2.47\u00a0MB</span>',
      'data-folders="1" data-files="6"',
    ],
    ['/empty/', '', '', 'data-folders="0" data-files="0" data-bytes="0"'],
  ])('%s %s counts', async (target, language, text, data) => {
    const html = await page(target, language === '' ? '' : `Accept-Language: ${language}\r\n`);
    const summary = /<p id="summary" ([^>]*)>(.*)<\/p>/.exec(html);
    expect([summary?.[1]?.startsWith(data), summary?.[2]]).toEqual([true, text]);
  });

  test('an empty folder says so', async () => {
    expect(await page('/empty/')).toContain('<p id="note">This folder is empty.</p>');
    expect(await page('/empty/', 'Accept-Language: zh-CN\r\n')).toContain('<p id="note">此文件夹为空。</p>');
    expect(await page('/empty/')).not.toContain('<ul');
  });
});

describe('rows', () => {
  test('say kind, link, name, size and time', async () => {
    const html = await page('/trip/');
    expect(html).toMatch(
      /<li class="image"><a href="a2\.jpg">a2\.jpg<\/a><data value="1234567" title="1,234,567 bytes">1\.23\u00a0MB<\/data><time datetime="2020-09-13T12:26Z">2020-09-1\d \d\d:\d6<\/time><\/li>\n/,
    );
    expect(html).toMatch(
      /<li class="folder"><a href="a%20%26%20%3Cb%3E\/">a &amp; &lt;b&gt;\/<\/a><data><\/data><time /,
    );
    expect(html).toContain('<li class="app"><a href="x%E2%80%AEgpj.exe">x\\u202egpj.exe</a>');
    expect(html).toContain('<li class="image"><a href="z-link.jpg">z-link.jpg</a><data value="1234567"');
    expect(html).not.toContain('leads-out');
  });

  test('are light: at most 200 bytes besides the name', async () => {
    for (const row of (await page('/trip/')).matchAll(/<li class.*\n/g)) {
      const [, href = '', name = ''] = /href="([^"]*)">([^<]*)</.exec(row[0]) ?? [];
      expect(Buffer.byteLength(row[0]) - Buffer.byteLength(href + name)).toBeLessThanOrEqual(200);
    }
  });

  test('have thumbnails in a grid, for pictures alone', async () => {
    const html = await page('/trip/?view=grid');
    expect(html).toContain(
      '<a href="a2.jpg"><img src="a2.jpg?thumbnail" alt="" loading="lazy" decoding="async">a2.jpg</a>',
    );
    expect(html.match(/<img /g)).toHaveLength(3);
    expect(await page('/trip/')).not.toContain('<img');
  });
});

describe('order', () => {
  const byName = ['a & <b>/', 'a2.jpg', 'a10.jpg', 'film.mp4', 'notes.txt', 'x\u202egpj.exe', 'z-link.jpg'];
  const rows: readonly [string, readonly string[]][] = [
    ['', byName],
    ['?sort=name&order=desc', [...byName].reverse()],
    ['?sort=size', ['a & <b>/', 'notes.txt', 'x\u202egpj.exe', 'a10.jpg', 'film.mp4', 'a2.jpg', 'z-link.jpg']],
    [
      '?sort=size&order=desc',
      ['a2.jpg', 'z-link.jpg', 'film.mp4', 'a10.jpg', 'x\u202egpj.exe', 'notes.txt', 'a & <b>/'],
    ],
    ['?sort=time', ['x\u202egpj.exe', 'film.mp4', 'a2.jpg', 'z-link.jpg', 'notes.txt', 'a10.jpg', 'a & <b>/']],
    ['?sort=kind', ['a & <b>/', 'a2.jpg', 'a10.jpg', 'z-link.jpg', 'film.mp4', 'notes.txt', 'x\u202egpj.exe']],
    ['?sort=shoe&order=up&view=hologram', byName],
  ];
  test.each(rows)('/trip/%s', async (query, expected) => {
    expect(namesIn(await page(`/trip/${query}`))).toEqual(expected);
    const json = JSON.parse(await page(`/trip/${query === '' ? '?' : `${query}&`}format=json`)) as {
      entries: { href: string }[];
    };
    expect(json.entries.map(({ href }) => decodeURIComponent(href))).toEqual(expected);
  });

  test('a choice is remembered by a cookie, which JSON does not know', async () => {
    const chosen = await get('/trip/?sort=size&order=desc&view=grid');
    expect(chosen.headers['set-cookie']).toBe(
      'doorstep-listing=size.desc.grid; Path=/; Max-Age=31536000; SameSite=Lax',
    );
    const cookie = 'Cookie: other=1; doorstep-listing=size.desc.grid\r\n';
    const remembered = await get('/trip/', cookie);
    expect(remembered.headers['set-cookie']).toBeUndefined();
    expect(remembered.headers.vary).toContain('Cookie');
    expect(remembered.body.toString()).toContain('data-view="grid" data-sort="size" data-order="desc"');
    expect(namesIn(remembered.body.toString())[0]).toBe('a2.jpg');
    const json = JSON.parse(await page('/trip/?format=json', cookie)) as { entries: { name: string }[] };
    expect(json.entries.map(({ name }) => name)[0]).toBe('a & <b>');
  });

  test('several items stand as the owner put them, until another order is asked for', async () => {
    engine.server.setItems([itemFor(many, 'folder', 'zoo'), itemFor(folder, 'folder', 'ark')]);
    expect(namesIn(await page('/'))).toEqual(['zoo/', 'ark/']);
    expect(namesIn(await page('/?sort=kind'))).toEqual(['ark/', 'zoo/']);
    engine.server.setItems([itemFor(folder)]);
  });

  test('buttons lead to the other order and keep what else is chosen; nothing that could be followed leads to the folder again', async () => {
    const html = await page('/trip/?sort=size&order=desc&view=grid');
    expect(html).toContain(
      '<form method="get"><input type="hidden" name="order" value="asc"><input type="hidden" name="view" value="grid"><button name="sort" value="size" aria-pressed="true">Size<span class="order"> descending</span></button></form>',
    );
    expect(html).toContain(
      '<input type="hidden" name="order" value="desc"><input type="hidden" name="view" value="grid"><button name="sort" value="time" aria-pressed="false">',
    );
    const links = [...html.matchAll(/ href="([^"]*)"/g)].map(([, href = '']) => href);
    for (const link of links.filter((each) => !each.startsWith('/.doorstep/'))) expect(link).not.toContain('?');
    expect(html).not.toMatch(/ (action|formaction|style|on\w+)=/);
  });
});

describe('a long listing', () => {
  const withMany = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    engine.server.setItems([itemFor(many)]);
    try {
      return await work();
    } finally {
      engine.server.setItems([itemFor(folder)]);
    }
  };

  test('is complete, in lists of 120, of which script gets the first four as elements', async () => {
    const html = await withMany(() => page('/'));
    expect(namesIn(html)).toEqual(manyNames);
    const lists = html.match(/(<noscript>)?<ul class="entries">\n(<li .*\n)+<\/ul>(<\/noscript>)?\n/g) ?? [];
    expect(lists).toHaveLength(13);
    expect(lists.map((list) => list.split('<li ').length - 1)).toEqual([...Array(12).fill(120), 60]);
    expect(lists.map((list) => list.startsWith('<noscript>') && list.endsWith('</noscript>\n'))).toEqual([
      ...Array(4).fill(false),
      ...Array(9).fill(true),
    ]);
    expect(html).toContain('<form id="all" method="get">');
    expect(html).toMatch(/<\/main>\n<p id="summary" data-folders="0" data-files="1500" data-bytes="\d+">1,500 files/);
  });

  test('has nothing in noscript where all is asked for', async () => {
    const html = await withMany(() => page('/?all=1'));
    expect(namesIn(html)).toEqual(manyNames);
    for (const absent of ['noscript', 'id="all"']) expect(html).not.toContain(absent);
  });

  test('comes whole in every order', async () => {
    for (const sort of ['size', 'time', 'kind', 'name'])
      for (const order of ['asc', 'desc']) {
        const html = await withMany(() => page(`/?sort=${sort}&order=${order}`));
        expect(namesIn(html).sort()).toEqual([...manyNames].sort());
      }
    const sizes = [...(await withMany(() => page('/?sort=size&order=desc'))).matchAll(/<data value="(\d+)"/g)];
    expect(sizes.map(([, size]) => Number(size))).toEqual(manyNames.map((_, at) => at % 7).sort((a, b) => b - a));
  });

  test('is sent while it is made: what it holds in all stands at its end', async () => {
    const html = await withMany(() => page('/'));
    expect(html.indexOf('id="summary"')).toBeGreaterThan(html.indexOf('</main>'));
    expect(html.indexOf('id="tools"')).toBeLessThan(html.indexOf('<ul'));
  });

  test('that is cut says so', async () => {
    await using cut = await temporaryFolder();
    for (const name of ['a', 'b', 'c']) await writeFile(join(cut.path, name), '');
    const small = await startEngine([itemFor(cut.path)], { limits: { listingEntriesMax: 2 } });
    const html = (await fetchRaw(small.port, '/')).body.toString();
    await small.stop();
    expect(html).toContain('data-cut>');
    expect(html).toContain('<p id="note">Only the first 2 entries are listed; this folder has more.</p>');
  });
});

describe('the policy', () => {
  test('lets our script and style through by a nonce that nobody else gets', async () => {
    const { headers, body } = await get('/trip/');
    const policy = headers['content-security-policy'] ?? '';
    const nonce = /script-src 'nonce-([\w+/]{22})'; style-src 'nonce-\1';/.exec(policy)?.[1];
    expect(nonce).toBeDefined();
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("base-uri 'none'; form-action 'self'");
    expect(policy).not.toMatch(/unsafe|\*|http|script-src[^;]*self/);
    const html = body.toString();
    expect(html).toMatch(
      new RegExp(
        `<link rel="stylesheet" href="/\\.doorstep/\\w+/visitor\\.css\\?" nonce="${nonce?.replace('+', '\\+')}">`,
      ),
    );
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/ nonce=/g)).toHaveLength(2);
    const again = await get('/trip/');
    expect(again.body.equals(body)).toBe(true);
    expect((await get('/')).headers['content-security-policy']).not.toBe(policy);
    using other = await RawClient.open(engine.port, '127.0.0.1', '127.0.0.2');
    expect((await other.request('GET', '/trip/')).headers['content-security-policy']).not.toBe(policy);
  });

  test('HEAD says what GET would', async () => {
    for (const target of ['/trip/', '/trip/?sort=time', '/.doorstep/nothing']) {
      const { date: _, ...got } = (await get(target)).headers;
      const { date: __, ...head } = (await get(target, '', 'HEAD')).headers;
      expect(head).toEqual(got);
    }
  });
});

describe('error pages', () => {
  test.each([
    ['GET', '/nothing', '', 404, true],
    ['DELETE', '/trip/', '', 405, true],
    ['GET', '/', 'Host: evil.example\r\n', 421, false],
    ['GET', '/%zz', '', 400, true],
  ])('%s %s %s: %i', async (method, target, fields, status, hasHome) => {
    using client = await RawClient.open(engine.port);
    client.send(
      `${method} ${target} HTTP/1.1\r\n${fields === '' ? 'Host: localhost\r\n' : fields}Accept-Language: zh\r\n\r\n`,
    );
    const response = await client.response();
    const html = response.body.toString();
    expect(response.status).toBe(status);
    expect(html).toContain(`<html lang="zh-CN" data-page="error" data-status="${status}">`);
    expect(html.includes('<a href="/">返回首页</a>')).toBe(hasHome);
    expect(html).not.toContain('<script');
    expect(response.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'/);
    expect(response.headers['cache-control']).toBe('no-cache');
  });
});
