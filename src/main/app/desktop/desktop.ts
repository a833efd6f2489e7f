import { setTimeout as delay } from 'node:timers/promises';
import { app, clipboard, Menu, powerSaveBlocker } from 'electron';
import type { AppCommand } from '../../../shared/app-command.ts';
import type { Exchange } from '../../../shared/exchange.ts';
import type { ActionResult } from '../../../shared/ipc.ts';
import type { RunningTransfer, TransfersSnapshot } from '../../../shared/transfer.ts';
import type { SystemTools } from '../../discovery/reachability-tools.ts';
import { reportFault } from '../fault-log.ts';
import type { Language } from '../language.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { ShareController } from '../share/share-controller.ts';
import { displayPath } from '../share/share-path.ts';
import type { MainWindow } from '../window/main-window.ts';
import type { Ask } from '../window/message-box.ts';
import { appMenuTemplate } from './app-menu.ts';
import { AppTray } from './app-tray.ts';
import { HandOver } from './hand-over.ts';
import { KeepAwake } from './keep-awake.ts';
import { desktopProbeTimeoutMs } from './limits.ts';
import { Notices } from './notices.ts';
import { Notifier } from './notifier.ts';
import { createQuestions, type Questions } from './questions.ts';
import { SessionBus } from './session-bus.ts';
import type { TrayMenuOptions } from './tray-menu.ts';

export interface DesktopOptions {
  readonly window: MainWindow;
  readonly settings: SettingsStore;
  readonly language: Language;
  readonly share: ShareController;
  readonly tools: SystemTools;
  readonly homeFolder: string;
  readonly ask: Ask;
  readonly isThisComputer: (address: string) => boolean;
  /** Downloads that quitting would cut. */
  readonly downloadsRunning: () => number;
}

/**
 * What Doorstep is on the desktop besides its window: menu bar, tray, notifications, the lock that keeps the computer
 * awake, and the questions at its door (what other programs hand over) and at its end. Nothing here is waited for when
 * the app starts, and none of it is needed for sharing.
 */
export class Desktop {
  readonly #options: DesktopOptions;
  readonly #questions: Questions;
  readonly #bus: SessionBus;
  readonly #tray = new AppTray();
  readonly #notices: Notices;
  readonly #handOver: HandOver;
  readonly #keepAwake = new KeepAwake({
    start: () => powerSaveBlocker.start('prevent-app-suspension'),
    stop: (id) => void powerSaveBlocker.stop(id),
  });
  #menuShown = '';
  /** The owner knows how to get the window back where there is no tray. */
  #toldOfNoTray = false;
  #isAskingToQuit = false;
  #isClosed = false;

  constructor(options: DesktopOptions) {
    this.#options = options;
    const { window, settings, language, share, tools, homeFolder } = options;
    this.#questions = createQuestions(options.ask, language.translate);
    this.#bus = new SessionBus(tools, process.env);
    const notifier = new Notifier({
      isSupported: () => this.#onThisDesktop(() => this.#bus.showsNotifications()),
      onClick: () => window.show(),
    });
    this.#notices = new Notices({
      settings: () => settings.current,
      language: () => language,
      isWatched: () => window.isWatched,
      isThisComputer: options.isThisComputer,
      show: (notice) => notifier.show(notice),
      now: () => performance.now(),
    });
    this.#handOver = new HandOver({
      ask: (paths) => {
        window.show();
        return this.#questions.mayShare(paths.map((path) => displayPath(path, homeFolder)));
      },
      share: async (paths) => {
        const added = await share.addPaths(paths);
        if (!added.ok) window.tell('itemsRefused', { problem: added.problem });
      },
      reportFault,
    });
    window.on('opened', () => this.update());
    window.on('closed', () => this.update());
  }

  /** Brings menus and tray to what the share, the settings and the language are now. Cheap where nothing changed. */
  update(): void {
    if (this.#isClosed) return;
    const { share } = this.#options;
    this.#notices.shareChanged(share.state, share.items);
    this.#updateMenu();
    this.#tray.update(this.#wantsTray ? this.#trayMenu() : null);
  }

  exchangeFinished(exchange: Exchange): void {
    this.#notices.exchangeFinished(exchange);
  }

  transfersSampled(running: readonly RunningTransfer[]): void {
    this.#keepAwake.sample(running);
  }

  transfersChanged({ transfers }: TransfersSnapshot): void {
    this.#notices.transfersChanged(transfers);
  }

  /**
   * Absolute paths from outside the window: of another instance, or of macOS. The owner is asked first, unless all of it
   * is shared already.
   */
  handOver(paths: readonly string[]): void {
    const shared = new Set(this.#options.settings.current.shareItems.map(({ path }) => path));
    const isRunning = this.#options.share.state.status === 'sharing';
    this.#handOver.offer(isRunning ? paths.filter((path) => !shared.has(path)) : paths);
  }

  /**
   * Whether the window may be closed, now that the owner wants it. Asks where that would cut downloads, or where there
   * may be no way back to a share that goes on without it.
   */
  mayCloseWindow(): boolean | Promise<boolean> {
    if (process.platform === 'darwin') return true;
    if (!this.#options.settings.current.keepInTray) return this.#options.downloadsRunning() === 0 || this.#mayQuit();
    return this.#toldOfNoTray || this.#mayLeaveInTray();
  }

  /** Quits as the owner wishes, after a question where that would cut downloads. */
  quit(): void {
    this.#mayQuit().then(
      (may) => may && app.quit(),
      (error) => reportFault('the app could not quit', error),
    );
  }

  close(): void {
    this.#isClosed = true;
    this.#handOver.close();
    this.#keepAwake.release();
    this.#tray.close();
  }

  /** Also where it was started hidden: a share must never run without any sign of it. */
  get #wantsTray(): boolean {
    const { settings, window } = this.#options;
    return settings.current.keepInTray || !window.wasOpened;
  }

  async #mayQuit(): Promise<boolean> {
    const downloads = this.#options.downloadsRunning();
    if (downloads === 0) return true;
    if (this.#isAskingToQuit) return false;
    this.#isAskingToQuit = true;
    try {
      return await this.#questions.mayQuit(downloads);
    } finally {
      this.#isAskingToQuit = false;
    }
  }

  async #mayLeaveInTray(): Promise<boolean> {
    if (await this.#onThisDesktop(() => this.#bus.showsTrayIcons())) return true;
    const answer = await this.#questions.leaveWithoutTray();
    if (answer === 'quit') this.quit();
    this.#toldOfNoTray = answer === 'keep-running';
    return this.#toldOfNoTray;
  }

  /** Windows and macOS always can; a Linux desktop is asked, and one that does not answer cannot. */
  async #onThisDesktop(ask: () => Promise<boolean>): Promise<boolean> {
    if (process.platform !== 'linux') return true;
    return Promise.race([ask(), delay(desktopProbeTimeoutMs, false, { ref: false })]);
  }

  #updateMenu(): void {
    const { share, language } = this.#options;
    const [{ status }, hasItems] = [share.state, share.items.length > 0];
    const shown = JSON.stringify([status, hasItems, language.locale]);
    if (shown === this.#menuShown) return;
    this.#menuShown = shown;
    const template = appMenuTemplate({
      platform: this.#options.tools.platform,
      appName: app.name,
      translate: language.translate,
      status,
      hasItems,
      isDevelopment: !app.isPackaged,
      onCommand: (command) => this.#invoke(command),
      onQuit: () => this.quit(),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  #trayMenu(): TrayMenuOptions {
    const { share, language, window } = this.#options;
    return {
      translate: language.translate,
      appName: app.name,
      state: share.state,
      items: share.items,
      actions: {
        open: () => window.show(),
        copyLink: () => this.#copyLink(),
        showQrCode: () => this.#invoke('show-qr-code'),
        start: () => this.#run(share.start()),
        stop: () => this.#run(share.stop()),
        openSettings: () => this.#invoke('open-settings'),
        quit: () => this.quit(),
      },
    };
  }

  /** Shows the window, which carries it out. */
  #invoke(command: AppCommand): void {
    this.#options.window.show();
    this.#options.window.tell('commandInvoked', { command });
  }

  #copyLink(): void {
    const { state } = this.#options.share;
    const url = state.status === 'sharing' ? state.addresses[0]?.url : undefined;
    if (url === undefined) return;
    // Electron 44 and later answer by a promise, earlier ones by nothing.
    Promise.resolve(clipboard.writeText(url)).catch((error) => reportFault('the link could not be copied', error));
  }

  /** A failure to start is a state of the share, and told by that. */
  #run(result: Promise<ActionResult>): void {
    result.catch((error) => reportFault('what was chosen in the tray was not done', error));
  }
}
