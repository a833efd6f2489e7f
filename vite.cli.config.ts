import { chmod } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { licensesFile } from './scripts/bundled-text.ts';
import { visitorAssets } from './scripts/visitor-assets-plugin.ts';
import { workerSource } from './scripts/worker-source-plugin.ts';

const outDir = resolve(import.meta.dirname, 'out/cli');
const fileName = 'doorstep.js';

/** npm links the file as a command: a system with permissions runs it only with the executable bit. */
const executable: Plugin = {
  name: 'executable',
  writeBundle: () => chmod(resolve(outDir, fileName), 0o755),
};

/** The command line: one file for plain Node 20, with everything in it but Node's own modules. */
export default defineConfig({
  plugins: [visitorAssets(), workerSource(), executable],
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20.18',
    outDir,
    emptyOutDir: true,
    sourcemap: true,
    license: { fileName: licensesFile },
    rolldownOptions: {
      input: resolve(import.meta.dirname, 'src/cli/index.ts'),
      output: { format: 'es', entryFileNames: fileName, codeSplitting: false, banner: '#!/usr/bin/env node' },
    },
  },
  ssr: { noExternal: true },
});
