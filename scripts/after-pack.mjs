import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * electron-builder's hook: removes what belongs to Electron's own download. electron-builder does so itself, but not
 * where `electronDist` is set.
 *
 * @param {{ appOutDir: string, electronPlatformName: string }} context
 */
export default async function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName !== 'linux') return;
  await rm(join(appOutDir, 'resources/default_app.asar'), { force: true });
  await rm(join(appOutDir, 'version'), { force: true });
}
