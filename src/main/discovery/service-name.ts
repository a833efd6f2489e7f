import { serviceLabelBytesMax } from './limits.ts';

/** What is announced where the owner's name is empty. */
const namelessName = 'Doorstep';

/**
 * The name as it can be announced: one DNS label of at most 63 bytes of UTF-8 (RFC 6763 §4.1.1), cut between characters.
 * Dots become dashes, since the library takes them for the end of a label; control characters, which would be shown to
 * others, become spaces. A mark is added as in `Name (2)` (RFC 6763 appendix D) and never cut off.
 */
export function announcedName(name: string, mark = ''): string {
  const suffix = mark === '' ? '' : ` (${mark})`;
  const readable = name.toWellFormed().normalize('NFC').replaceAll('.', '-');
  const clean = readable.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu, ' ').trim();
  return clipBytes(clean || namelessName, serviceLabelBytesMax - suffix.length).trimEnd() + suffix;
}

/** The longest beginning that is no more than `bytesMax` bytes of UTF-8 and ends between two characters. */
export function clipBytes(text: string, bytesMax: number): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > bytesMax) break;
    end += character.length;
  }
  return text.slice(0, end);
}
