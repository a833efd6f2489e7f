import { findCycles, readImportGraph } from './import-graph.mjs';

/**
 * @typedef {import('./import-graph.mjs').Import} Import
 */

/** Who lives where (relative to src) and which other layers it may import. The most exact folder counts. */
const layers = [
  { name: 'shared', places: ['shared/'], mayImport: [] },
  { name: 'server', places: ['main/server/'], mayImport: ['shared'] },
  { name: 'discovery', places: ['main/discovery/'], mayImport: ['shared'] },
  { name: 'cli', places: ['cli/'], mayImport: ['shared', 'server', 'discovery'] },
  { name: 'app', places: ['main/app/', 'main/index.ts'], mayImport: ['shared', 'server', 'discovery'] },
  { name: 'preload', places: ['preload/'], mayImport: ['shared'] },
  { name: 'renderer', places: ['renderer/'], mayImport: ['shared'] },
  { name: 'visitor', places: ['visitor/'], mayImport: ['shared'] },
];

const electronModules = new Set(['electron', 'original-fs']);
const fileModules = new Set(['fs', 'fs/promises']);
const socketModules = new Set(['net', 'dgram', 'tls', 'http', 'https', 'http2']);
const browserLayers = new Set(['shared', 'renderer', 'visitor']);

/** Each rule answers with what is wrong about one import, or nothing. @type {((each: Import) => string | false)[]} */
const rules = [
  (each) => {
    const [from, to] = [layerOf(each.from), each.kind === 'local' ? layerOf(each.to) : undefined];
    if (!from) return 'lies in no layer';
    // Text that the server hands out, not code that it runs.
    if (from.name === 'server' && to?.name === 'visitor' && each.specifier.endsWith('?visitor-assets')) return false;
    if (!to || from === to || from.mayImport.includes(to.name)) return false;
    return `${from.name} must not import ${to.name}`;
  },
  (each) => each.kind === 'local' && each.to.startsWith('../') && each.to !== '../package.json' && 'leads out of src',
  (each) =>
    electronModules.has(each.to.replace(/^electron\/.*/, 'electron')) &&
    !['app', 'preload'].includes(layerOf(each.from)?.name ?? '') &&
    'Electron belongs to main/index.ts, main/app/ and preload/',
  (each) =>
    each.kind === 'builtin' &&
    browserLayers.has(layerOf(each.from)?.name ?? '') &&
    'the browser has no Node modules, and shared/ runs there too',
  (each) =>
    each.from.startsWith('main/server/http/') &&
    ((each.kind === 'builtin' && (socketModules.has(each.to) || fileModules.has(each.to))) ||
      /^main\/server\/(net|files|handlers)\//.test(each.to)) &&
    'http/ is sans-I/O: bytes in, values out',
  (each) =>
    each.kind === 'builtin' &&
    socketModules.has(each.to) &&
    each.from.startsWith('main/server/') &&
    !each.from.startsWith('main/server/net/') &&
    'only net/ touches sockets',
  (each) =>
    each.from.startsWith('main/server/') &&
    !/^main\/server\/(files\/|share-server\.ts$|thread\/engine-worker\.ts$)/.test(each.from) &&
    ((each.kind === 'builtin' && fileModules.has(each.to) && !each.typeOnly) || each.names.includes('FileSystem')) &&
    'only files/ touches the disk; share-server.ts and the thread that makes it hand the file system on',
];

/**
 * Holds the architecture: what is wrong with the imports below `root` (the project's `src`).
 *
 * @param {string} root
 * @returns {Promise<string[]>} one line for each violation; empty where all is well
 */
export async function findViolations(root) {
  const { files, imports } = await readImportGraph(root);
  const violations = imports.flatMap((each) => {
    const wrong = rules.flatMap((rule) => rule(each) || []);
    if (each.kind === 'local' && !each.to.startsWith('../') && !files.has(each.to)) wrong.push('there is no such file');
    return wrong.map((reason) => `${each.from}:${each.line} imports ${each.specifier}: ${reason}`);
  });
  // Types are gone before anything runs: only a cycle of values can bite.
  const cycles = findCycles(imports.filter(({ typeOnly }) => !typeOnly));
  return [...violations, ...cycles.map((files) => `import cycle: ${files.join(' → ')}`)];
}

/** @param {string} file */
function layerOf(file) {
  return layers.find(({ places }) =>
    places.some((place) => file === place || (place.endsWith('/') && file.startsWith(place))),
  );
}
