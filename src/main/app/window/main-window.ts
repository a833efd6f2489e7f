import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { IpcEventName, IpcEvents } from '../../../shared/ipc.ts';
import { ipcChannel } from '../../../shared/ipc-names.ts';
import { reportFault } from '../fault-log.ts';
import { pageStartTimeoutMs, rendererReloadIntervalMs, untoldEventsMax, windowBoundsDelayMs } from '../limits.ts';
import type { WindowBounds } from '../settings/settings.ts';
import { appPageUrl } from './app-protocol.ts';
import { minimumSize, openingBounds } from './window-bounds.ts';

export interface MainWindowOptions {
  readonly savedBounds: () => WindowBounds | null;
  readonly onBoundsChanged: (bounds: WindowBounds) => void;
}

export interface MainWindowEvents {
  opened: [];
  closed: [];
}

/** Whether the window may be closed now that the owner wants it. */
export type CloseGuard = () => boolean | Promise<boolean>;

/** The page's own background, so that nothing flashes before its first paint (`--surface` in `ui/tokens.css`). */
const background = { light: '#ffffff', dark: '#1c1d1c' } as const;

/** The app's one window. It can be closed and opened again: it holds no truth of its own. */
export class MainWindow extends EventEmitter<MainWindowEvents> {
  readonly #options: MainWindowOptions;
  #browserWindow: BrowserWindow | null = null;
  #wasOpened = false;
  #isLoaded = false;
  /** What the page is told as soon as it has been loaded, oldest first. */
  #untold: (() => void)[] = [];
  #closeGuard: CloseGuard = () => true;

  constructor(options: MainWindowOptions) {
    super();
    this.#options = options;
    nativeTheme.on('updated', () => this.#browserWindow?.setBackgroundColor(backgroundNow()));
  }

  /** Null while there is none. */
  get browserWindow(): BrowserWindow | null {
    return this.#browserWindow;
  }

  /** False as long as the app has had no window at all, as after a hidden start. */
  get wasOpened(): boolean {
    return this.#wasOpened;
  }

  /** True while the owner looks at it. */
  get isWatched(): boolean {
    const window = this.#browserWindow;
    return window?.isVisible() === true && window.isFocused() && !window.isMinimized();
  }

  /** From now on `guard` is asked before the owner closes the window; null: it is closed without a question. */
  guardClosing(guard: CloseGuard | null): void {
    this.#closeGuard = guard ?? (() => true);
  }

  /** Opens the window, or brings the one that is there to the front. */
  show(): void {
    if (!this.#browserWindow) {
      this.#browserWindow = this.#open();
      this.#wasOpened = true;
      this.emit('opened');
      return;
    }
    if (this.#browserWindow.isMinimized()) this.#browserWindow.restore();
    this.#browserWindow.show();
    this.#browserWindow.focus();
  }

  /** Resolves when the page has started, or will not; at once where there is no window. Waits at most `pageStartTimeoutMs`. */
  async pageStarted(): Promise<void> {
    const window = this.#browserWindow;
    if (!window) return;
    const waited = new AbortController();
    const { signal } = waited;
    const started = [
      once(window.webContents, 'dom-ready', { signal }),
      once(window.webContents, 'did-fail-load', { signal }),
      once(window.webContents, 'render-process-gone', { signal }),
      once(window, 'closed', { signal }),
      delay(pageStartTimeoutMs, undefined, { signal }),
    ];
    await Promise.race(started);
    // Whoever lost is no longer listened to.
    for (const each of started) each.catch(() => undefined);
    waited.abort();
  }

  /** Tells the page, if there is one. */
  send<Name extends IpcEventName>(name: Name, payload: IpcEvents[Name]): void {
    const contents = this.#browserWindow?.webContents;
    if (contents && !contents.isDestroyed() && !contents.isCrashed()) contents.send(ipcChannel(name), payload);
  }

  /** As `send`, but a page that is still being loaded is told afterwards. */
  tell<Name extends IpcEventName>(name: Name, payload: IpcEvents[Name]): void {
    if (this.#isLoaded) this.send(name, payload);
    else this.#untold = [...this.#untold, () => this.send(name, payload)].slice(-untoldEventsMax);
  }

  #open(): BrowserWindow {
    const saved = this.#options.savedBounds();
    const window = new BrowserWindow({
      ...openingBounds(saved, workAreas()),
      minWidth: minimumSize.width,
      minHeight: minimumSize.height,
      title: 'Doorstep',
      show: false,
      backgroundColor: backgroundNow(),
      autoHideMenuBar: true,
      webPreferences: {
        preload: join(import.meta.dirname, '../preload/index.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
      },
    });
    if (saved?.maximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.once('closed', () => {
      this.#browserWindow = null;
      this.#isLoaded = false;
      this.emit('closed');
    });
    this.#followLoading(window);
    this.#askBeforeClosing(window);
    this.#rememberBounds(window);
    reloadAfterCrash(window);
    window.loadURL(appPageUrl()).catch((error) => {
      reportFault('the page could not be loaded', error);
      if (!window.isDestroyed()) window.show();
    });
    return window;
  }

  #followLoading({ webContents }: BrowserWindow): void {
    webContents.on('did-start-loading', () => {
      this.#isLoaded = false;
    });
    webContents.on('did-finish-load', () => {
      this.#isLoaded = true;
      for (const send of this.#untold.splice(0)) send();
    });
  }

  /** One question at a time, however often the owner tries. */
  #askBeforeClosing(window: BrowserWindow): void {
    let isAsking = false;
    let isAllowed = false;
    const settle = (may: boolean) => {
      [isAsking, isAllowed] = [false, may];
      if (may && !window.isDestroyed()) window.close();
    };
    window.on('close', (event) => {
      if (isAllowed) return;
      const answer = isAsking ? false : this.#closeGuard();
      if (answer === true) return;
      event.preventDefault();
      if (answer === false) return;
      isAsking = true;
      answer.then(settle, (error) => {
        reportFault('the question before closing could not be asked', error);
        settle(true);
      });
    });
  }

  #rememberBounds(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | undefined;
    const report = () => {
      clearTimeout(timer);
      timer = undefined;
      this.#options.onBoundsChanged({ ...window.getNormalBounds(), maximized: window.isMaximized() });
    };
    const reportSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(report, windowBoundsDelayMs);
    };
    window.on('resize', reportSoon).on('move', reportSoon).on('maximize', reportSoon).on('unmaximize', reportSoon);
    window.on('close', () => timer && report());
    window.once('closed', () => clearTimeout(timer));
  }
}

function workAreas() {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary, ...others].map((display) => display.workArea);
}

function backgroundNow(): string {
  return nativeTheme.shouldUseDarkColors ? background.dark : background.light;
}

/** Main owns the truth, so a page that crashed loses nothing by being loaded again; one that always crashes stays away. */
function reloadAfterCrash(window: BrowserWindow): void {
  let lastReload = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    reportFault(`the page's process is gone (${reason})`);
    if (performance.now() - lastReload < rendererReloadIntervalMs) return;
    lastReload = performance.now();
    window.webContents.reload();
  });
}
