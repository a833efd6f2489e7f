import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { MenuItem } from 'electron';
import type { ElectronApplication } from 'playwright-core';
import { launchSettings, type Owner } from './launch.ts';

/** Starts the app again, as a file manager does; resolves with the exit code when that instance has ended. */
export async function startAgain(app: ElectronApplication, owner: Owner, args: readonly string[] = []) {
  const settings = launchSettings(owner, { args });
  const second = spawn(app.process().spawnfile, settings.args, { env: settings.env, stdio: 'ignore' });
  const [code] = await once(second, 'exit');
  return code;
}

/** Chooses an item of the native menu bar by its id. */
export async function chooseInMenu(app: ElectronApplication, id: string): Promise<void> {
  await app.evaluate(({ Menu }, chosen) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(chosen);
    if (!item?.enabled) throw new Error(`the menu has no enabled item ${chosen}`);
    item.click();
  }, id);
}

interface ShownItem {
  readonly id: string;
  readonly label: string;
  readonly enabled: boolean;
}

/** The menu bar's own items, those with an id. */
export async function menuItems(app: ElectronApplication): Promise<ShownItem[]> {
  return app.evaluate(({ Menu }) => {
    const all = (Menu.getApplicationMenu()?.items ?? []).flatMap((menu) => menu.submenu?.items ?? []);
    return all.filter(({ id }) => Boolean(id)).map(({ id, label, enabled }) => ({ id, label, enabled }));
  });
}

/** What the tray shows, as the desktop is told. */
export interface WatchedTray {
  toolTip(): Promise<string | null>;
  items(): Promise<ShownItem[]>;
  choose(id: string): Promise<void>;
  icons(): Promise<number>;
}

type Watched = { tray: { toolTip: string | null; items: MenuItem[]; icons: number } };

/** Follows every tray icon that is made from now on. */
export async function watchTray(app: ElectronApplication): Promise<WatchedTray> {
  await app.evaluate(({ Tray }) => {
    const tray: Watched['tray'] = { toolTip: null, items: [], icons: 0 };
    Object.assign(globalThis, { tray });
    const { setToolTip, setContextMenu, destroy } = Tray.prototype;
    const known = new WeakSet<object>();
    Tray.prototype.setToolTip = function (text) {
      if (!known.has(this)) tray.icons += 1;
      known.add(this);
      tray.toolTip = text;
      setToolTip.call(this, text);
    };
    Tray.prototype.setContextMenu = function (menu) {
      tray.items = menu?.items ?? [];
      setContextMenu.call(this, menu);
    };
    Tray.prototype.destroy = function () {
      [tray.icons, tray.toolTip, tray.items] = [tray.icons - 1, null, []];
      destroy.call(this);
    };
  });
  return {
    toolTip: () => app.evaluate(() => (globalThis as unknown as Watched).tray.toolTip),
    icons: () => app.evaluate(() => (globalThis as unknown as Watched).tray.icons),
    items: () =>
      app.evaluate(() =>
        (globalThis as unknown as Watched).tray.items
          .filter(({ type }) => type !== 'separator')
          .map(({ id, label, enabled }) => ({ id, label, enabled })),
      ),
    choose: (id) =>
      app.evaluate((_electron, chosen) => {
        const item = (globalThis as unknown as Watched).tray.items.find((each) => each.id === chosen);
        if (!item?.enabled) throw new Error(`the tray has no enabled item ${chosen}`);
        item.click();
      }, id),
  };
}

/** How many windows there are, and whether each is seen. */
export function windowsShown(app: ElectronApplication): Promise<boolean[]> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
}

/** As the owner does by the button in the title bar. */
export function closeWindow(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}
