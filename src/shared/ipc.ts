import type { AccessLogFormat, AccessLogPage, AccessLogStatus, ExchangeDetails } from './access-log.ts';
import type { AccessLogFilter } from './access-log-filter.ts';
import type { AppCommand } from './app-command.ts';
import type { Locale } from './i18n/locale.ts';
import type { BadName } from './item-name.ts';
import type { DiscoveryState, NeighbourList } from './neighbour.ts';
import type { ReachabilityCheck, ReachabilityReport } from './reachability.ts';
import type { ChangeableSettings, SettingsView } from './settings.ts';
import type { ItemOptions } from './share.ts';
import type { TransfersSnapshot } from './transfer.ts';

/**
 * The one contract between the owner's window and the main process. Requests are answered once; events are past-tense
 * and go to the window only. Main owns the truth and all paths: the window names an item by its id. Expected failures
 * are values (`ActionResult`), never rejections.
 */

/** Why something that the owner asked for did not happen; the window has one sentence (what, why, what to do) for each. */
export type Problem =
  | { readonly kind: 'invalid-port' }
  /** `by` is the program that has the port, where the system tells. */
  | { readonly kind: 'no-free-port'; readonly port: number; readonly by: string | null }
  /** The port that was asked for again is still taken; the share goes on where it is. */
  | { readonly kind: 'port-in-use'; readonly port: number; readonly by: string | null }
  | { readonly kind: 'port-forbidden'; readonly port: number }
  | { readonly kind: 'path-missing'; readonly name: string }
  | { readonly kind: 'path-unreadable'; readonly name: string }
  | { readonly kind: 'path-unsupported'; readonly name: string }
  | { readonly kind: 'too-many-items'; readonly most: number }
  | { readonly kind: 'nothing-to-share' }
  /** None of the share's several items is there; with one alone it is `path-missing`. */
  | { readonly kind: 'items-missing' }
  | { readonly kind: 'bad-name'; readonly why: BadName }
  /** The address of the chosen network could not be listened on; it is tried again when the network changes. */
  | { readonly kind: 'address-unavailable'; readonly address: string }
  /** What the owner pressed is about something that has gone meanwhile. */
  | { readonly kind: 'gone' }
  /** Of a file that the owner wants something saved to. */
  | { readonly kind: 'disk-full'; readonly name: string }
  | { readonly kind: 'save-forbidden'; readonly name: string }
  | { readonly kind: 'save-impossible'; readonly name: string }
  | { readonly kind: 'settings-not-saved' }
  /** The name shown to others is too long, or has characters that cannot be shown. */
  | { readonly kind: 'invalid-name'; readonly most: number }
  /** The system's list of what starts at login could not be changed; its own words. */
  | { readonly kind: 'login-not-changed'; readonly detail: string }
  /** There is no room for the log file; it is tried again by itself. */
  | { readonly kind: 'log-disk-full' }
  /** The log file cannot be written for another reason, such as `EACCES`; it is tried again by itself. */
  | { readonly kind: 'log-not-written'; readonly detail: string }
  /** The folder of the log file could not be opened; the system's own words. */
  | { readonly kind: 'folder-not-opened'; readonly detail: string }
  /** What serves the visitors has died, and again soon after it was brought back. */
  | { readonly kind: 'server-died' }
  | { readonly kind: 'unexpected'; readonly detail: string };

export type ActionResult = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };

/** One item of the share as the window shows it. */
export interface ItemView {
  readonly id: string;
  readonly kind: 'folder' | 'file';
  readonly name: string;
  /** The path as the owner should read it (home shortened to `~`); never used to name the item. */
  readonly displayPath: string;
  /** Size of a file in bytes; null for a folder or where it is not known. */
  readonly sizeBytes: number | null;
  /** True while the item is not there on disk. */
  readonly missing: boolean;
  /** True while the item is there but cannot be read: no permission, or its drive does not answer. */
  readonly unreadable: boolean;
  /** The name that it has on disk; another one than `name` where the owner gave it one, or where that was taken. */
  readonly ownName: string;
  readonly options: Required<ItemOptions>;
}

/** Something that was shared before and is not now. */
export interface RecentView {
  readonly id: string;
  readonly kind: 'folder' | 'file';
  readonly name: string;
  /** As an item's. */
  readonly displayPath: string;
  readonly missing: boolean;
}

/** One address under which the share can be reached. */
export interface AddressView {
  readonly url: string;
  readonly address: string;
  readonly family: 4 | 6;
  /** The operating system's name of the interface, such as `wlan0`. */
  readonly interfaceName: string;
  readonly kind: AddressKind;
  /** Set on a public IPv6 address: the whole internet may be able to reach it. Never first; not in the QR code unless the owner picks it. */
  readonly isPublic?: true;
  /** Set where `address` is this computer's `.local` name: it survives an address change. `kind` is then that of the best address. */
  readonly isName?: true;
}

/**
 * What is behind an address: a local network (`lan` where the medium is not known), a cable between two computers, or
 * what phones cannot reach (`virtual` where it is not known more exactly).
 */
export type AddressKind =
  | 'wifi'
  | 'ethernet'
  | 'lan'
  | 'link-local'
  | 'vpn'
  | 'virtual-machine'
  | 'container'
  | 'virtual'
  | 'loopback';

/** Who can come, by the way that they take. */
export type ReachChoice =
  | { readonly kind: 'all' }
  | { readonly kind: 'interface'; readonly interfaceName: string }
  | { readonly kind: 'this-computer' };

export interface ReachView {
  readonly choice: ReachChoice;
  /** The interfaces that can be chosen now, best first. */
  readonly interfaces: readonly {
    readonly interfaceName: string;
    readonly kind: AddressKind;
    readonly address: string;
  }[];
  /** True while the chosen interface, or the network that it was in, is not there. */
  readonly isWaiting: boolean;
}

/** Why there are no neighbours to be found because nobody looks for them. */
export type NearbyState = DiscoveryState | { readonly status: 'disabled'; readonly by: 'option' | 'setting' };

/** What *Nearby* shows. */
export interface NearbySnapshot extends NeighbourList {
  readonly state: NearbyState;
}

export type ShareState =
  | {
      readonly status: 'stopped';
      /** The share of last time did not start by itself, because it was never shared on this network. */
      readonly because?: 'unfamiliar-network';
    }
  | { readonly status: 'starting' }
  | {
      readonly status: 'sharing';
      readonly port: number;
      /** Set where the wanted port could not be had and the next free one was taken. */
      readonly instead: {
        readonly wanted: number;
        readonly why: 'in-use' | 'forbidden';
        /** The program that has the wanted port, where the system tells. */
        readonly by: string | null;
      } | null;
      /** Best first; never empty. */
      readonly addresses: readonly AddressView[];
    }
  | { readonly status: 'failed'; readonly problem: Problem };

/** All that the window needs to draw itself, but for the access log. */
export interface AppSnapshot {
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly locale: Locale;
  readonly items: readonly ItemView[];
  /** Newest first; at most `recentItemsMax` of the main process. */
  readonly recentItems: readonly RecentView[];
  readonly state: ShareState;
  /** The port that the owner wants, 1–65535. */
  readonly wantedPort: number;
  readonly reach: ReachView;
  readonly settings: SettingsView;
}

/** What became of an export; `saved` is null where the owner chose no file. */
export type AccessLogExportResult =
  | { readonly ok: true; readonly saved: { readonly name: string; readonly count: number } | null }
  | { readonly ok: false; readonly problem: Problem };

/** Request name → its parameters and result, one map a feature. */
export interface ShareRequests {
  getSnapshot: { parameters: []; result: AppSnapshot };
  /** Paths come from a drop (`webUtils.getPathForFile` in the preload); sharing starts by itself where it was stopped. */
  addDroppedPaths: { parameters: [paths: readonly string[]]; result: ActionResult };
  chooseFolder: { parameters: []; result: ActionResult };
  chooseFiles: { parameters: []; result: ActionResult };
  removeItem: { parameters: [itemId: string]; result: ActionResult };
  startSharing: { parameters: []; result: ActionResult };
  stopSharing: { parameters: []; result: ActionResult };
  /** Validated, saved, and applied at once by restarting the listener where the share is running. */
  setPort: { parameters: [port: number]; result: ActionResult };
  /** Puts one of the share's own URLs on the clipboard; any other text is refused. */
  copyLink: { parameters: [url: string]; result: ActionResult };
  /** Opens one of the share's own URLs in the owner's browser; any other is refused. */
  openLink: { parameters: [url: string]; result: ActionResult };
  /** Kept for the networks that the computer is in now, and applied at once. */
  setReach: { parameters: [choice: ReachChoice]; result: ActionResult };
}

/** What the owner does to one item, named by its id, and to what was shared before. */
export interface ItemRequests {
  /** Puts the item at this place of the list, counted from 0; a place beyond the end is the end. */
  moveItem: { parameters: [itemId: string, toIndex: number]; result: ActionResult };
  /** Gives the item another name, numbered where it is taken; an empty one gives its own back. */
  renameItem: { parameters: [itemId: string, name: string]; result: ActionResult };
  /** Only what is given changes. Where that opens more than the owner may think, they are asked once. */
  setItemOptions: { parameters: [itemId: string, options: ItemOptions]; result: ActionResult };
  /** Shows the item in the system's file manager. */
  showItem: { parameters: [itemId: string]; result: ActionResult };
  /** Puts an item back that was removed a moment ago, where it was; shares again if that had stopped the share. */
  restoreItem: { parameters: [itemId: string]; result: ActionResult };
  shareRecent: { parameters: [recentId: string]; result: ActionResult };
  forgetRecents: { parameters: []; result: ActionResult };
}

export interface AccessLogRequests {
  /** One page, from the exchange of this number on. */
  getAccessLog: { parameters: [from: number]; result: AccessLogPage };
  /** Null where it is no longer in the log. */
  getExchangeDetails: { parameters: [number: number]; result: ExchangeDetails | null };
  /** Puts it on the clipboard as a line of the Common Log Format. */
  copyExchange: { parameters: [number: number]; result: ActionResult };
  clearAccessLog: { parameters: []; result: ActionResult };
  /** Asks the owner for a file, and writes all exchanges that the filter lets through. */
  exportAccessLog: { parameters: [format: AccessLogFormat, filter: AccessLogFilter]; result: AccessLogExportResult };
}

export interface NearbyRequests {
  getNearby: { parameters: []; result: NearbySnapshot };
  /** Opens a neighbour's page in the owner's browser. */
  openNeighbour: { parameters: [neighbourId: string]; result: ActionResult };
  copyNeighbourLink: { parameters: [neighbourId: string]; result: ActionResult };
}

export interface ReachabilityRequests {
  /** Runs the self-test for the URL that is shown; takes some seconds at most. */
  checkReachability: { parameters: [url: string]; result: ReachabilityReport };
  /** Puts the command of the last self-test's finding on the clipboard. */
  copyCommand: { parameters: [check: ReachabilityCheck]; result: ActionResult };
}

export interface TransferRequests {
  getTransfers: { parameters: []; result: TransfersSnapshot };
  /** Cuts what is running of one row, and for a while what the visitor's program tries again by itself. */
  stopTransfer: { parameters: [transferId: number]; result: ActionResult };
  /** Takes all rows off the list but those that are running. */
  clearTransfers: { parameters: []; result: ActionResult };
  /** This visitor gets nothing more until unblocked, and what is on its way to it is cut. This computer is refused. */
  blockVisitor: { parameters: [address: string]; result: ActionResult };
}

export interface SettingsRequests {
  /** Each change holds at once; where one cannot, the others do. */
  changeSettings: { parameters: [changes: Partial<ChangeableSettings>]; result: ActionResult };
  /** Asks the owner first; then all that the settings sheet shows is as at first. */
  resetSettings: { parameters: []; result: ActionResult };
  /** Opens the folder of the log file in the system's file manager. */
  openLogFolder: { parameters: []; result: ActionResult };
  /** Lets a blocked visitor in again; one who is not blocked is no problem. */
  unblockVisitor: { parameters: [address: string]; result: ActionResult };
}

export interface IpcRequests
  extends ShareRequests,
    ItemRequests,
    AccessLogRequests,
    NearbyRequests,
    ReachabilityRequests,
    SettingsRequests,
    TransferRequests {}

export type IpcRequestName = keyof IpcRequests;

/** Event name → its payload. */
export interface IpcEvents {
  snapshotChanged: AppSnapshot;
  nearbyChanged: NearbySnapshot;
  /** What the owner agreed to share from outside the window could not be shared, or not all of it. */
  itemsRefused: { readonly problem: Problem };
  /** The owner chose it in a native menu or in the tray, or pressed its shortcut. */
  commandInvoked: { readonly command: AppCommand };
  /** At most once in 250 ms, and only where something has changed. */
  transfersChanged: TransfersSnapshot;
  /** It has grown or was cleared; told at most every 100 ms while it grows. */
  accessLogChanged: AccessLogStatus;
  /** How many of the log's exchanges a running export has looked at. */
  accessLogExportProgressed: { readonly done: number; readonly total: number };
}

export type IpcEventName = keyof IpcEvents;

/** What the preload exposes as `window.doorstep`, and nothing else. */
export interface DoorstepBridge {
  request<Name extends IpcRequestName>(
    name: Name,
    ...parameters: IpcRequests[Name]['parameters']
  ): Promise<IpcRequests[Name]['result']>;
  /** Calls `listener` for each event until the returned function is called. */
  on<Name extends IpcEventName>(name: Name, listener: (payload: IpcEvents[Name]) => void): () => void;
  /** Resolves dropped files to paths in the preload and hands them to main; the page never sees a path. */
  addDroppedFiles(files: readonly File[]): Promise<ActionResult>;
}
