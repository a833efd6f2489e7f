import { createHash } from 'node:crypto';
import { build, type Plugin, type Rollup } from 'vite';
import { bundledText, licensesFile, licensesIn } from './bundled-text.ts';

/**
 * What the visitor's bundle must run on: phones of 2018 that still get updates run newer ones, and those that do not (an iPhone
 * 6s, an Android 9 with an old WebView) have about these.
 */
const targets = ['chrome79', 'edge79', 'firefox78', 'safari13', 'ios13'];

/** The visitor's script and style sheet as text. `hash` changes with either. */
export interface VisitorAssets {
  readonly js: string;
  readonly css: string;
  readonly hash: string;
}

/**
 * `import assets from './main.ts?visitor-assets'` gives that browser entry, bundled and minified into one classic script
 * and one style sheet: one way for the command line, the app's asar file and the tests, with no file beside the bundle
 * that could be missing.
 */
export function visitorAssets(): Plugin {
  return bundledText('visitor-assets', '?visitor-assets', async (entry) => {
    const { assets, files, licenses } = await bundleVisitor(entry);
    return { value: assets, files, licenses };
  });
}

/** Bundles a browser entry (absolute path). `files` are the sources that went into it, `licenses` the notices that they need. */
export async function bundleVisitor(
  entry: string,
): Promise<{ assets: VisitorAssets; files: string[]; licenses: string }> {
  const files: string[] = [];
  const { output } = (await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    // `import.meta.env` and whatever libraries ask for.
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [{ name: 'sources', buildEnd: collectSources(files) }],
    build: {
      write: false,
      target: targets,
      cssTarget: targets,
      minify: true,
      cssMinify: true,
      cssCodeSplit: false,
      // Everything that the style sheet names must be inside it: there is no address for more files.
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      modulePreload: false,
      license: { fileName: licensesFile },
      rolldownOptions: { input: entry, output: { format: 'iife', codeSplitting: false } },
    },
  })) as Rollup.RollupOutput;
  let js = '';
  let css = '';
  for (const file of output) {
    if (file.fileName === licensesFile) continue;
    if (file.type === 'chunk') js += file.code;
    else if (file.fileName.endsWith('.css')) css += String(file.source).replace(/\/\*\$vite\$:\d+\*\/\s*$/, '');
    else throw new Error(`The visitor's bundle has a file that nobody would serve: ${file.fileName}`);
  }
  const hash = createHash('sha256')
    .update(JSON.stringify([js, css]))
    .digest('hex')
    .slice(0, 16);
  return { assets: { js: js.trim(), css: css.trim(), hash }, files, licenses: licensesIn(output) };
}

function collectSources(files: string[]): NonNullable<Plugin['buildEnd']> {
  return function () {
    for (const id of this.getModuleIds()) files.push(id.replace(/\?.*$/, ''));
  };
}
