// Preloaded (--import) into electron's install.js: shows how its download goes and gives up where nothing comes.
// install.js fetches with the global fetch, shows nothing for 30 s and would wait for minutes behind a silent firewall.

/** From the request to the answer's head: a reachable mirror answers within a second or two. */
const connectTimeoutMs = 15_000;
/** Without one byte for this long, the connection is dead. */
const stallTimeoutMs = 30_000;
const redrawIntervalMs = 200;
/** Where the output is no terminal: one line for each step. */
const plainStepPercent = 20;

const realFetch = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const address = input instanceof Request ? input.url : String(input);
  const host = new URL(address).host;
  const abort = new AbortController();
  const connecting = setTimeout(
    () => abort.abort(new Error(`no answer from ${host} within ${connectTimeoutMs / 1000} s`)),
    connectTimeoutMs,
  );
  let response;
  try {
    response = await realFetch(input, { ...init, signal: abort.signal });
  } catch (error) {
    throw new Error(`cannot fetch ${address}: ${rootCause(error)}`);
  } finally {
    clearTimeout(connecting);
  }
  if (!response.ok || !response.body) return response;
  const totalBytes = Number(response.headers.get('content-length')) || 0;
  const watched = response.body.pipeThrough(watch(host, totalBytes, abort));
  return new Response(watched, { status: response.status, headers: response.headers });
};

/**
 * @param {string} host
 * @param {number} totalBytes 0 where unknown
 * @param {AbortController} abort
 * @returns {TransformStream<Uint8Array, Uint8Array>}
 */
function watch(host, totalBytes, abort) {
  const show = progressPrinter(totalBytes);
  let receivedBytes = 0;
  const stalled = () => abort.abort(new Error(`${host} sent nothing for ${stallTimeoutMs / 1000} s`));
  let stall = setTimeout(stalled, stallTimeoutMs);
  return new TransformStream({
    transform(chunk, controller) {
      clearTimeout(stall);
      stall = setTimeout(stalled, stallTimeoutMs);
      receivedBytes += chunk.byteLength;
      show(receivedBytes, false);
      controller.enqueue(chunk);
    },
    flush() {
      clearTimeout(stall);
      show(receivedBytes, true);
    },
  });
}

/**
 * @param {number} totalBytes
 * @returns {(receivedBytes: number, done: boolean) => void}
 */
function progressPrinter(totalBytes) {
  const terminal = process.stderr.isTTY;
  let drawnAt = 0;
  let nextPlainPercent = plainStepPercent;
  return (receivedBytes, done) => {
    const percent = totalBytes > 0 ? Math.floor((100 * receivedBytes) / totalBytes) : 0;
    const text = `  ${(receivedBytes / 1e6).toFixed(1)} MB${totalBytes > 0 ? ` of ${(totalBytes / 1e6).toFixed(1)} MB (${percent} %)` : ''}`;
    if (terminal) {
      if (!done && Date.now() - drawnAt < redrawIntervalMs) return;
      drawnAt = Date.now();
      process.stderr.write(`\r${text}\x1b[K${done ? '\n' : ''}`);
    } else if (totalBytes > 0 ? percent >= nextPlainPercent : done) {
      nextPlainPercent = percent - (percent % plainStepPercent) + plainStepPercent;
      process.stderr.write(`${text}\n`);
    }
  };
}

/**
 * The innermost reason, such as "getaddrinfo ENOTFOUND github.com"; fetch itself only says "fetch failed".
 * @param {unknown} error
 */
function rootCause(error) {
  let reason = error;
  while (reason instanceof Error && reason.cause instanceof Error) reason = reason.cause;
  return reason instanceof Error ? reason.message : String(reason);
}
