import { createHash } from 'node:crypto';
import type { Locale } from '../../../shared/i18n/locale.ts';
import type { HeaderField } from '../http/response.ts';
import { escapeHtml } from './html.ts';

/** The one style sheet of our own pages; inline, so that a page is one request and works from any path. */
const styleSheet = `:root{color-scheme:light dark;--ink:#1c2430;--soft:#5c6675;--line:#e3e7ec;--paper:#fff;--ground:#f5f7f9;--accent:#0b63c5;--hover:#eef4fb}
@media(prefers-color-scheme:dark){:root{--ink:#e8ecf1;--soft:#9aa5b4;--line:#2b333e;--paper:#161b22;--ground:#0e1217;--accent:#74b4ff;--hover:#1d2733}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;-webkit-text-size-adjust:100%}
main{max-width:60rem;margin:0 auto;padding:24px max(16px,env(safe-area-inset-right)) 48px max(16px,env(safe-area-inset-left))}
h1{font-size:1.25rem;line-height:1.4;margin:0 0 16px;overflow-wrap:anywhere}
a{color:var(--accent)}
p{margin:0;color:var(--soft)}
.card{background:var(--paper);border:1px solid var(--line);border-radius:12px;overflow:hidden}
table{width:100%;border-collapse:collapse;table-layout:fixed}
th{font-size:.8125rem;font-weight:600;color:var(--soft);text-align:left;padding:8px 16px;border-bottom:1px solid var(--line)}
td{padding:0 16px;border-top:1px solid var(--line);color:var(--soft);font-size:.875rem;font-variant-numeric:tabular-nums;white-space:nowrap}
tbody tr:first-child td{border-top:0}
tr:hover td{background:var(--hover)}
td a{display:block;padding:11px 0;font-size:1rem;color:var(--ink);text-decoration:none;white-space:normal;overflow-wrap:anywhere}
td a:hover,td a:focus-visible{color:var(--accent);text-decoration:underline}
td.folder a{font-weight:600;color:var(--accent)}
.size{width:7rem;text-align:right}.time{width:11rem}
.empty{padding:32px 16px;text-align:center}
@media(max-width:40rem){.time{display:none}.size{width:6rem}th,td{padding-left:12px;padding-right:12px}}`;

const styleHash = createHash('sha256').update(styleSheet).digest('base64');

/**
 * Fields that every page of our own carries: the strict policy keeps script out of it even if a name should ever slip
 * through unescaped, and pages differ by the visitor's language.
 */
export const pageHeaders: readonly HeaderField[] = [
  ['Content-Type', 'text/html; charset=utf-8'],
  ['Cache-Control', 'no-cache'],
  ['Vary', 'Accept-Language'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  [
    'Content-Security-Policy',
    `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
  ],
];

/** Everything before the page's content. `title` is escaped here. */
export function pageStart(title: string, locale: Locale): string {
  return `<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${escapeHtml(title)}</title>
<style>${styleSheet}</style>
</head>
<body>
<main>
`;
}

/** Everything after it. */
export const pageEnd = '</main>\n</body>\n</html>\n';
