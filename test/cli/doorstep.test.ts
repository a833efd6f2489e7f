import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fetchRaw, RawClient } from '../support/raw-client.ts';
import {
  type BuiltCommandLine,
  buildCommandLine,
  DoorstepProcess,
  type Ended,
  type StartOptions,
} from './doorstep-process.ts';

// Two cores are shared with other test files, and some tests wait for the grace of two seconds.
vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

const unix = process.platform !== 'win32';
const bigFileBytes = 64 * 1024 * 1024;
const loopback = ['--bind', '127.0.0.1', '--port', '0'];

let built: BuiltCommandLine;
let root: string;
let folder: string;

beforeAll(async () => {
  built = await buildCommandLine();
  root = await realpath(await mkdtemp(join(tmpdir(), 'doorstep-shared-')));
  folder = join(root, 'folder');
  await mkdir(join(folder, 'sub'), { recursive: true });
  await mkdir(join(root, 'other', 'folder'), { recursive: true });
  await writeFile(join(folder, 'hello.txt'), 'hello');
  await writeFile(join(root, 'other', 'folder', 'other.txt'), 'other');
  await writeFile(join(root, 'single.txt'), 'single');
  await writeFile(join(folder, 'big.bin'), Buffer.alloc(bigFileBytes, 7));
});
afterAll(async () => {
  await built?.remove();
  await rm(root, { recursive: true, force: true });
});

/** The command line announces nothing here: the machine's real network is not the tests'. */
function start(args: readonly string[], options: StartOptions = {}): DoorstepProcess {
  return new DoorstepProcess(built.file, ['--no-discovery', ...args], options);
}

async function runToEnd(args: readonly string[], options: StartOptions = {}): Promise<Ended> {
  await using doorstep = start(args, options);
  return await doorstep.ended;
}

describe('--help and --version', () => {
  it.each(['--help', '-h'])('%s prints the usage', async (option) => {
    const { code, stdout, stderr } = await runToEnd([option]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of [
      '--port',
      '--strict-port',
      '--bind',
      '--public',
      '--allow-host',
      '--follow-links',
      '--json',
      '--interface',
      '--name',
      '--no-discovery',
      '--nearby',
      '--help',
      '--version',
    ]) {
      expect(stdout).toContain(word);
    }
  });

  it.each(['--version', '-V'])('%s prints the version', async (option) => {
    expect(await runToEnd([option])).toMatchObject({ code: 0, stdout: 'doorstep 0.1.0\n', stderr: '' });
  });
});

describe('what cannot be shared', () => {
  it.each<{ what: string; args: (root: string) => string[]; code: number; message: RegExp }>([
    { what: 'an unknown option', args: () => ['--colour'], code: 2, message: /^doorstep: Unknown option --colour\./ },
    { what: 'a bad port', args: () => ['-p', '70000'], code: 2, message: /0 to 65535.*"70000"/ },
    { what: 'a missing value', args: () => ['--bind'], code: 2, message: /--bind needs a value/ },
    { what: 'a missing path', args: () => ['/no/such/path'], code: 2, message: /no[\\/]such[\\/]path.*ENOENT/ },
    { what: 'one missing path of two', args: (at) => [at, join(at, 'no')], code: 2, message: /no: there is no such/ },
    { what: 'an escape sequence in a path', args: () => ['\x1b[31mred'], code: 2, message: /\\x1b\[31mred/ },
    { what: 'an empty path', args: () => [''], code: 2, message: /A path is empty/ },
    { what: 'too many paths', args: () => new Array(2000).fill('x'), code: 2, message: /2000 paths are too many/ },
    {
      what: 'a strange address',
      args: () => ['-b', '203.0.113.99'],
      code: 1,
      message: /203\.0\.113\.99: this computer/,
    },
  ])('$what: one line on stderr, exit $code, nothing on stdout', async ({ args, code, message }) => {
    const ended = await runToEnd(args(root), { cwd: root });
    expect(ended).toMatchObject({ code, signal: null, stdout: '' });
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).toMatch(/^doorstep: [^\n]+\n$/);
  });

  it.runIf(unix)('a FIFO is refused and never opened', async () => {
    await promisify(execFile)('mkfifo', [join(root, 'fifo')]);
    const { code, stderr, stdout } = await runToEnd([join(root, 'fifo')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/fifo: it is a named pipe; only files and folders can be shared\.\n$/);
  });

  it('a busy port: the next free one, and --strict-port ends instead', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    const args = ['-b', '127.0.0.1', '-p', String(port), folder];

    const strict = await runToEnd(['--strict-port', ...args]);
    expect(strict).toMatchObject({ code: 1, stdout: '' });
    expect(strict.stderr).toMatch(new RegExp(`^doorstep: Port ${port} cannot be had: in use.*EADDRINUSE.*\\n$`));

    await using doorstep = start(['--json', ...args]);
    const taken = await doorstep.port();
    expect(taken).toBeGreaterThan(port);
    expect(doorstep.stderr).toBe(`doorstep: Port ${port} is in use: sharing on port ${taken} instead.\n`);
    expect((await fetchRaw(taken, '/hello.txt')).body.toString()).toBe('hello');
    blocker.close();
  });
});

describe('what is shared', () => {
  it('one folder at the root, named or where the user is', async () => {
    for (const run of [
      start([...loopback, folder]),
      start([...loopback, 'folder'], { cwd: root }),
      start(loopback, { cwd: folder }),
    ]) {
      await using doorstep = run;
      const port = await doorstep.port();
      expect(doorstep.lines[0]).toBe(`Sharing ${folder}`);
      expect((await fetchRaw(port, '/hello.txt')).body.toString()).toBe('hello');
    }
  });

  it('several items under names of their own, and of a file nothing but itself', async () => {
    await using doorstep = start([
      ...loopback,
      folder,
      join(root, 'other', 'folder'),
      join(root, 'single.txt'),
      folder,
    ]);
    const port = await doorstep.port();
    expect((await fetchRaw(port, '/folder/hello.txt')).body.toString()).toBe('hello');
    expect((await fetchRaw(port, '/folder%20(2)/other.txt')).body.toString()).toBe('other');
    expect((await fetchRaw(port, '/single.txt')).status).toBeLessThan(400);
    expect((await fetchRaw(port, '/folder%20(3)/')).status).toBe(404);
    expect((await fetchRaw(port, '/other/')).status).toBe(404);
  });

  it.each([
    { env: { npm_lifecycle_event: 'share', npm_package_name: 'doorstep' }, expected: 200 },
    { env: { npm_lifecycle_event: 'start', npm_package_name: 'doorstep' }, expected: 200 },
    { env: { npm_lifecycle_event: 'test', npm_package_name: 'doorstep' }, expected: 404 },
    { env: { npm_lifecycle_event: 'start', npm_package_name: 'someone-elses' }, expected: 404 },
    { env: {}, expected: 404 },
  ])('INIT_CWD counts under npm’s share and start scripts: $env', async ({ env, expected }) => {
    await using doorstep = start([...loopback, '.'], { cwd: root, env: { ...env, INIT_CWD: folder } });
    expect((await fetchRaw(await doorstep.port(), '/hello.txt')).status).toBe(expected);
  });

  it.runIf(unix)('the home folder, after a warning', async () => {
    await using doorstep = start([...loopback, root], { env: { HOME: root } });
    await doorstep.port();
    expect(doorstep.stderr).toBe(
      `doorstep: Warning: ${root} holds all your files, and everyone on the network can read them.\n`,
    );
    expect(homedir()).not.toBe(root);
  });

  it('under a foreign host name, and through links that lead out, only where it is asked for', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'doorstep-outside-'));
    await writeFile(join(outside, 'far.txt'), 'far');
    const linking = await mkdtemp(join(tmpdir(), 'doorstep-linking-'));
    await symlink(outside, join(linking, 'out'));
    const statuses = async (port: number): Promise<number[]> => {
      using client = await RawClient.open(port);
      client.send('GET / HTTP/1.1\r\nHost: files.example.com\r\n\r\n');
      return [(await client.response()).status, (await fetchRaw(port, '/out/far.txt')).status];
    };
    {
      await using careful = start([...loopback, linking]);
      expect(await statuses(await careful.port())).toEqual([421, 404]);
    }
    await using generous = start([...loopback, '--allow-host', 'files.example.com', '--follow-links', linking]);
    expect(await statuses(await generous.port())).toEqual([200, 200]);
    await Promise.all([outside, linking].map((path) => rm(path, { recursive: true })));
  });

  it('on every address unless told otherwise', async () => {
    await using doorstep = start(['-p', '0', '--json', folder]);
    const { port, urls } = JSON.parse(await doorstep.line(/listening/));
    expect(urls.at(-1)).toBe(`http://127.0.0.1:${port}/`);
    expect((await fetchRaw(port, '/hello.txt')).status).toBe(200);
  });
});

describe('the lines of finished exchanges', () => {
  it('--json: first that it is listening, then each exchange, with just the promised fields in their order', async () => {
    await using doorstep = start([...loopback, '--json', folder]);
    const port = await doorstep.port();
    const before = Date.now();
    await fetchRaw(port, '/hello.txt?x=1', 'User-Agent: curl/8\r\n');
    await fetchRaw(port, '/no%20such', '', 'HEAD');
    await doorstep.line(/no%20such/);
    expect(doorstep.lines[0]).toBe(`{"event":"listening","port":${port},"urls":["http://127.0.0.1:${port}/"]}`);
    const [first, second] = doorstep.lines.slice(1).map((line) => JSON.parse(line));
    expect(Object.keys(first)).toEqual([
      'event',
      'time',
      'remoteAddress',
      'method',
      'path',
      'status',
      'bytes',
      'durationMs',
      'outcome',
      'userAgent',
    ]);
    expect(first).toMatchObject({
      event: 'exchange',
      remoteAddress: '127.0.0.1',
      method: 'GET',
      path: '/hello.txt?x=1',
      status: 200,
      bytes: 5,
      outcome: 'completed',
      userAgent: 'curl/8',
    });
    expect(first.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(first.time) - before)).toBeLessThan(5_000);
    expect(second).toMatchObject({ method: 'HEAD', path: '/no%20such', status: 404, bytes: 0, userAgent: null });
  });

  it('--json: method and path are null where the request cannot be parsed', async () => {
    await using doorstep = start([...loopback, '--json', folder]);
    using client = await RawClient.open(await doorstep.port());
    client.send('\x1b[2J\r\n\r\n');
    expect((await client.response()).status).toBe(400);
    expect(JSON.parse(await doorstep.line(/"status":400/))).toMatchObject({
      method: null,
      path: null,
      userAgent: null,
    });
  });

  it('otherwise: as python -m http.server prints them, with the bytes', async () => {
    await using doorstep = start([...loopback, folder]);
    const port = await doorstep.port();
    await fetchRaw(port, '/hello.txt');
    const line = await doorstep.line(/hello/);
    expect(line).toMatch(
      /^127\.0\.0\.1 - - \[\d\d\/[A-Z][a-z]{2}\/\d{4} \d\d:\d\d:\d\d\] "GET \/hello\.txt HTTP\/1\.1" 200 5$/,
    );
    const shanghaiHour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', timeZone: 'Asia/Shanghai' });
    expect([0, -5_000].map((ago) => shanghaiHour.format(Date.now() + ago))).toContain(/ (\d\d):/.exec(line)?.[1]);

    using old = await RawClient.open(port);
    old.send('GET /hello.txt?old HTTP/1.0\r\n\r\n');
    expect(await doorstep.line(/\?old/)).toMatch(/"GET \/hello\.txt\?old HTTP\/1\.0" 200 5$/);

    using client = await RawClient.open(port);
    client.send('GET /\x1b[2J"\\\x9b HTTP/1.1\r\nHost: x\r\n\r\n');
    await client.response();
    expect(await doorstep.line(/ 400 /)).toMatch(/^[\x20-\x7e]+$/);
  });

  it('a visitor who leaves in the middle is told from one who got all', async () => {
    await using doorstep = start([...loopback, '--json', folder]);
    {
      using client = await RawClient.open(await doorstep.port());
      client.send('GET /big.bin HTTP/1.1\r\nHost: x\r\n\r\n');
      await client.until(100_000);
    }
    const { outcome, status, bytes } = JSON.parse(await doorstep.line(/big\.bin/));
    expect({ outcome, status }).toEqual({ outcome: 'aborted', status: 200 });
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(bigFileBytes);
  });
});

describe.runIf(unix)('the end', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s: exit 0, at once where nobody is being served', async (signal) => {
    await using doorstep = start([...loopback, folder]);
    const port = await doorstep.port();
    using idle = await RawClient.open(port);
    expect((await idle.request('GET', '/hello.txt')).status).toBe(200);
    const asked = performance.now();
    doorstep.kill(signal);
    expect(await doorstep.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(performance.now() - asked).toBeLessThan(1_500);
    await expect(RawClient.open(port)).rejects.toThrow('ECONNREFUSED');
  });

  it('SIGINT during a download: a visitor who reads on gets all of it', async () => {
    await using doorstep = start([...loopback, '--json', folder]);
    const port = await doorstep.port();
    const socket = connect(port, '127.0.0.1');
    let received = 0;
    socket.end('GET /big.bin HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    socket.pause();
    doorstep.kill('SIGINT');
    await refused(port);
    socket.on('data', (chunk) => {
      received += chunk.length;
    });
    // What the kernel holds for us can be read after the process has ended.
    const readAll = once(socket, 'end');
    socket.resume();
    const { code, stdout } = await doorstep.ended;
    await readAll;
    expect(code).toBe(0);
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      path: '/big.bin',
      bytes: bigFileBytes,
      outcome: 'completed',
    });
    expect(received).toBeGreaterThan(bigFileBytes - 70_000);
  });

  it('SIGINT during a download: a visitor who does not is cut after two seconds, and the line says so', async () => {
    await using doorstep = start([...loopback, folder]);
    const socket = connect(await doorstep.port(), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('GET /big.bin HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    socket.pause();
    const asked = performance.now();
    doorstep.kill('SIGINT');
    const { code, stdout } = await doorstep.ended;
    const tookMs = performance.now() - asked;
    expect(code).toBe(0);
    expect(tookMs).toBeGreaterThan(1_500);
    expect(tookMs).toBeLessThan(4_000);
    const line = stdout.trim().split('\n').at(-1) ?? '';
    expect(line).toMatch(/"GET \/big\.bin HTTP\/1\.1" 200 \d+ aborted$/);
    expect(Number(line.split(' ').at(-2))).toBeLessThan(bigFileBytes);
    socket.destroy();
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('a second %s ends at once', async (signal, code) => {
    await using doorstep = start([...loopback, folder]);
    const socket = connect(await doorstep.port(), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('GET /big.bin HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    socket.pause();
    // An impatient owner: the ones that come too quickly are taken for echoes of the first.
    const repeat = setInterval(() => doorstep.kill(signal), 50);
    const ended = await doorstep.ended;
    clearInterval(repeat);
    expect(ended).toMatchObject({ code, signal: null });
    socket.destroy();
  });

  it('ends quietly when nobody reads its output any more', async () => {
    await using doorstep = start([...loopback, '--json', folder]);
    const port = await doorstep.port();
    doorstep.closeOutput();
    await fetchRaw(port, '/hello.txt');
    expect(await doorstep.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });

  it('serves on while its output is not read, leaves lines out and says how many', async () => {
    await using doorstep = start([...loopback, '--json', folder]);
    const requests = 150;
    const port = await doorstep.port();
    doorstep.pauseOutput();
    const longField = `User-Agent: ${'x'.repeat(60_000)}\r\n`;
    using client = await RawClient.open(port);
    for (let index = 0; index < requests; index++) {
      expect((await client.request('GET', '/hello.txt', longField)).status).toBe(200);
    }
    doorstep.resumeOutput();
    const message = await doorstep.message(/left out/);
    const leftOut = Number(/(\d+) lines were left out of the output/.exec(message)?.[1]);
    expect(leftOut).toBeGreaterThan(0);
    doorstep.kill('SIGTERM');
    const { stdout, code } = await doorstep.ended;
    expect(code).toBe(0);
    expect(stdout.split('\n').filter((line) => line.includes('"exchange"'))).toHaveLength(requests - leftOut);
  });
});

/** Resolves when nothing accepts connections on `port` any more. */
async function refused(port: number): Promise<void> {
  for (;;) {
    const isOpen = await RawClient.open(port).then(
      (client) => {
        client.close();
        return true;
      },
      () => false,
    );
    if (!isOpen) return;
  }
}
