import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsStore } from '../../../../src/main/app/settings/settings-store.ts';

/** Settings in a folder of their own, and what was reported of them. */
export interface TemporaryStore extends AsyncDisposable {
  readonly settings: SettingsStore;
  readonly folder: string;
  readonly faults: string[];
}

export async function openTemporaryStore(): Promise<TemporaryStore> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-settings-'));
  const faults: string[] = [];
  const settings = await SettingsStore.open(folder, (what) => faults.push(what));
  return {
    settings,
    folder,
    faults,
    async [Symbol.asyncDispose]() {
      await settings.flush();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
