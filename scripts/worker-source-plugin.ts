import { build, type Plugin, type Rollup } from 'vite';
import { bundledText, licensesFile, licensesIn } from './bundled-text.ts';
import { visitorAssets } from './visitor-assets-plugin.ts';

/**
 * `import source from './x-worker.ts?worker-source'` gives that module, bundled into one CommonJS script, as text for
 * `new Worker(source, { eval: true })`: one way for the command line, the app's asar file and the tests, with no file
 * beside the bundle that could be missing. What the module imports may itself be a worker's source or the visitor's assets.
 */
export function workerSource(): Plugin {
  return bundledText('worker-source', '?worker-source', async (entry) => {
    const { output } = (await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      plugins: [visitorAssets(), workerSource()],
      build: {
        ssr: entry,
        write: false,
        target: 'node20.18',
        license: { fileName: licensesFile },
        rolldownOptions: { output: { format: 'cjs', codeSplitting: false } },
      },
      ssr: { noExternal: true },
    })) as Rollup.RollupOutput;
    const [chunk] = output;
    return { value: chunk.code, files: Object.keys(chunk.modules), licenses: licensesIn(output) };
  });
}
