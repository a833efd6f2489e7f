import { build, type Plugin, type Rollup } from 'vite';

const suffix = '?worker-source';

/**
 * `import source from './x-worker.ts?worker-source'` gives that module, bundled into one CommonJS script, as text for
 * `new Worker(source, { eval: true })`: one way for the command line, the app's asar file and the tests, with no file
 * beside the bundle that could be missing.
 */
export function workerSource(): Plugin {
  return {
    name: 'worker-source',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (!id.endsWith(suffix)) return null;
      const resolved = await this.resolve(id.slice(0, -suffix.length), importer);
      return resolved && `${resolved.id}${suffix}`;
    },
    async load(id) {
      if (!id.endsWith(suffix)) return null;
      const entry = id.slice(0, -suffix.length);
      const { code, modules } = await bundle(entry);
      for (const module of modules) this.addWatchFile(module);
      return { code: `export default ${JSON.stringify(code)};`, map: null };
    },
  };
}

async function bundle(entry: string): Promise<{ code: string; modules: string[] }> {
  const output = (await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: entry,
      write: false,
      target: 'node20.18',
      rolldownOptions: { output: { format: 'cjs', codeSplitting: false } },
    },
    ssr: { noExternal: true },
  })) as Rollup.RollupOutput;
  const [chunk] = output.output;
  return { code: chunk.code, modules: Object.keys(chunk.modules) };
}
