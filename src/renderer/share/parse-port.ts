/**
 * The port (1–65535) that the owner typed, or null. Full-width digits, which a Chinese input method gives, count as
 * digits; signs, decimals and other notations do not.
 */
export function parsePort(text: string): number | null {
  const digits = text.normalize('NFKC').trim();
  if (!/^[0-9]{1,5}$/.test(digits)) return null;
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? port : null;
}
