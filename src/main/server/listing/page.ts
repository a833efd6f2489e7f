import type { Locale } from '../../../shared/i18n/locale.ts';
import type { HeaderField } from '../http/response.ts';
import { escapeHtml } from './html.ts';

/** A small door on its step, in the page itself: so no browser asks for `/favicon.ico`, which a share may have. */
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%2317704f' d='M3 1h10v12H3z'/%3E%3Cpath fill='%238a867c' d='M1 13h14v2H1z'/%3E%3Ccircle cx='10.5' cy='7.5' r='1' fill='%23fbe3a6'/%3E%3C/svg%3E";

export interface PageOptions {
  readonly title: string;
  readonly locale: Locale;
  /** Attributes of the root element besides `lang`: names that need no escaping, values that get it. */
  readonly data: Readonly<Record<string, string>>;
  /** What else belongs into the head: style and script. */
  readonly head: string;
}

/** Fields that every page of our own carries: pages differ by the visitor's language, and the next share may have the same address. */
export const pageHeaders: readonly HeaderField[] = [
  ['Cache-Control', 'no-cache'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
];

/** Everything before the page's body. The title is escaped here. */
export function pageStart({ title, locale, data, head }: PageOptions): string {
  let attributes = '';
  for (const [name, value] of Object.entries(data)) attributes += ` data-${name}="${escapeHtml(value)}"`;
  return `<!DOCTYPE html>
<html lang="${locale}"${attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f6f5f2" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#161716" media="(prefers-color-scheme: dark)">
<meta name="format-detection" content="telephone=no">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${icon}">
${head}</head>
<body>
`;
}

/** Everything after its content. */
export const pageEnd = '</body>\n</html>\n';
