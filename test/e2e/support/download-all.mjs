// node download-all.mjs URL: a visitor. Follows every link of the listing and of the listings below, downloads every
// file, and prints one JSON line: [{ path, target, status, bytes, sum }], path as it is on the owner's disk.
import { createHash } from 'node:crypto';

const root = new URL(process.argv[2]);
const exchanges = [];

async function visit(url) {
  const response = await fetch(url, { redirect: 'error' });
  const body = Buffer.from(await response.arrayBuffer());
  const path = url.pathname.slice(root.pathname.length).split('/').map(decodeURIComponent).join('/');
  const sum = createHash('sha256').update(body).digest('hex');
  exchanges.push({ path, target: url.pathname, status: response.status, bytes: body.length, sum });
  if (!url.pathname.endsWith('/')) return;
  for (const [, href] of body.toString().matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)) {
    const link = new URL(decodeEntities(href), url);
    const isBelow =
      link.origin === root.origin && link.pathname.startsWith(url.pathname) && link.pathname !== url.pathname;
    if (isBelow && !exchanges.some(({ target }) => target === link.pathname)) await visit(link);
  }
}

function decodeEntities(text) {
  return text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name) => {
    return { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" }[name];
  });
}

await visit(root);
console.log(JSON.stringify(exchanges));
