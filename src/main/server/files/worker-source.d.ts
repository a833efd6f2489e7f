/** A module as the text of a script for a worker thread: see `scripts/worker-source-plugin.ts`. */
declare module '*?worker-source' {
  const source: string;
  export default source;
}
