import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { autostartEntry, XdgAutostart } from '../../../../src/main/app/login/xdg-autostart.ts';

/** Reads the Exec key as the specification says that desktops do: the value of type string first, then the quoting, then `%%`. */
function execOf(entry: string): string[] {
  const value = /^Exec=(.*)$/m.exec(entry)?.[1] ?? '';
  const escapes: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };
  const text = value.replace(/\\(.)/g, (whole, letter: string) => escapes[letter] ?? whole);
  const [...quoted] = text.matchAll(/"((?:[^"`$\\]|\\["`$\\])*)"(?: |$)/gs);
  expect(quoted.map(([whole]) => whole).join('')).toBe(text);
  return quoted.map(([, inner = '']) => inner.replace(/\\(["`$\\])/g, '$1').replaceAll('%%', '%'));
}

describe('autostartEntry', () => {
  it.each([
    ['an ordinary program', ['/opt/Doorstep/doorstep', '--hidden'], '"/opt/Doorstep/doorstep" "--hidden"'],
    ['spaces and quotes', ['/home/me/My "Apps"/door step'], '"/home/me/My \\\\"Apps\\\\"/door step"'],
    ['a dollar and a back-tick', ['/a$HOME/`id`'], '"/a\\\\$HOME/\\\\`id\\\\`"'],
    ['a back-slash', ['/a\\b'], '"/a\\\\\\\\b"'],
    ['field codes', ['/100%/%f'], '"/100%%/%%f"'],
    ['a line end, a tab', ['/a\nHidden=true\t\r'], '"/a\\nHidden=true\\t\\r"'],
    ['Chinese', ['/家/门阶'], '"/家/门阶"'],
    ['an apostrophe, a tilde, a semicolon', ["/it's/~;&|"], '"/it\'s/~;&|"'],
  ])('%s', (_what, command, exec) => {
    const entry = autostartEntry(command);
    expect(entry).toContain(`\nExec=${exec}\n`);
    expect(execOf(entry)).toEqual(command);
    expect(entry).toMatch(/^\[Desktop Entry\]\nType=Application\nName=Doorstep\n/);
  });
});

describe('XdgAutostart', () => {
  let configFolder: string;
  let file: string;
  const command = ['/opt/Doorstep/doorstep', '--hidden'];

  beforeEach(async () => {
    configFolder = await mkdtemp(join(tmpdir(), 'doorstep-autostart-'));
    file = join(configFolder, 'autostart/doorstep.desktop');
  });
  afterEach(() => rm(configFolder, { recursive: true }));

  it('is put there, and taken off without a trace', async () => {
    const item = new XdgAutostart({ configFolder, command });
    expect(await item.isOn()).toBe(false);
    await item.set(false);
    await item.set(true);
    expect([await item.isOn(), execOf(await readFile(file, 'utf8'))]).toEqual([true, command]);
    await item.set(false);
    expect([await item.isOn(), await readdir(join(configFolder, 'autostart'))]).toEqual([false, []]);
  });

  it('follows the program, and is not written again where it is the same', async () => {
    await new XdgAutostart({ configFolder, command: ['/old/doorstep'] }).set(true);
    const item = new XdgAutostart({ configFolder, command });
    await item.set(true);
    const { ino } = await stat(file);
    expect(execOf(await readFile(file, 'utf8'))).toEqual(command);
    await item.set(true);
    expect((await stat(file)).ino).toBe(ino);
  });

  it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('is off where the desktop says %s', async (line) => {
    const item = new XdgAutostart({ configFolder, command });
    await mkdir(join(configFolder, 'autostart'));
    await writeFile(file, `[Desktop Entry]\nType=Application\nExec=doorstep\n${line}\n`);
    expect(await item.isOn()).toBe(false);
    await item.set(true);
    expect(await item.isOn()).toBe(true);
  });

  it('a folder that cannot be made is told, and nothing is left behind', async () => {
    await writeFile(join(configFolder, 'autostart'), 'no folder');
    const item = new XdgAutostart({ configFolder, command });
    await expect(item.set(true)).rejects.toThrow(/EEXIST|ENOTDIR/);
    await expect(item.isOn()).rejects.toThrow('ENOTDIR');
    expect(await readdir(configFolder)).toEqual(['autostart']);
  });
});
