import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { SystemTools, ToolOutput } from '../../discovery/reachability-tools.ts';

/**
 * What a Linux desktop offers over its session bus (D-Bus), asked by the desktops' own command line tools in processes of
 * their own: a bus or a service that hangs never holds up the app. Nothing is asked where there is no bus, since the tools
 * would start one then.
 */
export class SessionBus {
  readonly #tools: Pick<SystemTools, 'run'>;
  readonly #env: NodeJS.ProcessEnv;

  constructor(tools: Pick<SystemTools, 'run'>, env: NodeJS.ProcessEnv) {
    this.#tools = tools;
    this.#env = env;
  }

  /** True where a tray shows the icons of programs (StatusNotifierItem); false where not, or where it cannot be told. */
  async showsTrayIcons(): Promise<boolean> {
    const [name, path, property] = [watcher, '/StatusNotifierWatcher', 'IsStatusNotifierHostRegistered'];
    const properties = 'org.freedesktop.DBus.Properties';
    const answer = await this.#ask([
      ['gdbus', 'call', '--session', '-d', name, '-o', path, '-m', `${properties}.Get`, name, property],
      ['busctl', '--user', 'get-property', name, path, name, property],
      ['dbus-send', ...dbusSend, `--dest=${name}`, path, `${properties}.Get`, `string:${name}`, `string:${property}`],
    ]);
    return answer !== null && /\btrue\b/.test(answer);
  }

  /** True where notifications are shown, by a service that answers. */
  async showsNotifications(): Promise<boolean> {
    const [name, path] = ['org.freedesktop.Notifications', '/org/freedesktop/Notifications'];
    const answer = await this.#ask([
      ['gdbus', 'call', '--session', '-d', name, '-o', path, '-m', `${name}.GetServerInformation`],
      ['busctl', '--user', 'call', name, path, name, 'GetServerInformation'],
      ['dbus-send', ...dbusSend, `--dest=${name}`, path, `${name}.GetServerInformation`],
    ]);
    return answer !== null;
  }

  /** The answer by the first of these tools that is there; null where there is none, or no answer in time. */
  async #ask(commands: readonly (readonly [tool: string, ...args: string[]])[]): Promise<string | null> {
    if (!(await this.#isThere())) return null;
    for (const [tool, ...args] of commands) {
      const output: ToolOutput = await this.#tools.run(tool, args);
      if (output.status === 'missing') continue;
      return output.status === 'ended' && output.exitCode === 0 ? output.stdout : null;
    }
    return null;
  }

  async #isThere(): Promise<boolean> {
    const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: folder } = this.#env;
    if (address) return !address.startsWith('disabled:');
    if (!folder) return false;
    try {
      await access(join(folder, 'bus'));
      return true;
    } catch {
      return false;
    }
  }
}

const watcher = 'org.kde.StatusNotifierWatcher';
const dbusSend = ['--session', '--print-reply=literal'];
