import type { Locale } from '../../shared/i18n/locale.ts';

export type TextStart =
  | { readonly kind: 'text'; readonly text: string; readonly isCut: boolean }
  | { readonly kind: 'binary' }
  | { readonly kind: 'unreachable' };

/**
 * The start of a text file: `bytesMax` bytes, asked for by Range (RFC 9110 §14.2), in the charset that the server names,
 * else in the one that the bytes look like. Rejects with an AbortError where `signal` says so.
 */
export async function readText(
  href: string,
  bytesMax: number,
  locale: Locale,
  signal: AbortSignal,
): Promise<TextStart> {
  let response: Response;
  try {
    response = await fetch(href, { headers: { Range: `bytes=0-${bytesMax - 1}` }, signal });
  } catch (error) {
    if (signal.aborted) throw error;
    return { kind: 'unreachable' };
  }
  // An empty file has no first byte: 416 (RFC 9110 §15.5.17).
  if (response.status === 416) return { kind: 'text', text: '', isCut: false };
  if (!response.ok) return { kind: 'unreachable' };
  const bytes = await readBytes(response, bytesMax, signal);
  if (!bytes) return { kind: 'unreachable' };
  const charset = /charset="?([\w-]+)/i.exec(response.headers.get('Content-Type') ?? '')?.[1];
  const isCut = bytes.length >= bytesMax && totalBytes(response) > bytes.length;
  const text = decodeText(bytes, charset, locale, isCut);
  return text === null ? { kind: 'binary' } : { kind: 'text', text, isCut };
}

/** Null where the connection broke. A server that ignores Range would send it all: the rest is not taken. */
async function readBytes(response: Response, bytesMax: number, signal: AbortSignal): Promise<Uint8Array | null> {
  const reader = response.body?.getReader();
  if (!reader) return null;
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done && length < bytesMax; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.length;
    }
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
  reader.cancel().catch(() => {}); // it may have broken by now: what is needed has come
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes.subarray(0, bytesMax);
}

function totalBytes(response: Response): number {
  const range = /\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1];
  return Number(range ?? response.headers.get('Content-Length') ?? 0);
}

/** Null for what is no text. */
export function decodeText(
  bytes: Uint8Array,
  charset: string | undefined,
  locale: Locale,
  isCut: boolean,
): string | null {
  const unicode = markedEncoding(bytes);
  if (!unicode && bytes.subarray(0, 8192).includes(0)) return null;
  // The end may have cut a character in two; `stream` leaves such a part out.
  const decode = (encoding: string, fatal: boolean): string =>
    new TextDecoder(encoding, { fatal }).decode(bytes, { stream: isCut });
  for (const encoding of [unicode, charset, 'utf-8']) {
    if (!encoding) continue;
    try {
      return decode(encoding, true);
    } catch {
      // Not in this encoding, or one that the browser does not know.
    }
  }
  return decode(locale === 'zh-CN' ? 'gb18030' : 'windows-1252', false);
}

/** What a byte order mark says. */
function markedEncoding([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}
