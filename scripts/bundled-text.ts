import type { Plugin, Rollup } from 'vite';

/** Where a build puts the notices of what it bundles. */
export const licensesFile = 'licenses.md';

export interface BundledText {
  /** What the import gives; JSON. */
  readonly value: unknown;
  /** The sources that went into it. */
  readonly files: readonly string[];
  /** The notices of what was bundled, as the build writes them. */
  readonly licenses: string;
}

/**
 * A plugin for `import value from './x.ts?suffix'`: the module is bundled by a build of its own, and what comes of it is text
 * in the importer's bundle. Its notices go where the importer's are.
 */
export function bundledText(
  name: string,
  suffix: `?${string}`,
  bundle: (entry: string) => Promise<BundledText>,
): Plugin {
  const notices = new Map<string, string>();
  return {
    name,
    enforce: 'pre',
    async resolveId(id, importer) {
      if (!id.endsWith(suffix)) return null;
      const resolved = await this.resolve(id.slice(0, -suffix.length), importer);
      return resolved && `${resolved.id}${suffix}`;
    },
    async load(id) {
      if (!id.endsWith(suffix)) return null;
      const { value, files, licenses } = await bundle(id.slice(0, -suffix.length));
      for (const file of files) this.addWatchFile(file);
      for (const [heading, notice] of noticesIn(licenses)) notices.set(heading, notice);
      return { code: `export default ${JSON.stringify(value)};`, map: null };
    },
    generateBundle: {
      order: 'post',
      handler(_options, output) {
        const file = output[licensesFile];
        if (file?.type === 'asset') file.source = withNotices(String(file.source), notices);
      },
    },
  };
}

/** The notices among what a build has written; none where it was not asked for them. */
export function licensesIn(output: Rollup.RollupOutput['output']): string {
  const file = output.find(({ fileName }) => fileName === licensesFile);
  return file?.type === 'asset' ? String(file.source) : '';
}

/** By heading: one for each package. */
function noticesIn(licenses: string): [heading: string, notice: string][] {
  const [, ...notices] = licenses.split(/^(?=## )/m);
  return notices.map((notice) => [notice.slice(0, notice.indexOf('\n')), notice.trimEnd()]);
}

function withNotices(licenses: string, more: ReadonlyMap<string, string>): string {
  const [heading = ''] = licenses.split(/^(?=## )/m);
  const all = new Map([...noticesIn(licenses), ...more]);
  if (all.size === 0) return licenses;
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, notice]) => notice);
  return `${[heading.trimEnd(), ...sorted].join('\n\n')}\n`;
}
