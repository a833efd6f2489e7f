/** A small picture as a `data:` URL within the bundle. */
declare module '*.png?inline' {
  const url: string;
  export default url;
}
