import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { bundleVisitor, type VisitorAssets } from '../../../scripts/visitor-assets-plugin.ts';

let assets: VisitorAssets;

beforeAll(async () => {
  ({ assets } = await bundleVisitor(resolve(import.meta.dirname, '../../../src/visitor/main.ts')));
});

it('script and style are at most 40 kB together, compressed', () => {
  const [js, css] = [gzipSync(assets.js).length, gzipSync(assets.css).length];
  console.log(`The visitor's page: script ${js} bytes, style ${css} bytes, gzip`);
  expect(js + css).toBeLessThan(40_000);
});

it.each([
  // Ways for a name to become markup or code.
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'document.write',
  'eval(',
  'new Function',
  // What only a secure context has; a phone's page is none.
  'clipboard',
  'crypto',
  'serviceWorker',
  // What phones of 2018 lack.
  'replaceChildren',
  'replaceAll',
  '.at(',
  'structuredClone',
  'Object.hasOwn',
  '?.',
  '??',
  '#private',
])('the script has no %s', (word) => {
  expect(assets.js).not.toContain(word);
});

it('nothing is asked of another server, and the style lies in one file', () => {
  const addresses = (assets.js + assets.css).match(/https?:\/\/[^\s"'`)\\]+/g) ?? [];
  expect([...new Set(addresses)]).toEqual(['http://www.w3.org/2000/svg']);
  expect(assets.css).not.toMatch(/@import|url\((?!["']?data:)/);
});
