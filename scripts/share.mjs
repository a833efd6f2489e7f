// npm run share -- [option…] [path…]: the command line, built first where the sources are newer. It runs in this very
// process, so that signals, exit code and standard output are its own.
import { buildIfStale } from './build-if-stale.mjs';

await buildIfStale();
await import(new URL('../out/cli/doorstep.js', import.meta.url).href);
