import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/cli/command-line.ts';

const plain = {
  kind: 'share',
  port: 8000,
  strictPort: false,
  bindAddress: undefined,
  interfaceName: undefined,
  isPublic: false,
  allowHosts: [],
  followLinks: false,
  json: false,
  discovery: true,
  name: undefined,
  paths: [],
};

describe('parseCommandLine', () => {
  it.each<[args: string[], expected: object]>([
    [[], {}],
    [['folder', '文件.txt'], { paths: ['folder', '文件.txt'] }],
    [['-p', '0'], { port: 0 }],
    [['-p8080'], { port: 8080 }],
    [['--port=65535', 'a'], { port: 65_535, paths: ['a'] }],
    [['--port', '1', '--port', '2'], { port: 2 }],
    [['--strict-port', '--json', '--no-discovery'], { strictPort: true, json: true, discovery: false }],
    [['-b', '192.168.1.2'], { bindAddress: '192.168.1.2' }],
    [['--bind=::1'], { bindAddress: '::1' }],
    [['--bind', '[::1]'], { bindAddress: '::1' }],
    [['--interface', 'Wi-Fi 2'], { interfaceName: 'Wi-Fi 2' }],
    [['--interface=[fe80::1%eth0]'], { interfaceName: 'fe80::1%eth0' }],
    [['--name', '书房 的 "Mac"'], { name: '书房 的 "Mac"' }],
    [['--name=-dash'], { name: '-dash' }],
    [['--public', '--follow-links'], { isPublic: true, followLinks: true }],
    [['--allow-host', 'a.example', '--allow-host=b.example'], { allowHosts: ['a.example', 'b.example'] }],
    [['a', '--json', 'b'], { json: true, paths: ['a', 'b'] }],
    [['--', '--json', '-p'], { paths: ['--json', '-p'] }],
    [['-'], { paths: ['-'] }],
  ])('%j', (args, expected) => {
    expect(parseCommandLine(args)).toEqual({ ...plain, ...expected });
  });

  it.each([[['-h']], [['--help', '-p', 'nonsense']], [['-V', '--help']]])('%j asks for help', (args) => {
    expect(parseCommandLine(args)).toEqual({ kind: 'help' });
  });

  it.each([[['-V']], [['--version', 'folder']]])('%j asks for the version', (args) => {
    expect(parseCommandLine(args)).toEqual({ kind: 'version' });
  });

  it.each([
    [['--nearby'], false],
    [['--json', '--nearby'], true],
  ])('%j looks around', (args, json) => {
    expect(parseCommandLine(args)).toEqual({ kind: 'nearby', json });
  });

  it.each<[args: string[], message: RegExp]>([
    [['--nearby', 'folder'], /^--nearby shares nothing, so the path "folder" does not go with it\./],
    [['--nearby', '--port', '80'], /^--nearby shares nothing, so --port does not/],
    [['--nearby', '--no-discovery'], /^--nearby shares nothing, so --no-discovery does not/],
    [['--nearby=yes'], /^--nearby takes no value/],
    [['--interface'], /^--interface needs a value: --interface eth0\./],
    [['--interface', '--json'], /^--interface needs a value/],
    [['--interface', 'eth0', '--bind', '::1'], /^--bind and --interface both/],
    [['--name'], /^--name needs a value/],
    [['--name='], /^--name needs a value/],
    [['--prot', '1'], /^Unknown option --prot\./],
    [['-x'], /^Unknown option -x\./],
    [['-jx'], /^Unknown option -j\./],
    [['--help', '--what'], /^Unknown option --what\./],
    [['--__proto__'], /^Unknown option --__proto__\./],
    [['--constructor=1'], /^Unknown option --constructor\./],
    [['--\x1b[2J'], /^Unknown option --\\x1b\[2J\./],
    [['--discovery'], /^Unknown option/],
    [['--no-json'], /^Unknown option/],
    [['--json=yes'], /^--json takes no value/],
    [['--port'], /^--port needs a value/],
    [['-p'], /^-p needs a value/],
    [['--port', '--json'], /^--port needs a value/],
    [['--port='], /^--port needs a value/],
    [['--bind', ''], /^--bind needs a value/],
    [['-b', '--json'], /^-b needs a value/],
    [['--allow-host'], /^--allow-host needs a value/],
    [['--allow-host', 'a.example:80'], /without a port, not "a.example:80"/],
    [['--allow-host', 'a b'], /not "a b"/],
    [['--port', 'http'], /0 to 65535.*"http"/],
    [['--port', '65536'], /"65536"/],
    [['--port', '-1'], /"-1"/],
    [['--port=-1'], /"-1"/],
    [['--port', '80.5'], /"80\.5"/],
    [['--port', '8e3'], /"8e3"/],
    [['--port', ' 80'], /" 80"/],
    [['--port', '0x50'], /"0x50"/],
    [['--port', '9'.repeat(400)], /"9+"/],
    [['-p=80'], /"=80"/],
    [['', 'a'], /^A path is empty/],
  ])('%j is refused in one line', (args, message) => {
    const command = parseCommandLine(args);
    expect(command).toEqual({ kind: 'usage-error', message: expect.stringMatching(message) });
    expect(command).toEqual({ kind: 'usage-error', message: expect.stringMatching(/^[^\n]* See doorstep --help\.$/) });
  });
});
