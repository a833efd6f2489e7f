import type { AccessLogPage, AccessLogStatus, ExchangeDetails } from '../../src/shared/access-log.ts';
import type { Exchange } from '../../src/shared/exchange.ts';
import type {
  ActionResult,
  AddressView,
  AppSnapshot,
  DoorstepBridge,
  IpcEventName,
  IpcEvents,
  IpcRequestName,
  IpcRequests,
  ItemView,
  NearbySnapshot,
  ReachView,
  ShareState,
} from '../../src/shared/ipc.ts';
import type { Neighbour } from '../../src/shared/neighbour.ts';
import type { SettingsView } from '../../src/shared/settings.ts';

export { exchange } from '../support/exchange.ts';

type Answers = {
  [Name in IpcRequestName]?: (
    ...parameters: IpcRequests[Name]['parameters']
  ) => IpcRequests[Name]['result'] | Promise<IpcRequests[Name]['result']>;
};

/** The main process as the window sees it: answers as told, and keeps what it was asked. */
export class FakeBridge implements DoorstepBridge {
  readonly calls: unknown[][] = [];
  readonly answers: Answers;
  dropResult: ActionResult = { ok: true };
  readonly #listeners = new Map<string, Set<(payload: never) => void>>();
  /** The access log; an exchange's place is its number. */
  readonly #log: Exchange[] = [];
  logPageRows = 1_000;
  #logFirst = 0;
  #logDropped = 0;

  constructor(answers: Answers = {}) {
    this.answers = answers;
  }

  async request<Name extends IpcRequestName>(
    name: Name,
    ...parameters: IpcRequests[Name]['parameters']
  ): Promise<IpcRequests[Name]['result']> {
    this.calls.push([name, ...parameters]);
    const answer = this.answers[name];
    if (answer) return answer(...parameters);
    if (name === 'getSnapshot') return snapshot() as IpcRequests[Name]['result'];
    if (name === 'getAccessLog') return this.logPage(Number(parameters[0])) as IpcRequests[Name]['result'];
    if (name === 'getExchangeDetails') return this.#details(Number(parameters[0])) as IpcRequests[Name]['result'];
    if (name === 'clearAccessLog') this.forget(this.#log.length, 0);
    if (name === 'exportAccessLog') return { ok: true, saved: null } as IpcRequests[Name]['result'];
    if (name === 'getTransfers') return { transfers: [] } as IpcRequests[Name]['result'];
    if (name === 'getNearby') return nearby() as IpcRequests[Name]['result'];
    if (name === 'checkReachability') return { findings: [] } as unknown as IpcRequests[Name]['result'];
    return { ok: true } as IpcRequests[Name]['result'];
  }

  on<Name extends IpcEventName>(name: Name, listener: (payload: IpcEvents[Name]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  async addDroppedFiles(files: readonly File[]): Promise<ActionResult> {
    this.calls.push(['addDroppedFiles', ...files.map((file) => file.name)]);
    return this.dropResult;
  }

  emit<Name extends IpcEventName>(name: Name, payload: IpcEvents[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) (listener as (payload: IpcEvents[Name]) => void)(payload);
  }

  /** Exchanges have ended, and main tells the window. */
  finish(exchanges: readonly Exchange[], dropped = 0): void {
    this.#log.push(...exchanges);
    this.#logDropped += dropped;
    this.emit('accessLogChanged', this.#logStatus());
  }

  /** Main has nothing before this number any more. */
  forget(first: number, dropped = this.#logDropped + first - this.#logFirst): void {
    this.#logFirst = first;
    this.#logDropped = dropped;
    this.emit('accessLogChanged', this.#logStatus());
  }

  /** What main answers. */
  logPage(from: number): AccessLogPage {
    const start = Math.max(from, this.#logFirst);
    return {
      ...this.#logStatus(),
      from: start,
      entries: JSON.stringify(this.#log.slice(start, start + this.logPageRows)),
    };
  }

  #logStatus(): AccessLogStatus {
    return { first: this.#logFirst, end: this.#log.length, dropped: this.#logDropped };
  }

  #details(number: number): ExchangeDetails | null {
    const exchange = number >= this.#logFirst ? this.#log[number] : undefined;
    return exchange ? { protocol: 'HTTP/1.1', requestFields: exchange.requestFields } : null;
  }

  /** How many listeners are registered for `name`. */
  listening(name: IpcEventName): number {
    return this.#listeners.get(name)?.size ?? 0;
  }
}

export const lan: AddressView = {
  url: 'http://192.168.1.20:8000/',
  address: '192.168.1.20',
  family: 4,
  interfaceName: 'wlan0',
  kind: 'wifi',
};

export const loopback: AddressView = {
  url: 'http://127.0.0.1:8000/',
  address: '127.0.0.1',
  family: 4,
  interfaceName: 'lo',
  kind: 'loopback',
};

export function sharing(addresses: readonly AddressView[] = [lan, loopback]): ShareState {
  return { status: 'sharing', port: 8000, instead: null, addresses };
}

export function reach(overrides: Partial<ReachView> = {}): ReachView {
  const interfaces = [{ interfaceName: 'wlan0', kind: 'wifi', address: '192.168.1.20' } as const];
  return { choice: { kind: 'all' }, interfaces, isWaiting: false, ...overrides };
}

export function neighbour(id: string, overrides: Partial<Neighbour> = {}): Neighbour {
  return {
    id,
    kind: 'doorstep',
    name: `Neighbour ${id}`,
    address: '192.168.1.30',
    url: 'http://192.168.1.30:8000/',
    access: 'open',
    ...overrides,
  };
}

export function nearby(overrides: Partial<NearbySnapshot> = {}): NearbySnapshot {
  return { state: { status: 'on', announcedName: null }, neighbours: [], omitted: 0, ...overrides };
}

export function item(overrides: Partial<ItemView> = {}): ItemView {
  return {
    id: 'a',
    kind: 'folder',
    name: 'Photos',
    displayPath: '~/Photos',
    sizeBytes: null,
    missing: false,
    unreadable: false,
    ownName: 'Photos',
    options: { followLinks: false, showHidden: false, serveIndex: true },
    ...overrides,
  };
}

export function snapshot(overrides: Partial<AppSnapshot> = {}): AppSnapshot {
  return {
    version: '0.1.0',
    platform: 'linux',
    locale: 'en',
    items: [item()],
    recentItems: [],
    state: sharing(),
    wantedPort: 8000,
    reach: reach(),
    settings: settings(),
    ...overrides,
  };
}

export function settings(overrides: Partial<SettingsView> = {}): SettingsView {
  return {
    isPublic: false,
    shownName: null,
    computerName: 'study',
    discovery: true,
    startAtLogin: false,
    keepInTray: false,
    notifyFirstVisitor: true,
    notifyTransferDone: false,
    notifyFailure: true,
    language: null,
    theme: 'system',
    logToFile: false,
    blockedAddresses: [],
    logFile: { displayPath: '~/.config/Doorstep/logs/access.log', problem: null },
    ...overrides,
  };
}
