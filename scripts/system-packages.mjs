import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { captureCommand, runCommand } from './run-command.mjs';
import { errorCode } from './single-flight.mjs';
import { hasDisplay } from './xvfb.mjs';

/**
 * What the tests need of the system, with one probe each. `names` are the Debian package's names, newest release first.
 * @typedef {object} SystemPackage
 * @property {readonly string[]} names
 * @property {() => boolean | Promise<boolean>} present
 */

/** What Electron's executable is linked against: needed to open a window at all. */
const electronLibraries = [
  { names: ['libgtk-3-0t64', 'libgtk-3-0'], present: library('libgtk-3.so.0') },
  { names: ['libnss3'], present: library('libnss3.so') },
  { names: ['libasound2t64', 'libasound2'], present: library('libasound.so.2') },
  { names: ['libgbm1'], present: library('libgbm.so.1') },
];

/** What networks of several computers are made of, and the other mDNS programs that are on them; root's tests alone use it. */
const networkPackages = [
  { names: ['avahi-daemon'], present: command('avahi-daemon') },
  { names: ['avahi-utils'], present: command('avahi-browse') },
  { names: ['python3-zeroconf'], present: () => succeeds('/usr/bin/python3', ['-c', 'import zeroconf']) },
];

/** @type {readonly SystemPackage[]} */
const testPackages = [
  ...electronLibraries,
  { names: ['xvfb'], present: () => hasDisplay() || command('Xvfb')() },
  { names: ['fonts-noto-cjk'], present: chineseFont },
  // The clients that download from the engine, and what makes it a network of its own.
  { names: ['curl'], present: command('curl') },
  { names: ['wget'], present: command('wget') },
  { names: ['lftp'], present: command('lftp') },
  { names: ['aria2'], present: command('aria2c') },
  { names: ['python3'], present: command('python3') },
  { names: ['iproute2'], present: command('ip') },
  // A desktop's session bus with little services of the tests' own, and keys that are pressed as the owner presses them.
  { names: ['dbus-daemon', 'dbus'], present: command('dbus-daemon') },
  { names: ['dbus-bin', 'dbus'], present: command('dbus-send') },
  { names: ['xdotool'], present: command('xdotool') },
  // The visitor's page is opened in a real browser, with real media.
  { names: ['chromium'], present: command('chromium') },
  { names: ['ffmpeg'], present: command('ffprobe') },
  ...(process.getuid?.() === 0 ? networkPackages : []),
];

/**
 * Makes sure that this system can run the end-to-end tests: as root on Debian by installing what is missing.
 *
 * @returns {Promise<boolean>} false where something is missing still; what to do was printed
 */
export async function ensureTestPackages() {
  if (process.platform !== 'linux') return true;
  const missing = await missingPackages(testPackages);
  if (missing.length === 0) return true;
  const debian = await isDebian();
  if (!debian || process.getuid?.() !== 0) {
    console.error(`The tests need packages that this system lacks. ${advice(await debianNames(missing, debian))}`);
    return false;
  }
  console.error('Installing what the tests need of the system …');
  if ((await apt(['update'])) !== 0) return false;
  const names = await debianNames(missing, debian);
  console.error(`apt-get install ${names.join(' ')}`);
  const installed = await startingNoServices(() => apt(['install', '-y', '--no-install-recommends', ...names]));
  if (installed !== 0) return false;
  const still = await missingPackages(testPackages);
  if (still.length > 0) console.error(`Still missing: ${still.map(({ names: [name] }) => name).join(' ')}`);
  return still.length === 0;
}

/** @returns {Promise<string>} what to install where Electron cannot be loaded */
export async function libraryAdvice() {
  const missing = process.platform === 'linux' ? await missingPackages(electronLibraries) : [];
  if (missing.length === 0) return 'Electron could not be started.';
  return `Electron needs libraries that this system lacks. ${advice(await debianNames(missing, await isDebian()))}`;
}

/** @param {readonly string[]} names */
function advice(names) {
  return `Install them, on Debian and Ubuntu with:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

/** @param {readonly SystemPackage[]} packages */
async function missingPackages(packages) {
  const present = await Promise.all(packages.map((each) => each.present()));
  return packages.filter((_, index) => !present[index]);
}

/**
 * The name that this release knows, for each package.
 * @param {readonly SystemPackage[]} packages
 * @param {boolean} debian
 */
function debianNames(packages, debian) {
  return Promise.all(
    packages.map(async ({ names }) => {
      for (const name of debian ? names.slice(0, -1) : []) {
        if (await succeeds('apt-cache', ['show', '--quiet', name])) return name;
      }
      return names.at(-1) ?? '';
    }),
  );
}

/** @param {readonly string[]} args */
function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return runCommand('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], { env });
}

/**
 * Installs without starting: avahi would announce this computer on the real network, and the tests start their own in
 * networks of theirs.
 * @param {() => Promise<number>} install
 */
async function startingNoServices(install) {
  const isOurs = await writeFile(servicePolicy, '#!/bin/sh\nexit 101\n', { flag: 'wx' }).then(
    () => true,
    (error) => {
      if (errorCode(error) === 'EEXIST') return false; // the system has a policy of its own
      throw error;
    },
  );
  try {
    if (isOurs) await chmod(servicePolicy, 0o755);
    return await install();
  } finally {
    if (isOurs) await rm(servicePolicy);
  }
}

/** Debian asks it before it starts a service; 101 forbids. */
const servicePolicy = '/usr/sbin/policy-rc.d';

async function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(await readFile('/etc/os-release', 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** @param {string} soname */
function library(soname) {
  return async () => {
    for (const ldconfig of ['/sbin/ldconfig', 'ldconfig']) {
      if (await succeeds('sh', ['-c', `${ldconfig} -p | grep -qF '${soname} '`])) return true;
    }
    return false;
  };
}

/** @param {string} name */
function command(name) {
  return () => succeeds('sh', ['-c', `command -v ${name}`]);
}

async function chineseFont() {
  return succeeds('sh', ['-c', 'test -n "$(fc-list :lang=zh-cn family)"']);
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 */
async function succeeds(name, args) {
  try {
    await captureCommand(name, args);
    return true;
  } catch {
    return false; // also where there is no such command
  }
}
