import { EventEmitter } from 'node:events';
import { readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReportFault } from '../fault-log.ts';
import { settingsBytesMax } from '../limits.ts';
import { errnoCode, replaceFile } from '../replace-file.ts';
import { defaultSettings, parseSettings, type Settings } from './settings.ts';

export interface SettingsStoreEvents {
  /** They have been changed in memory, a moment ago. */
  changed: [settings: Settings, previous: Settings];
}

/**
 * The settings in memory and in one JSON file. The file is replaced as a whole (a new file is written, synced and
 * renamed over the old one), so that it is always either the old or the new. Writes never overlap; changes that come
 * while one is under way are written together by the next.
 */
export class SettingsStore extends EventEmitter<SettingsStoreEvents> {
  readonly #file: string;
  #settings: Settings;
  readonly #unknown: Readonly<Record<string, unknown>>;
  /** The write under way or the last one; never rejects. */
  #writing: Promise<void> = Promise.resolve();
  /** The write that waits for it and will carry every change until it begins. */
  #waiting: Promise<void> | undefined;

  private constructor(file: string, settings: Settings, unknown: Readonly<Record<string, unknown>>) {
    super();
    this.#file = file;
    this.#settings = settings;
    this.#unknown = unknown;
  }

  /**
   * Reads `settings.json` in `folder`. Never rejects: no file gives the defaults, a broken key costs only that key, and
   * a file that cannot be understood at all is set aside as `settings.broken.json`.
   */
  static async open(folder: string, reportFault: ReportFault): Promise<SettingsStore> {
    const file = join(folder, 'settings.json');
    const text = await readText(file, reportFault);
    if (text === null) return new SettingsStore(file, defaultSettings, {});
    const parsed = parseSettings(parseJson(text));
    if (!parsed) {
      await setAside(file, reportFault);
      return new SettingsStore(file, defaultSettings, {});
    }
    for (const key of parsed.broken) reportFault(`the setting "${key}" is broken and starts from its default`);
    return new SettingsStore(file, parsed.settings, parsed.unknown);
  }

  get current(): Settings {
    return this.#settings;
  }

  /** Takes effect at once in memory; resolves when it is on the disk and rejects where it could not be written. */
  update(changes: Partial<Settings>): Promise<void> {
    const previous = this.#settings;
    this.#settings = { ...previous, ...changes };
    this.emit('changed', this.#settings, previous);
    this.#waiting ??= this.#write(this.#writing);
    return this.#waiting;
  }

  /** Resolves when no write is under way or waiting. */
  async flush(): Promise<void> {
    while (this.#waiting) await this.#waiting.catch(() => undefined);
    await this.#writing;
  }

  async #write(previous: Promise<void>): Promise<void> {
    await previous;
    this.#waiting = undefined;
    const write = replaceFile(this.#file, `${JSON.stringify({ ...this.#unknown, ...this.#settings }, null, 2)}\n`);
    this.#writing = write.catch(() => undefined);
    await write;
  }
}

/** Null where there is no file; an empty text, which is no settings, for one that cannot be read. */
async function readText(file: string, reportFault: ReportFault): Promise<string | null> {
  try {
    const found = await stat(file);
    return found.isFile() && found.size <= settingsBytesMax ? await readFile(file, 'utf8') : '';
  } catch (error) {
    if (errnoCode(error) === 'ENOENT') return null;
    reportFault('the settings could not be read', error);
    return '';
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function setAside(file: string, reportFault: ReportFault): Promise<void> {
  const broken = join(dirname(file), 'settings.broken.json');
  try {
    await rename(file, broken);
    reportFault(`the settings could not be understood and were set aside as ${broken}`);
  } catch (error) {
    reportFault('the settings could not be understood, nor set aside', error);
  }
}
