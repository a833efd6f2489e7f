import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  parseLsof,
  parseNetstat,
  parseProcNet,
  parseTasklist,
  portOwner,
} from '../../../../src/main/app/share/port-owner.ts';
import { createSystemTools, type SystemTools } from '../../../../src/main/discovery/reachability-tools.ts';
import { freePort, takePort } from '../../../support/share-stage.ts';

const tools = createSystemTools({ platform: 'linux', env: process.env });

describe.runIf(process.platform === 'linux')('on this computer', () => {
  it('names this very process, which listens', async () => {
    const { server, port } = await takePort();
    expect(await portOwner(port, tools)).toBe(basename(process.execPath));
    server.close();
    await once(server, 'close');
    expect(await portOwner(port, tools)).toBeNull();
  });

  it('names another program, by IPv4 as well', async () => {
    const port = await freePort();
    const script = `import socket, sys; s = socket.create_server(('127.0.0.1', ${port})); print('ready', flush=True); sys.stdin.read()`;
    const python = spawn('python3', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(python.stdout, 'data');
    expect(await portOwner(port, tools)).toMatch(/^python3/);
    const ended = once(python, 'exit');
    python.stdin.end();
    await ended;
  });

  it('knows nobody on a port that is only connected to', async () => {
    const { server, port } = await takePort();
    const { connect } = await import('node:net');
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    expect(await portOwner(socket.localPort ?? 0, tools)).toBeNull();
    socket.destroy();
    server.close();
    await once(server, 'close');
  });
});

describe('other systems', () => {
  const playing = (platform: SystemTools['platform'], outputs: Record<string, string>): SystemTools => ({
    platform,
    find: async () => null,
    read: async () => null,
    async run(tool) {
      const stdout = outputs[tool];
      return stdout === undefined ? { status: 'missing' } : { status: 'ended', exitCode: 0, stdout, stderr: '' };
    },
  });

  it('macOS: lsof tells the whole command', async () => {
    const output = 'p412\ncControlCenter\nf9\n';
    expect(parseLsof(output)).toBe('ControlCenter');
    expect(await portOwner(5000, playing('darwin', { lsof: output }))).toBe('ControlCenter');
    expect(await portOwner(5000, playing('darwin', { lsof: '' }))).toBeNull();
    expect(await portOwner(5000, playing('darwin', {}))).toBeNull();
  });

  const netstat = [
    'Aktive Verbindungen',
    '',
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    '  TCP    0.0.0.0:80000          0.0.0.0:0              ABHÖREN         1',
    '  TCP    192.168.1.5:8000       192.168.1.9:51234      HERGESTELLT     77',
    '  TCP    [::]:8000              [::]:0                 ABHÖREN         5120',
    '',
  ].join('\r\n');

  it('Windows: netstat tells the process, in any language, and tasklist its name', async () => {
    expect(parseNetstat(netstat, 8000)).toBe(5120);
    expect(parseNetstat(netstat, 80)).toBeNull();
    const tasklist = '"python3.exe","5120","Console","1","12.345 K"\r\n';
    expect(parseTasklist(tasklist, 5120)).toBe('python3');
    expect(parseTasklist('INFO: No tasks are running which match the specified criteria.\r\n', 5120)).toBeNull();
    const outputs = { 'netstat.exe': netstat, 'tasklist.exe': tasklist };
    expect(await portOwner(8000, playing('win32', outputs))).toBe('python3');
    expect(await portOwner(8001, playing('win32', outputs))).toBeNull();
  });

  it('shows no name as it is not', async () => {
    expect(await portOwner(1, playing('darwin', { lsof: 'cgpj\u202e.exe\n' }))).toBe('gpj\\u202e.exe');
    expect(await portOwner(1, playing('darwin', { lsof: `c${'x'.repeat(500)}\n` }))).toHaveLength(64);
  });
});

it('parseProcNet finds listeners of the port, and only those', () => {
  const text = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 00000000:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0 100 0 0 10 0',
    '   1: 0100007F:1F40 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 222 1 0 100 0 0 10 0',
    '   2: 00000000:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 333 1 0 100 0 0 10 0',
    'nonsense',
  ].join('\n');
  expect(parseProcNet(text, 8000)).toEqual(['111']);
  expect(parseProcNet('', 8000)).toEqual([]);
});
