/**
 * The value of Content-Disposition that gives a download its name (RFC 6266, RFC 8187). A name of plain ASCII stands in
 * `filename`; any other stands whole in `filename*`, and `filename` holds what is left of it for old clients. The name
 * comes from the owner's disk and may hold anything: path separators and control characters become `_`, a lone
 * surrogate U+FFFD. The value is always visible ASCII and spaces, so it cannot break out of its field.
 */
export function contentDisposition(fileName: string, type: 'attachment' | 'inline' = 'attachment'): string {
  const name = safeName(fileName);
  // A quote would need an escape, and %41 looks like one: clients disagree about both (RFC 6266 appendix D).
  const plain = name.replace(/[^\x20-\x7e]|"|%(?=[0-9A-Fa-f]{2})/gu, '_');
  const value = `${type}; filename="${plain}"`;
  return plain === name ? value : `${value}; filename*=UTF-8''${extendedValue(name)}`;
}

/** A name that is one path segment everywhere, and no way to the folder above. */
function safeName(fileName: string): string {
  const name = fileName.toWellFormed().replace(/[\p{Cc}/\\]/gu, '_');
  return name === '' || name === '.' || name === '..' ? 'download' : name;
}

/** `value-chars` of RFC 8187 §3.2.1: UTF-8, percent-encoded but for `attr-char`. */
function extendedValue(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
