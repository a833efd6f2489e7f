// node window-driver.mjs: runs the real app beside itself, in whatever network it is itself started in, for a test that
// is in another one. Reads JSON lines: first the settings for Electron's launch, then functions to call with
// { app, page } and an argument; answers each with one line.
import { createInterface } from 'node:readline';
import { _electron } from 'playwright-core';

const say = (/** @type {object} */ line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const lines = createInterface(process.stdin)[Symbol.asyncIterator]();
const settings = JSON.parse((await lines.next()).value);
const app = await _electron.launch({ ...settings, colorScheme: null, timeout: 30_000 });
app.process().stderr?.on('data', (chunk) => process.stderr.write(chunk));
const page = await app.firstWindow();
// Sooner than the test's own time-out, so that the test can tell what was waited for.
page.setDefaultTimeout(15_000);
await page.locator('main.app--empty, main:has([data-status])').waitFor();
say({ event: 'ready', value: app.process().pid });

for await (const line of { [Symbol.asyncIterator]: () => lines }) {
  const { id, source, argument } = JSON.parse(line);
  try {
    // Only the test itself writes here: it sends its own functions.
    const value = await new Function(`return (${source})`)()({ app, page }, argument);
    say({ event: 'answer', id, value: value ?? null });
  } catch (error) {
    say({ event: 'answer', id, error: error instanceof Error ? error.message : String(error) });
  }
}
await app.close();
say({ event: 'closed' });
