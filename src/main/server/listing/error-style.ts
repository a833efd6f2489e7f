import { createHash } from 'node:crypto';

/** The style of error pages, in the colours of `src/visitor/listing.css`. */
export const errorStyle = `:root{color-scheme:light dark;--ink:#1f1e1b;--soft:#67645d;--line:#e5e3dd;--paper:#fff;--ground:#f6f5f2;--accent:#17704f;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#ecebe7;--soft:#a4a49c;--line:#2e312e;--paper:#1c1d1c;--ground:#161716;--accent:#5bc496;--on:#06261a}}
*{box-sizing:border-box}
html,body{min-height:100%}
body{margin:0;display:flex;align-items:center;justify-content:center;min-height:100vh;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;-webkit-text-size-adjust:100%;padding:24px max(16px,env(safe-area-inset-right)) max(24px,env(safe-area-inset-bottom)) max(16px,env(safe-area-inset-left))}
main{width:100%;max-width:28rem;padding:40px 32px;background:var(--paper);border:1px solid var(--line);border-radius:16px;text-align:center}
#status{margin:0;font-size:3rem;line-height:1;font-weight:600;color:var(--accent);font-variant-numeric:tabular-nums}
h1{margin:8px 0 16px;font-size:1.25rem;line-height:1.4}
p{margin:0;color:var(--soft);overflow-wrap:anywhere}
a{display:inline-block;margin-top:24px;min-height:44px;padding:10px 24px;border-radius:22px;background:var(--accent);color:var(--on);font-weight:600;text-decoration:none}
a:hover{text-decoration:underline}
a:focus-visible{outline:3px solid var(--accent);outline-offset:3px}`;

/** Its SHA-256 as Content-Security-Policy takes it. */
export const errorStyleHash = createHash('sha256').update(errorStyle).digest('base64');
