import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccessPolicy } from '../../src/main/server/share-server.ts';
import type { Exchange } from '../../src/shared/exchange.ts';
import { buildForNode } from '../support/build-for-node.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { NetworkNamespace, namespacesRefused } from '../support/network-namespace.ts';
import { RawClient, type RawResponse } from '../support/raw-client.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder.path, 'a.txt'), 'hello\n');
});

afterAll(() => folder[Symbol.asyncDispose]());

describe('under which name', () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine([itemFor(folder.path)]);
    engine.server.setAccess({ isPublic: false, allowHosts: ['files.example.org', 'Dot.Example.'] });
  });
  afterAll(() => engine.stop());

  async function send(request: string): Promise<RawResponse> {
    using client = await RawClient.open(engine.port);
    client.send(request);
    return await client.response();
  }

  const ask = (host: string, target = '/a.txt'): Promise<RawResponse> =>
    send(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);

  test.each([
    ...[
      'localhost',
      'LOCALHOST',
      'localhost:8000',
      'localhost.',
      'localhost:',
      '127.0.0.1',
      '127.0.0.1:65535',
      '8.8.8.8',
    ],
    ...['192.168.1.20:8000', '[::1]', '[::1]:8000', '[2001:db8::1]', '[::ffff:192.0.2.1]:80', '[FE80::1]'],
    ...['any.local', 'ANY.LOCAL.', 'deep.er.local:8000', 'printer', 'under_score', 'a-b', 'xn--fsq.local'],
    ...['testhost', 'TestHost:80', 'testhost.lan', 'testhost.home', 'testhost.home.arpa', 'testhost.internal'],
    ...['testhost.fritz.box', 'testhost.ts.net', 'testhost.tailnet-name.ts.net', 'testhost.LAN.:8000'],
    ...['files.example.org', 'FILES.example.ORG:8000', 'files.example.org.', 'dot.example', 'dot.example.'],
  ])('%s is served', async (host) => {
    expect((await ask(host)).status).toBe(200);
  });

  test.each([
    ...['elsewhere.example', 'rebound.example:8000', 'localhost.example', '127.0.0.1.example', '127.0.0.1.nip.io'],
    ...['x.local.example', 'xlocal.example', 'any.local.evil.example', 'testhost.example', 'testhost.lan.example'],
    ...[
      'other.lan',
      'nottesthost.lan',
      'x.testhost.lan',
      'testhost.a.b.ts.net',
      'sub.files.example.org',
      'example.org',
    ],
    ...['files.example.org.evil', 'a..local', '.local', 'any.local..', '-.example', '1.2.3', '1.2.3.4.5', '256.1.1.1'],
    ...['0x7f.0.0.1', '127.1.example', 'a%2elocal', "a'b.example", '%31.example', '..', 'localhost..', 'a,b.example'],
  ])('%s is refused with a page that explains it', async (host) => {
    const response = await ask(host);
    expect(response.status).toBe(421);
    expect(response.statusLine).toBe('HTTP/1.1 421 Misdirected Request');
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.body.toString()).toContain('<title>421 Misdirected Request</title>');
    expect(response.body.toString()).not.toContain('hello');
    await engine.exchange(({ status, path }) => status === 421 && path === '/a.txt');
  });

  test.each(
    [
      '',
      ' ',
      'a b',
      'user@localhost',
      'localhost:x',
      'localhost:65536',
      'localhost:-1',
      'localhost:80:80',
      '[::1',
      '::1',
    ].concat([
      '[::1]x',
      '[::1%25eth0]',
      '[]',
      '[v1.x]',
      ':80',
      'localhost/',
      'local\\host',
      '文.local',
      'localhost, localhost',
    ]),
  )('%j is malformed: 400, and closed', async (host) => {
    const response = await send(`GET /a.txt HTTP/1.1\r\nHost: ${Buffer.from(host).toString('latin1')}\r\n\r\n`);
    expect([response.status, response.headers.connection]).toEqual([400, 'close']);
  });

  test('the refusal is in the language of the visitor, and the connection goes on', async () => {
    using client = await RawClient.open(engine.port);
    client.send('GET / HTTP/1.1\r\nHost: elsewhere.example\r\nAccept-Language: zh-CN\r\n\r\n');
    const refused = await client.response();
    expect([refused.status, refused.headers.connection]).toEqual([421, undefined]);
    expect(refused.body.toString()).toContain('<html lang="zh-CN"');
    expect((await client.request('GET', '/a.txt')).status).toBe(200);
  });

  test.each([
    ['http://localhost/a.txt', 'elsewhere.example', 200],
    ['http://LOCALHOST:8000/a.txt', 'elsewhere.example', 200],
    ['http://elsewhere.example/a.txt', 'localhost', 421],
    ['https://elsewhere.example:443/a.txt', '127.0.0.1', 421],
    ['http://user@localhost/a.txt', 'localhost', 400],
    ['http://localhost:x/a.txt', 'localhost', 400],
    ['http:///a.txt', 'localhost', 400],
  ])('the host of an absolute target counts: %s with Host: %s gets %i', async (target, host, status) => {
    expect((await ask(host, target)).status).toBe(status);
  });

  test.each([
    ['GET /a.txt HTTP/1.0\r\n\r\n', 200],
    ['GET /a.txt HTTP/1.0\r\nHost: elsewhere.example\r\n\r\n', 421],
    ['GET http://elsewhere.example/a.txt HTTP/1.0\r\n\r\n', 421],
    ['GET /a.txt HTTP/1.1\r\n\r\n', 400],
    ['GET /a.txt HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n', 400],
    ['HEAD /a.txt HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n', 421],
    ['OPTIONS * HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n', 421],
    ['DELETE /a.txt HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n', 421],
    ['GET /../x HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n', 421],
  ])('%j gets %i', async (request, status) => {
    using client = await RawClient.open(engine.port);
    client.send(request);
    expect((await client.response(request.startsWith('HEAD'))).status).toBe(status);
  });

  test('names that are allowed no more are refused at once, also on an open connection', async () => {
    using client = await RawClient.open(engine.port);
    const status = async (): Promise<number> => {
      client.send('GET /a.txt HTTP/1.1\r\nHost: files.example.org\r\n\r\n');
      return (await client.response()).status;
    };
    expect(await status()).toBe(200);
    engine.server.setAccess({ isPublic: true, allowHosts: [] });
    expect(await status()).toBe(421);
    engine.server.setAccess({ isPublic: false, allowHosts: ['files.example.org', 'Dot.Example.'] });
    expect(await status()).toBe(200);
  });
});

describe('from which network', () => {
  const serverSide = ['203.0.113.1/24', '192.168.77.1/24', '10.9.0.1/24', '100.64.9.1/24', '169.254.9.1/24'];
  const serverSide6 = ['2001:db8:1::1/64', 'fd00:9::1/64', 'fe80::1/64'];
  const visitorSide = [
    '203.0.113.2/24',
    '198.51.100.2/24',
    '192.168.77.2/24',
    '10.9.0.2/24',
    '100.64.9.2/24',
    '169.254.9.2/24',
  ];
  const visitorSide6 = [
    '2001:db8:1::2/64',
    '2001:db8:1:0:ffff::2/64',
    '2001:db8:2::2/64',
    'fd00:9::2/64',
    'fe80::2/64',
  ];
  /** Where the visitor asks from, what it asks, and whether it is on a local network of the server. */
  const visits: readonly [from: string, to: string, isLocal: boolean][] = [
    ['203.0.113.2', '203.0.113.1', false],
    ['198.51.100.2', '203.0.113.1', false],
    ['192.168.77.2', '192.168.77.1', true],
    ['10.9.0.2', '10.9.0.1', true],
    ['100.64.9.2', '100.64.9.1', true],
    ['169.254.9.2', '169.254.9.1', true],
    ['203.0.113.2', '192.168.77.1', false],
    ['2001:db8:1::2', '[2001:db8:1::1]', true],
    ['2001:db8:1:0:ffff::2', '[2001:db8:1::1]', true],
    ['2001:db8:2::2', '[2001:db8:1::1]', false],
    ['fd00:9::2', '[fd00:9::1]', true],
    ['fe80::2', '[fe80::1%25visitor]', true],
  ];

  /** In two namespaces of its own: addresses that belong to the documentation, on no real network. */
  test('visitors are let in or refused by their address, and setAccess changes it at once', async (context) => {
    const reason = await namespacesRefused();
    if (reason !== null && process.env.CI) throw new Error(reason);
    if (reason !== null) return context.skip(reason);
    const bundle = await buildForNode('test/support/namespace-engine.ts', folder.path);
    const server = await NetworkNamespace.start([process.execPath, bundle, folder.path]);
    const port = server.greeting;
    const heard = async (): Promise<unknown> => JSON.parse(await server.line());
    const visitor = await NetworkNamespace.start(['sh', '-c', 'echo here && exec sleep 120'], server);
    try {
      await server.connect(visitor, 'server', 'visitor', folder.path);
      await server.configure(folder.path, [
        ...serverSide.map((address) => `addr add ${address} dev server`),
        ...serverSide6.map((address) => `addr add ${address} dev server nodad`),
        ...['link set lo up', 'link set server up'],
        ...['route add 198.51.100.0/24 dev server', 'route add 2001:db8:2::/64 dev server'],
      ]);
      await visitor.configure(folder.path, [
        ...visitorSide.map((address) => `addr add ${address} dev visitor`),
        ...visitorSide6.map((address) => `addr add ${address} dev visitor nodad`),
        // The link-local address is the one above, none that the kernel makes up.
        'link set visitor addrgenmode none',
        'link set visitor up',
      ]);

      /** One visit: the status that curl saw, and the exchange that the engine told of. */
      const visit = async (from: string, to: string): Promise<[string, Exchange]> => {
        const answer = visitor.run([
          ...['curl', '-q', '-sS', '--max-time', '5', '-o', '/dev/null', '-w', '%{http_code}'],
          ...['--interface', from === 'fe80::2' ? 'visitor' : from, `http://${to}:${port}/a.txt`],
        ]);
        const { stdout, stderr } = await answer;
        expect(stderr, `${from} to ${to}`).toBe('');
        return [stdout.toString(), (await heard()) as Exchange];
      };
      const allow = async (policy: AccessPolicy): Promise<void> => {
        server.process.stdin.write(`${JSON.stringify(policy)}\n`);
        expect(await heard()).toBeNull();
      };

      for (const isPublic of [false, true, false]) {
        await allow({ isPublic, allowHosts: [] });
        for (const [from, to, isLocal] of visits) {
          const status = isLocal || isPublic ? 200 : 403;
          const [seen, exchange] = await visit(from, to);
          expect(seen, `${from} to ${to}`).toBe(String(status));
          expect(exchange).toMatchObject({ status, method: 'GET', path: '/a.txt', outcome: 'completed' });
          expect(exchange.failure).toBe(status === 403 ? 'not-local' : null);
          expect(exchange.remoteAddress.replace(/%.*/, '')).toBe(from);
        }
      }
    } finally {
      await visitor.end();
      await server.end();
    }
  });
});
