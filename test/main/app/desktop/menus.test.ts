import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { type AppMenuOptions, appMenuTemplate } from '../../../../src/main/app/desktop/app-menu.ts';
import { type TrayActions, trayMenuTemplate, trayToolTip } from '../../../../src/main/app/desktop/tray-menu.ts';
import { createTranslate } from '../../../../src/shared/i18n/translate.ts';
import { windowMessages } from '../../../../src/shared/i18n/window-messages.ts';
import type { ShareState } from '../../../../src/shared/ipc.ts';

const translate = createTranslate(windowMessages, 'en');
const platforms = ['linux', 'win32', 'darwin'] as const;
const states = ['stopped', 'starting', 'sharing', 'failed'] as const;

function appMenu(overrides: Partial<AppMenuOptions> = {}): MenuItemConstructorOptions[] {
  return appMenuTemplate({
    platform: 'linux',
    appName: 'Doorstep',
    translate,
    status: 'sharing',
    hasItems: true,
    isDevelopment: false,
    onCommand: () => undefined,
    onQuit: () => undefined,
    ...overrides,
  });
}

function itemsOf(menus: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return menus.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
}

describe('the menu bar', () => {
  it.each(platforms)('on %s has every command once, no shortcut twice, and no empty label', (platform) => {
    for (const status of states) {
      const items = itemsOf(appMenu({ platform, status }));
      const ids = items.flatMap(({ id }) => id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(['choose-folder', 'choose-files', 'open-settings', 'quit']));
      const accelerators = items.flatMap(({ accelerator }) => accelerator ?? []);
      expect(new Set(accelerators).size).toBe(accelerators.length);
      expect(items.filter(({ type, label }) => type !== 'separator' && !label)).toEqual([]);
    }
  });

  it('has settings and quitting where each platform’s owner looks for them', () => {
    const placeOf = (platform: AppMenuOptions['platform'], id: string) =>
      appMenu({ platform }).find((menu) => itemsOf([menu]).some((item) => item.id === id))?.label;
    for (const id of ['open-settings', 'quit']) {
      expect(platforms.map((platform) => placeOf(platform, id))).toEqual(['&File', '&File', 'Doorstep']);
    }
  });

  it('opens with Alt and a letter, in every language, but on macOS', () => {
    const labels = (overrides: Partial<AppMenuOptions>) => appMenu(overrides).map(({ label }) => label);
    expect(labels({})).toEqual(['&File', '&Edit', '&View', '&Window', '&Help']);
    const chinese = createTranslate(windowMessages, 'zh-CN');
    expect(labels({ translate: chinese })[0]).toBe('文件(&F)');
    expect(labels({ translate: chinese, platform: 'darwin' })[1]).toBe('文件');
  });

  it.each([
    ['stopped', true, ['start-sharing']],
    ['stopped', false, []],
    ['starting', true, ['stop-sharing']],
    ['sharing', true, ['stop-sharing', 'copy-link', 'show-qr-code', 'check-reachability']],
    ['failed', true, ['start-sharing']],
  ] as const)(
    'while the share is %s (with items: %s), of the share’s commands %j are enabled',
    (status, hasItems, ids) => {
      const ofShare = ['start-sharing', 'stop-sharing', 'copy-link', 'show-qr-code', 'check-reachability'];
      const enabled = itemsOf(appMenu({ status, hasItems })).filter((item) => item.enabled !== false);
      expect(enabled.flatMap(({ id }) => id ?? []).filter((id) => ofShare.includes(id))).toEqual(ids);
    },
  );

  it('asks for what was chosen', () => {
    const asked: string[] = [];
    const menus = appMenu({ onCommand: (command) => asked.push(command), onQuit: () => asked.push('quit') });
    const click = (id: string) => {
      const run = itemsOf(menus).find((item) => item.id === id)?.click as (() => void) | undefined;
      run?.();
    };
    for (const id of ['find-in-log', 'stop-sharing', 'quit']) click(id);
    expect(asked).toEqual(['find-in-log', 'stop-sharing', 'quit']);
  });
});

describe('the tray', () => {
  const nothing = () => undefined;
  const actions: TrayActions = {
    open: nothing,
    copyLink: nothing,
    showQrCode: nothing,
    start: nothing,
    stop: nothing,
    openSettings: nothing,
    quit: nothing,
  };
  const item = (name: string) => ({ name });
  const address = { url: 'http://192.168.1.20:8000/' };
  const sharing = { status: 'sharing', addresses: [address] } as unknown as ShareState;
  const tray = (state: ShareState, names: readonly string[]) => ({
    translate,
    appName: 'Doorstep',
    state,
    items: names.map(item),
    actions,
  });

  it.each([
    [sharing, ['Tom & Jerry'], 'Sharing “Tom && Jerry”'],
    [sharing, ['a', 'b'], 'Sharing 2 items'],
    [sharing, [`${'x'.repeat(200)}`], `Sharing “${'x'.repeat(79)}…”`],
    [sharing, ['gpj.\u202eexe'], 'Sharing “gpj.\\u202eexe”'],
    [{ status: 'stopped' }, ['a'], 'Not sharing'],
    [{ status: 'starting' }, ['a'], 'Starting…'],
    [{ status: 'failed', problem: { kind: 'nothing-to-share' } }, ['a'], 'Sharing failed'],
  ] as const)('says the state in words', (state, names, words) => {
    const [first] = trayMenuTemplate(tray(state, names));
    expect(first).toEqual({ id: 'state', label: words, enabled: false });
  });

  it('tells the address in its tool tip while there is one', () => {
    expect(trayToolTip(tray(sharing, ['a']))).toBe('Doorstep – Sharing “a”\nhttp://192.168.1.20:8000/');
    expect(trayToolTip(tray({ status: 'stopped' }, ['a']))).toBe('Doorstep – Not sharing');
  });

  it('offers only what can be done', () => {
    const enabled = (state: ShareState, names: readonly string[]) =>
      trayMenuTemplate(tray(state, names))
        .filter((each) => each.enabled !== false)
        .flatMap(({ id }) => id ?? []);
    expect(enabled({ status: 'stopped' }, [])).toEqual(['open', 'open-settings', 'quit']);
    expect(enabled({ status: 'stopped' }, ['a'])).toContain('start');
    expect(enabled(sharing, ['a'])).toEqual(['copy-link', 'show-qr-code', 'stop', 'open', 'open-settings', 'quit']);
  });
});
