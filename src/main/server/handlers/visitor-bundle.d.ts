/** A browser entry, bundled, as text: see `scripts/visitor-assets-plugin.ts`. */
declare module '*?visitor-assets' {
  const assets: { readonly js: string; readonly css: string; readonly hash: string };
  export default assets;
}
