/** The character classes of RFC 9110 §5.6 and RFC 9112, alone in one file. Text is one char per byte (latin1). */

/** `token` (RFC 9110 §5.6.2). */
export const tokenPattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** A character that may begin a method, and so a request. */
export function isTokenByte(byte: number): boolean {
  return tokenBytes[byte] === 1;
}

const tokenBytes = new Uint8Array(256);
for (let byte = 0; byte < 128; byte++) if (tokenPattern.test(String.fromCharCode(byte))) tokenBytes[byte] = 1;

/** `field-value` without its surrounding white space: VCHAR, obs-text, SP and HTAB (RFC 9110 §5.5). */
export const fieldValuePattern = /^[\t\x20-\x7e\x80-\xff]*$/;

/** What may stand in a request target: visible ASCII without `#` (a fragment is never sent, RFC 9110 §7.1). */
export const requestTargetPattern = /^[!"$-~]+$/;

/** `1*DIGIT`, for Content-Length (RFC 9110 §8.6). */
export const digitsPattern = /^[0-9]+$/;

/** Optional white space around a field value: SP and HTAB (RFC 9110 §5.6.3). */
export function trimOptionalWhitespace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isOptionalWhitespace(text.charCodeAt(start))) start++;
  while (end > start && isOptionalWhitespace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isOptionalWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
