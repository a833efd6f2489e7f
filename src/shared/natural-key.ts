/** A text whose plain comparison gives the natural order: before each digit run stands its length. */
export function naturalKey(name: string): string {
  let key = name;
  // Most names are ASCII and need no decomposition, which costs the most.
  if (/[^\0-\x7f]/.test(key)) key = key.normalize('NFKD').replace(/\p{Mn}+/gu, '');
  key = key.toLowerCase();
  if (!/[0-9]/.test(key)) return key;
  return key.replace(/0*([0-9]+)/g, (_, digits: string) => `0${String.fromCharCode(digits.length)}${digits}`);
}
