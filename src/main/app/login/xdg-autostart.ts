import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoCode, replaceFile } from '../replace-file.ts';
import type { LoginItem } from './login-item.ts';

export interface XdgAutostartOptions {
  /** `$XDG_CONFIG_HOME`, or `~/.config` where it is not set. */
  readonly configFolder: string;
  /** The program, absolute, and its arguments. */
  readonly command: readonly string[];
}

/** Start at login as the desktops of Linux know it: a file in the owner's autostart folder (Desktop Application Autostart Specification). */
export class XdgAutostart implements LoginItem {
  readonly #file: string;
  readonly #command: readonly string[];

  constructor({ configFolder, command }: XdgAutostartOptions) {
    this.#file = join(configFolder, 'autostart', 'doorstep.desktop');
    this.#command = command;
  }

  /** Desktops switch an entry off by one of these two keys instead of taking it away. */
  async isOn(): Promise<boolean> {
    const text = await this.#read();
    return text !== null && !/^(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(text);
  }

  async set(isOn: boolean): Promise<void> {
    if (!isOn) {
      await rm(this.#file, { force: true });
      return;
    }
    const wanted = autostartEntry(this.#command);
    if ((await this.#read()) !== wanted) await replaceFile(this.#file, wanted);
  }

  async #read(): Promise<string | null> {
    try {
      return await readFile(this.#file, 'utf8');
    } catch (error) {
      if (errnoCode(error) === 'ENOENT') return null;
      throw error;
    }
  }
}

/** The desktop entry that runs `command` at login. */
export function autostartEntry(command: readonly string[]): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Doorstep',
    'Comment=Share a folder on the local network',
    'Comment[zh_CN]=在局域网内共享文件夹',
    `Exec=${command.map(execArgument).join(' ')}`,
    'Icon=doorstep',
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * One argument of the Exec key (Desktop Entry Specification, "The Exec key"): in quotes, in which four characters are
 * escaped; a percent sign doubled, as it begins a field code; and then what any value of the type string escapes, so that
 * a back-slash of a name becomes four.
 */
function execArgument(argument: string): string {
  const quoted = `"${argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
}
