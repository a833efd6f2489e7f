/**
 * `text` with every character that could move the cursor, start an escape sequence, end the line or turn the direction
 * of writing replaced by `\x1b` or `\u202e`: names and requests come from strangers and are shown in a terminal.
 */
export function printable(text: string): string {
  // Nearly all requests are plain, and a line is written for each: telling that is many times cheaper than looking for what to escape.
  if (plainPattern.test(text)) return text;
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, escapeCharacter);
}

/** Visible ASCII and spaces. */
const plainPattern = /^[\x20-\x7e]*$/;
/** The same without the quote and the backslash. */
const plainFieldPattern = /^[ !#-[\]-~]*$/;

/** As `printable`, and unambiguous: a backslash is doubled, as Python's http.server does, and a quote cannot end the field. */
export function printableField(text: string): string {
  if (plainFieldPattern.test(text)) return text;
  return printable(text.replaceAll('\\', '\\\\')).replaceAll('"', '\\x22');
}

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
