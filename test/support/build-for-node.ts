import { join, resolve } from 'node:path';
import { build } from 'vite';
import { visitorAssets } from '../../scripts/visitor-assets-plugin.ts';
import { workerSource } from '../../scripts/worker-source-plugin.ts';
import commandLineBuild from '../../vite.cli.config.ts';

/**
 * Bundles `entry` (absolute, or from the project's root) into one ES module in `folder`, as `vite.cli.config.ts` does for the
 * command line, so that a test runs the source on plain Node. Resolves to the module's path.
 */
export async function buildForNode(entry: string, folder: string): Promise<string> {
  const root = resolve(import.meta.dirname, '../..');
  const name = 'bundle.mjs';
  await build({
    ...commandLineBuild,
    root,
    configFile: false,
    plugins: [visitorAssets(), workerSource()],
    logLevel: 'warn',
    build: {
      ...commandLineBuild.build,
      license: false,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: resolve(root, entry),
        output: { format: 'es', entryFileNames: name, codeSplitting: false },
      },
    },
  });
  return join(folder, name);
}
