import { isIP } from 'node:net';
import { isAbsolute } from 'node:path';
import { locales } from '../../../shared/i18n/locale.ts';
import { itemNameCharsMax, shownNameCharsMax } from '../../../shared/limits.ts';
import { type ChangeableSettings, themeChoices } from '../../../shared/settings.ts';
import type { ItemOptions } from '../../../shared/share.ts';
import { knownNetworksMax } from '../../discovery/limits.ts';
import { limits } from '../../server/limits.ts';
import { blockedAddressesMax, networkIdCharsMax, recentItemsMax, rememberedReachesMax } from '../limits.ts';
import type { RememberedReach, StoredReach } from '../share/reach.ts';

/** One item of the last share. `kind` tells what to show while the item is missing. */
export interface SavedItem extends ItemOptions {
  readonly path: string;
  readonly kind: 'folder' | 'file';
  /** The name that the owner gave it; left out where it has its own. */
  readonly name?: string;
}

/** The window's place on the desktop, in device-independent pixels, as it is when not maximised. */
export interface WindowBounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export interface Settings extends ChangeableSettings {
  /** The port that the owner wants, 1–65535. */
  readonly port: number;
  readonly shareItems: readonly SavedItem[];
  /** Whether the share was running, so that the next start brings it back. */
  readonly shareRunning: boolean;
  readonly windowBounds: WindowBounds | null;
  /** Where the owner wants to share, by the network that the computer was in; newest last. */
  readonly reaches: readonly RememberedReach[];
  /** The networks on which the owner shared (see `rememberNetworks`); there the share may start by itself. */
  readonly knownNetworks: readonly string[];
  /** IP addresses of visitors that the owner blocked. */
  readonly blockedAddresses: readonly string[];
  /** What was shared before, newest first; what is shared now may be among it. */
  readonly recentItems: readonly SavedItem[];
}

export const defaultSettings: Settings = {
  port: 8000,
  shareItems: [],
  shareRunning: false,
  windowBounds: null,
  reaches: [],
  knownNetworks: [],
  discovery: true,
  shownName: null,
  isPublic: false,
  blockedAddresses: [],
  startAtLogin: false,
  keepInTray: false,
  notifyFirstVisitor: true,
  notifyTransferDone: false,
  notifyFailure: true,
  language: null,
  theme: 'system',
  logToFile: false,
  recentItems: [],
};

/** Of all settings those that the owner changes one by one in the sheet. */
export function changeableSettings(settings: Settings): ChangeableSettings {
  const { isPublic, shownName, discovery, startAtLogin, keepInTray } = settings;
  const { notifyFirstVisitor, notifyTransferDone, notifyFailure, language, theme, logToFile } = settings;
  return {
    isPublic,
    shownName,
    discovery,
    startAtLogin,
    keepInTray,
    notifyFirstVisitor,
    notifyTransferDone,
    notifyFailure,
    language,
    theme,
    logToFile,
  };
}

export interface ParsedSettings {
  readonly settings: Settings;
  /** Keys of a newer or foreign version, to be written back as they were. */
  readonly unknown: Readonly<Record<string, unknown>>;
  /** Names of known keys whose value could not be understood and became the default. */
  readonly broken: readonly string[];
}

const parsers: { readonly [Key in keyof Settings]: (value: unknown) => Settings[Key] | undefined } = {
  port: (value) => (isPort(value) ? value : undefined),
  shareItems: (value) => parseItems(value, limits.itemsMax),
  shareRunning: parseBoolean,
  windowBounds: parseBounds,
  reaches: (value) => parseList(value, parseRemembered, rememberedReachesMax),
  knownNetworks: (value) => parseList(value, parseNetworkId, knownNetworksMax),
  discovery: parseBoolean,
  shownName: (value) => (value === null || isShownName(value) ? value : undefined),
  isPublic: parseBoolean,
  blockedAddresses: (value) => parseList(value, parseAddress, blockedAddressesMax),
  startAtLogin: parseBoolean,
  keepInTray: parseBoolean,
  notifyFirstVisitor: parseBoolean,
  notifyTransferDone: parseBoolean,
  notifyFailure: parseBoolean,
  language: (value) => (value === null ? null : locales.find((locale) => locale === value)),
  theme: (value) => themeChoices.find((theme) => theme === value),
  logToFile: parseBoolean,
  recentItems: (value) => parseItems(value, recentItemsMax),
};

/** Understands what it can: a broken key costs only itself, an unknown one is kept. Undefined where `value` is no object. */
export function parseSettings(value: unknown): ParsedSettings | undefined {
  if (!isRecord(value)) return undefined;
  const broken: string[] = [];
  const read = <Key extends keyof Settings>(key: Key): Settings[Key] => {
    if (!Object.hasOwn(value, key)) return defaultSettings[key];
    const parsed = parsers[key](value[key]);
    if (parsed !== undefined) return parsed;
    broken.push(key);
    return defaultSettings[key];
  };
  const settings: Settings = {
    port: read('port'),
    shareItems: read('shareItems'),
    shareRunning: read('shareRunning'),
    windowBounds: read('windowBounds'),
    reaches: read('reaches'),
    knownNetworks: read('knownNetworks'),
    discovery: read('discovery'),
    shownName: read('shownName'),
    isPublic: read('isPublic'),
    blockedAddresses: read('blockedAddresses'),
    startAtLogin: read('startAtLogin'),
    keepInTray: read('keepInTray'),
    notifyFirstVisitor: read('notifyFirstVisitor'),
    notifyTransferDone: read('notifyTransferDone'),
    notifyFailure: read('notifyFailure'),
    language: read('language'),
    theme: read('theme'),
    logToFile: read('logToFile'),
    recentItems: read('recentItems'),
  };
  const unknown = Object.fromEntries(Object.entries(value).filter(([key]) => !Object.hasOwn(parsers, key)));
  return { settings, unknown, broken };
}

/** True for a port that a server can be asked to listen on, 1–65535. */
export function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** At most the `entriesMax` last entries. A broken one costs only itself. */
function parseList<Entry>(
  value: unknown,
  parseEntry: (entry: unknown) => Entry | undefined,
  entriesMax: number,
): Entry[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = value.slice(-entriesMax).flatMap((entry) => parseEntry(entry) ?? []);
  return entries.length > 0 || value.length === 0 ? entries : undefined;
}

function parseItems(value: unknown, itemsMax: number): SavedItem[] | undefined {
  const items = parseList(Array.isArray(value) ? value.slice(0, itemsMax) : value, parseItem, itemsMax);
  return items && [...new Map(items.map((item) => [item.path, item])).values()];
}

function parseItem(value: unknown): SavedItem | undefined {
  if (!isRecord(value)) return undefined;
  const { path, kind } = value;
  if (typeof path !== 'string' || !isAbsolute(path) || path.includes('\0')) return undefined;
  if (kind !== 'folder' && kind !== 'file') return undefined;
  const { name, followLinks, showHidden, serveIndex } = value;
  return {
    path,
    kind,
    ...(typeof name === 'string' && name !== '' && name.length <= itemNameCharsMax ? { name } : {}),
    ...(typeof followLinks === 'boolean' ? { followLinks } : {}),
    ...(typeof showHidden === 'boolean' ? { showHidden } : {}),
    ...(typeof serveIndex === 'boolean' ? { serveIndex } : {}),
  };
}

function parseBounds(value: unknown): WindowBounds | null | undefined {
  if (value === null) return null;
  if (!isRecord(value)) return undefined;
  const { x, y, width, height, maximized } = value;
  if (![x, y, width, height].every((side) => Number.isSafeInteger(side))) return undefined;
  if (Number(width) <= 0 || Number(height) <= 0 || typeof maximized !== 'boolean') return undefined;
  return { x: Number(x), y: Number(y), width: Number(width), height: Number(height), maximized };
}

function parseRemembered(value: unknown): RememberedReach | undefined {
  if (!isRecord(value)) return undefined;
  const [networkId, reach] = [parseNetworkIdOrNull(value.networkId), parseReach(value.reach)];
  return networkId === undefined || !reach ? undefined : { networkId, reach };
}

function parseReach(value: unknown): StoredReach | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, interfaceName } = value;
  if (kind === 'all' || kind === 'this-computer') return { kind };
  const networkId = parseNetworkIdOrNull(value.networkId);
  if (kind !== 'interface' || !isShortText(interfaceName) || networkId === undefined) return undefined;
  return { kind, interfaceName, networkId };
}

function parseAddress(value: unknown): string | undefined {
  return typeof value === 'string' && isIP(value) !== 0 ? value : undefined;
}

function parseNetworkId(value: unknown): string | undefined {
  return isShortText(value) ? value : undefined;
}

function parseNetworkIdOrNull(value: unknown): string | null | undefined {
  return value === null ? null : parseNetworkId(value);
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= networkIdCharsMax;
}

function isShownName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= shownNameCharsMax;
}
