import { readdir, readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import { parseSync, Visitor } from 'vite';

/**
 * One import, re-export, dynamic import or import type of one module.
 * @typedef {object} Import
 * @property {string} from the importing file, relative to the root, with `/`
 * @property {number} line
 * @property {string} specifier as written
 * @property {'local' | 'builtin' | 'package'} kind
 * @property {string} to a local file relative to the root; a builtin without `node:`; a package with its subpath
 * @property {boolean} typeOnly erased before anything runs
 * @property {readonly string[]} names what is taken, where names are given
 */

/**
 * Reads the imports of every TypeScript file below `root`, from the syntax tree, never from the text.
 *
 * @param {string} root
 * @returns {Promise<{ files: Set<string>, imports: Import[] }>} `files` holds every file, of any type
 * @throws {Error} where a file cannot be parsed
 */
export async function readImportGraph(root) {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const imports = [];
  for (const file of files.filter((name) => /\.[cm]?tsx?$/.test(name))) {
    imports.push(...importsOf(file, await readFile(join(root, file), 'utf8')));
  }
  return { files: new Set(files), imports };
}

/**
 * @param {string} from
 * @param {string} source
 * @returns {Import[]}
 */
export function importsOf(from, source) {
  const { program, errors } = parseSync(from, source);
  if (errors.length > 0) throw new Error(`${from}: ${errors[0]?.message}`);
  /** @type {Import[]} */
  const found = [];
  /**
   * @param {number} start
   * @param {{ type: string, value?: unknown } | null | undefined} literal
   * @param {boolean} typeOnly
   * @param {readonly string[]} names
   */
  const add = (start, literal, typeOnly, names = []) => {
    const line = source.slice(0, start).split('\n').length;
    if (typeof literal?.value !== 'string') throw new Error(`${from}:${line}: the imported module is no plain string`);
    const specifier = literal.value;
    found.push({ from, line, specifier, ...target(from, specifier), typeOnly, names });
  };
  new Visitor({
    ImportDeclaration(node) {
      const named = node.specifiers.filter((each) => each.type === 'ImportSpecifier');
      const allTypes = named.length > 0 && named.length === node.specifiers.length;
      const typeOnly = node.importKind === 'type' || (allTypes && named.every((each) => each.importKind === 'type'));
      add(
        node.start,
        node.source,
        typeOnly,
        named.map(({ imported }) => ('name' in imported ? imported.name : imported.value)),
      );
    },
    ExportNamedDeclaration(node) {
      if (node.source) add(node.start, node.source, node.exportKind === 'type');
    },
    ExportAllDeclaration: (node) => add(node.start, node.source, node.exportKind === 'type'),
    ImportExpression: (node) => add(node.start, /** @type {{ type: string, value?: unknown }} */ (node.source), false),
    TSImportType: (node) => add(node.start, node.source, true),
    TSImportEqualsDeclaration(node) {
      const { moduleReference } = node;
      if (moduleReference.type !== 'TSExternalModuleReference') return;
      add(node.start, moduleReference.expression, node.importKind === 'type');
    },
    CallExpression(node) {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'require') return;
      add(node.start, /** @type {{ type: string, value?: unknown } | undefined} */ (node.arguments[0]), false);
    },
  }).visit(program);
  return found;
}

/**
 * @param {string} from
 * @param {string} specifier
 * @returns {Pick<Import, 'kind' | 'to'>}
 */
function target(from, specifier) {
  const path = specifier.replace(/[?#].*$/, '');
  if (/^\.{1,2}(\/|$)/.test(path)) return { kind: 'local', to: posix.normalize(posix.join(dirname(from), path)) };
  if (isBuiltin(path)) return { kind: 'builtin', to: path.replace(/^node:/, '') };
  return { kind: 'package', to: path };
}

/**
 * The import cycles: each a list of files that ends where it begins, one for each way back that was found.
 *
 * @param {readonly Import[]} imports
 * @returns {string[][]}
 */
export function findCycles(imports) {
  /** @type {Map<string, Set<string>>} */
  const next = new Map();
  for (const { from, to, kind } of imports) {
    if (kind === 'local') next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  /** @type {string[][]} */
  const cycles = [];
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {string[]} */
  const trail = [];
  /** @param {string} file */
  const walk = (file) => {
    const at = trail.indexOf(file);
    if (at >= 0) cycles.push([...trail.slice(at), file]);
    if (at >= 0 || done.has(file)) return;
    trail.push(file);
    for (const to of next.get(file) ?? []) walk(to);
    trail.pop();
    done.add(file);
  };
  for (const file of next.keys()) walk(file);
  return cycles;
}
