import { reservedName } from './share.ts';

/** Characters of one name: what the file systems of all three platforms allow (255 UTF-16 units or bytes). */
const nameCharsMax = 255;

/** Characters of a file name's extension that stays behind the number; anything longer is part of the name. */
const extensionCharsMax = 10;

/**
 * Names under which the share's items are mounted (`/<name>/`), one for each given file or folder name and in the same
 * order. A name that is taken gets a number: `photo (2).jpg`. Names count as equal when they differ in case or in
 * Unicode normalisation only, because a visitor may type them. Each result is one URL segment: never empty, `.`, `..` or
 * our own `.doorstep`, no `/`, no NUL, well-formed, in NFC, at most 255 characters. A drive's root (`/`, `C:\`) is called
 * `Disk`.
 *
 * What follows in the list never changes the names before it, so an address that was given out stays.
 */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  const nextNumbers = new Map<string, number>();
  return names.map((name) => {
    const wanted = toSegment(name);
    const wantedKey = comparisonKey(wanted);
    let unique = wanted;
    let number = nextNumbers.get(wantedKey) ?? 2;
    while (taken.has(comparisonKey(unique))) unique = withNumber(wanted, number++);
    // Where counting starts next time, so that a thousand equal names do not cost a million steps.
    nextNumbers.set(wantedKey, number);
    taken.add(comparisonKey(unique));
    return unique;
  });
}

function toSegment(name: string): string {
  const drive = /^(?:([A-Za-z]):)?[\\/]+$/.exec(name);
  if (drive) return drive[1] ? `Disk ${drive[1].toUpperCase()}` : 'Disk';
  const segment = cut(name.toWellFormed().normalize('NFC').replace(/[/\0]/g, '_'), nameCharsMax);
  if (segment === '' || segment === '.' || segment === '..') return 'Unnamed';
  if (segment === reservedName) return reservedName.slice(1);
  return segment;
}

/** Upper case first, as it unites what lower case keeps apart (ß and SS, ς and σ). */
function comparisonKey(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

function withNumber(name: string, number: number): string {
  const { stem, extension } = splitExtension(name);
  const tail = ` (${number})${extension}`;
  return cut(stem, nameCharsMax - tail.length) + tail;
}

/** An extension has a letter in it: `v1.2` is a version, `song.mp3` a file. */
function splitExtension(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot) : '';
  const known = extension.length <= extensionCharsMax + 1 && /^\.[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*$/.test(extension);
  return known ? { stem: name.slice(0, dot), extension } : { stem: name, extension: '' };
}

/** The first `charsMax` UTF-16 units, but no half of a surrogate pair. */
function cut(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  return /[\uD800-\uDBFF]$/.test(text.slice(0, charsMax)) ? text.slice(0, charsMax - 1) : text.slice(0, charsMax);
}
