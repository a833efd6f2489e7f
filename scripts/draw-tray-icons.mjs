// node scripts/draw-tray-icons.mjs: draws src/main/app/desktop/tray-icons/*.png from the SVG beside each, by the Chromium
// of the tests. To be run when one was changed; the pictures are kept in the repository, since a build has no browser.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { findProgram } from '../bench/find-program.mjs';

/** Logical pixels of an icon in a tray, and the densities of screens. */
const size = 16;
const scales = /** @type {const} */ ([
  ['', 1],
  ['@1.5x', 1.5],
  ['@2x', 2],
]);

const folder = resolve(import.meta.dirname, '../src/main/app/desktop/tray-icons');
const executablePath = findProgram('chromium');
if (!executablePath) throw new Error('Chromium is not installed (apt-get install chromium).');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
for (const file of (await readdir(folder)).filter((name) => name.endsWith('.svg'))) {
  const picture = await readFile(join(folder, file), 'utf8');
  for (const [suffix, deviceScaleFactor] of scales) {
    // Macs have whole densities only.
    if (file.includes('-template') && !Number.isInteger(deviceScaleFactor)) continue;
    const page = await browser.newPage({ deviceScaleFactor, viewport: { width: size, height: size } });
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${picture}`);
    await page.screenshot({ path: join(folder, `${basename(file, '.svg')}${suffix}.png`), omitBackground: true });
    await page.close();
  }
}
await browser.close();
