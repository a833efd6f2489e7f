import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onExit } from './cleanup.mjs';

const KiB = 1024;
const MiB = 1024 * KiB;

/** Paths as visitors ask for them, and sizes in bytes. */
export const sample = {
  small: { path: '/small/1k.bin', bytes: 1 * KiB },
  medium: { path: '/small/100k.bin', bytes: 100 * KiB },
  listing: { path: '/listing-10000/', entries: 10_000 },
  largeListing: { path: '/listing-100000/', entries: 100_000 },
  onceFiles: 10_000,
  onceBytes: 1 * KiB,
};

/** The folders of files that are each asked for once: one for each round, and number 0 to warm up. */
export const onceFolder = (/** @type {number} */ round) => `/once-${round}/`;

/**
 * @typedef {object} SampleData
 * @property {string} root the folder that every server serves
 * @property {string} scratch a folder for what servers write
 * @property {{ path: string, bytes: number }} large
 * @property {number} smallFilesMadeAt when the last file that a server might keep in memory was written, on the monotonic clock
 */

/**
 * Makes a folder of files in the system's temporary folder; it goes when this process ends. Synchronous: nothing else
 * runs here meanwhile.
 *
 * @param {{ largeBytes: number, onceFolders: number, withLargeListing: boolean }} wanted
 * @returns {SampleData}
 */
export function makeSampleData({ largeBytes, onceFolders, withLargeListing }) {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-bench-'));
  onExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const root = join(folder, 'root');
  const scratch = join(folder, 'scratch');
  for (const path of [root, scratch, join(root, 'small')]) mkdirSync(path);
  writeFileSync(join(root, sample.small.path), randomBytes(sample.small.bytes));
  writeFileSync(join(root, sample.medium.path), randomBytes(sample.medium.bytes));
  const content = randomBytes(sample.onceBytes);
  for (let round = 0; round < onceFolders; round++) {
    mkdirSync(join(root, onceFolder(round)));
    for (let number = 1; number <= sample.onceFiles; number++) {
      writeFileSync(join(root, onceFolder(round), `${String(number).padStart(5, '0')}.bin`), content);
    }
  }
  const smallFilesMadeAt = performance.now();
  const large = { path: '/large.bin', bytes: largeBytes };
  writeLarge(join(root, large.path), largeBytes);
  fill(root, sample.listing);
  if (withLargeListing) fill(root, sample.largeListing);
  return { root, scratch, large, smallFilesMadeAt };
}

/**
 * @param {string} path
 * @param {number} bytes
 */
function writeLarge(path, bytes) {
  const block = randomBytes(4 * MiB);
  const file = openSync(path, 'w');
  for (let left = bytes; left > 0; left -= block.length) writeSync(file, block, 0, Math.min(left, block.length));
  closeSync(file);
}

/**
 * Names whose numbers have to be compared as numbers, and that are not on disk in their order.
 *
 * @param {string} root
 * @param {{ path: string, entries: number }} folder
 */
function fill(root, { path, entries }) {
  mkdirSync(join(root, path));
  for (let number = 1; number <= entries; number++) {
    writeFileSync(join(root, path, `Photo ${number} of the harbour.jpg`), number % 10 === 0 ? 'a few bytes' : '');
  }
}
