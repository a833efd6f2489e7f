import { describe, expect, it } from 'vitest';
import { SessionBus } from '../../../../src/main/app/desktop/session-bus.ts';
import { createSystemTools, type SystemTools } from '../../../../src/main/discovery/reachability-tools.ts';
import { type Reply, startSessionBus } from '../../../support/session-bus.ts';

const watcher = 'org.kde.StatusNotifierWatcher';
const notifications = 'org.freedesktop.Notifications';
const server: Reply = { signature: 'ssss', values: ['Test', 'Doorstep', '1', '1.2'] };

/** Only these of the desktop's tools are there. */
function toolsOf(env: NodeJS.ProcessEnv, names?: readonly string[]): Pick<SystemTools, 'run'> {
  const tools = createSystemTools({ platform: 'linux', env: { ...process.env, ...env } });
  return {
    run: async (tool, args) => (names && !names.includes(tool) ? { status: 'missing' } : tools.run(tool, args)),
  };
}

/** Every tool that this machine has gives the same answer; the tests' packages bring `dbus-send` at least. */
describe.skipIf(process.platform !== 'linux')('SessionBus', () => {
  it.each([
    ['shows icons', true],
    ['has nobody who shows them', false],
  ])('a tray that %s', async (_what, isRegistered) => {
    await using bus = await startSessionBus();
    await bus.serve(watcher, { Get: { signature: 'v', values: [isRegistered] } });
    for (const names of [undefined, ['dbus-send']]) {
      const asked = new SessionBus(toolsOf(bus.env, names), bus.env);
      expect(await asked.showsTrayIcons()).toBe(isRegistered);
    }
  });

  it('a desktop that shows notifications, by whichever tool it is asked', async () => {
    await using bus = await startSessionBus();
    await bus.serve(notifications, { GetServerInformation: server });
    for (const names of [undefined, ['dbus-send']]) {
      expect(await new SessionBus(toolsOf(bus.env, names), bus.env).showsNotifications()).toBe(true);
    }
  });

  it('a bus without either', async () => {
    await using bus = await startSessionBus();
    for (const names of [undefined, ['dbus-send'], []]) {
      const asked = new SessionBus(toolsOf(bus.env, names), bus.env);
      expect([await asked.showsTrayIcons(), await asked.showsNotifications()]).toEqual([false, false]);
    }
  });

  it('a service that does not answer is given up', async () => {
    await using bus = await startSessionBus();
    await bus.serve(watcher, { Get: 'silent' });
    expect(await new SessionBus(toolsOf(bus.env), bus.env).showsTrayIcons()).toBe(false);
  });

  it.each([{}, { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }, { XDG_RUNTIME_DIR: '/nowhere' }])(
    'nobody is asked where there is no bus: %o',
    async (env) => {
      const run = () => Promise.reject(new Error('asked'));
      const asked = new SessionBus({ run }, env);
      expect([await asked.showsTrayIcons(), await asked.showsNotifications()]).toEqual([false, false]);
    },
  );
});
