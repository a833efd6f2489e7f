import { isAbsolute } from 'node:path';
import { limits } from '../server/limits.ts';

/** One item of the last share. `kind` tells what to show while the item is missing. */
export interface SavedItem {
  readonly path: string;
  readonly kind: 'folder' | 'file';
}

/** The window's place on the desktop, in device-independent pixels, as it is when not maximised. */
export interface WindowBounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export interface Settings {
  /** The port that the owner wants, 1–65535. */
  readonly port: number;
  readonly shareItems: readonly SavedItem[];
  /** Whether the share was running, so that the next start brings it back. */
  readonly shareRunning: boolean;
  readonly windowBounds: WindowBounds | null;
}

export const defaultSettings: Settings = { port: 8000, shareItems: [], shareRunning: false, windowBounds: null };

export interface ParsedSettings {
  readonly settings: Settings;
  /** Keys of a newer or foreign version, to be written back as they were. */
  readonly unknown: Readonly<Record<string, unknown>>;
  /** Names of known keys whose value could not be understood and became the default. */
  readonly broken: readonly string[];
}

const parsers: { readonly [Key in keyof Settings]: (value: unknown) => Settings[Key] | undefined } = {
  port: (value) => (isPort(value) ? value : undefined),
  shareItems: parseItems,
  shareRunning: (value) => (typeof value === 'boolean' ? value : undefined),
  windowBounds: parseBounds,
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

/** A broken entry costs only that entry. */
function parseItems(value: unknown): SavedItem[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = new Map<string, SavedItem>();
  for (const entry of value.slice(0, limits.itemsMax)) {
    const item = parseItem(entry);
    if (item) items.set(item.path, item);
  }
  return items.size > 0 || value.length === 0 ? [...items.values()] : undefined;
}

function parseItem(value: unknown): SavedItem | undefined {
  if (!isRecord(value)) return undefined;
  const { path, kind } = value;
  if (typeof path !== 'string' || !isAbsolute(path) || path.includes('\0')) return undefined;
  return kind === 'folder' || kind === 'file' ? { path, kind } : undefined;
}

function parseBounds(value: unknown): WindowBounds | null | undefined {
  if (value === null) return null;
  if (!isRecord(value)) return undefined;
  const { x, y, width, height, maximized } = value;
  if (![x, y, width, height].every((side) => Number.isSafeInteger(side))) return undefined;
  if (Number(width) <= 0 || Number(height) <= 0 || typeof maximized !== 'boolean') return undefined;
  return { x: Number(x), y: Number(y), width: Number(width), height: Number(height), maximized };
}
