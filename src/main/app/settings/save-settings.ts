import type { ActionResult } from '../../../shared/ipc.ts';
import type { ReportFault } from '../fault-log.ts';
import type { Settings } from './settings.ts';
import type { SettingsStore } from './settings-store.ts';

/** Changes settings for the owner: they hold at once, and a disk that does not take them is told as a problem. */
export async function saveSettings(
  settings: SettingsStore,
  changes: Partial<Settings>,
  reportFault: ReportFault,
): Promise<ActionResult> {
  try {
    await settings.update(changes);
    return { ok: true };
  } catch (error) {
    reportFault('the settings could not be saved', error);
    return { ok: false, problem: { kind: 'settings-not-saved' } };
  }
}
