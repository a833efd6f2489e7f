/** A text whose plain comparison gives the natural order: before each digit run stands its length. */
export function naturalKey(name: string): string {
  let key = name;
  // Most names are ASCII and need no decomposition, which costs the most.
  if (/[^\0-\x7f]/.test(key)) key = key.normalize('NFKD').replace(/\p{Mn}+/gu, '');
  return withLengths(key.toLowerCase());
}

/** By hand, since every name of a folder comes through here, and a pattern's callback costs several times as much. */
function withLengths(text: string): string {
  let key = '';
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isDigit(text.charCodeAt(at))) continue;
    let end = at + 1;
    while (end < text.length && isDigit(text.charCodeAt(end))) end++;
    let first = at;
    while (first < end - 1 && text.charCodeAt(first) === zero) first++;
    key += `${text.slice(copied, at)}0${String.fromCharCode(end - first)}${text.slice(first, end)}`;
    copied = end;
    at = end;
  }
  return copied === 0 ? text : key + text.slice(copied);
}

const zero = 0x30;

function isDigit(code: number): boolean {
  return code >= zero && code <= 0x39;
}
