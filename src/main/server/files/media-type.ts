import { isUtf8 } from 'node:buffer';
import mime from 'mime';

/** Media types besides `text/*` whose content is text that a browser decodes by the charset parameter. */
const textualTypes = new Set(['application/javascript', 'application/xml', 'application/xhtml+xml', 'image/svg+xml']);

/** The media type that the file's name tells; null where it tells none. */
export function mediaTypeByName(fileName: string): string | null {
  const dot = fileName.lastIndexOf('.');
  const extension = fileName.slice(dot + 1);
  // The library takes a name without a dot for an ending, and what follows a back-slash for a name.
  return dot > 0 && !extension.includes('\\') ? mime.getType(extension) : null;
}

/** Whether the charset parameter means anything for this type, so that looking at the content is worth it. */
export function takesCharset(mediaType: string): boolean {
  return mediaType.startsWith('text/') || textualTypes.has(mediaType);
}

/**
 * The Content-Type for a file whose beginning is `sample`. UTF-8 is said only where the sample is valid UTF-8: said of
 * an old GBK or Latin-1 page it would beat the page's own `<meta charset>` and make it unreadable. A file whose name
 * tells no type (README, Makefile) is text if its sample is.
 */
export function contentType(mediaType: string | null, sample: Buffer, isWhole: boolean): string {
  if (mediaType === null)
    return sample.length > 0 && isUtf8Sample(sample, isWhole) && !sample.includes(0)
      ? 'text/plain; charset=utf-8'
      : 'application/octet-stream';
  return takesCharset(mediaType) && isUtf8Sample(sample, isWhole) ? `${mediaType}; charset=utf-8` : mediaType;
}

/** A sample may end in the middle of a character; a whole file may not. */
function isUtf8Sample(sample: Buffer, isWhole: boolean): boolean {
  if (isUtf8(sample)) return true;
  if (isWhole) return false;
  for (let cut = 1; cut <= 3 && cut < sample.length; cut++) {
    const lead = sample[sample.length - cut] as number;
    if (lead >= 0xc2) return cut < sequenceBytes(lead) && isUtf8(sample.subarray(0, sample.length - cut));
    if (lead < 0x80) return false;
  }
  return false;
}

/** How many bytes the sequence has that begins with this byte (RFC 3629 §4). */
function sequenceBytes(lead: number): number {
  if (lead >= 0xf0) return lead <= 0xf4 ? 4 : 0;
  return lead >= 0xe0 ? 3 : 2;
}
