// node download-all.mjs URL: a visitor. Follows every link of the listing and of the listings below, downloads every
// file, and prints one JSON line: [{ path, target, status, bytes, sum }], path as it is on the owner's disk.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { buffer } from 'node:stream/consumers';

const root = new URL(process.argv[2]);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const exchanges = [];

async function visit(url) {
  // Not fetch: it asks for compressed bodies and hides how many bytes came.
  const [response] = await once(get(url, { agent }), 'response');
  const body = await buffer(response);
  const path = url.pathname.slice(root.pathname.length).split('/').map(decodeURIComponent).join('/');
  const sum = createHash('sha256').update(body).digest('hex');
  exchanges.push({ path, target: url.pathname, status: response.statusCode, bytes: body.length, sum });
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
agent.destroy();
console.log(JSON.stringify(exchanges));
