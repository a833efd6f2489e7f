import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { app, protocol } from 'electron';

/** The page's address: the built one, or that of the development server. */
export function appPageUrl(): string {
  return developmentServer() ?? 'app://bundle/index.html';
}

/** The origin as Chromium writes it; `URL` knows no origin for our own scheme. */
export function appOrigin(): string {
  const server = developmentServer();
  return server ? new URL(server).origin : 'app://bundle';
}

/** Must run before the app's `ready` event. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page from `folder`; nothing outside it can be named. Call when the app is ready. */
export function serveAppPage(folder: string): void {
  protocol.handle('app', async (request) => {
    const path = pathOf(request, folder);
    const type = path && mediaTypes[extname(path)];
    if (!path || !type) return notFound();
    try {
      const body = new Uint8Array(await readFile(path));
      return new Response(body, { headers: { ...securityFields, 'content-type': type } });
    } catch {
      return notFound();
    }
  });
}

/** No script but ours, no connection but to ourselves; names from the network stay text whatever the page does. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const securityFields = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

function pathOf(request: Request, folder: string): string | undefined {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.host !== 'bundle') return undefined;
  try {
    const path = normalize(join(folder, decodeURIComponent(url.pathname)));
    return path.startsWith(folder + sep) ? path : undefined;
  } catch {
    return undefined;
  }
}

function notFound(): Response {
  return new Response('not found', { status: 404, headers: securityFields });
}

/** Set by `electron-vite dev`; a packed app never looks. */
function developmentServer(): string | undefined {
  return app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
}
