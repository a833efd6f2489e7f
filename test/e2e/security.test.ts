import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createOwner, dropFiles, launchApp, snapshotOf, waitForStatus } from './support/launch.ts';
import { downloadAll } from './support/visitor.ts';

it('the page runs no script but its own and reaches nothing but main', async () => {
  await using owner = await createOwner();
  await using running = await launchApp(owner);
  const { page } = running;
  // Inside a timer: what the test evaluates directly is not bound by the page's policy.
  const inTimer = (body: string) =>
    page.evaluate(
      (text) =>
        new Promise<string>((resolve) => {
          const run = new Function('resolve', text);
          setTimeout(() => run(resolve));
        }),
      `Promise.resolve().then(async () => { ${body} }).then((v) => resolve(String(v)), (e) => resolve('refused: ' + e.name))`,
    );
  expect(await inTimer("return eval('1 + 1')")).toBe('refused: EvalError');
  expect(await inTimer("return new Function('return 1')()")).toBe('refused: EvalError');
  expect(await inTimer(`return (await fetch('http://127.0.0.1:${owner.port}/')).status`)).toBe('refused: TypeError');
  expect(
    await inTimer(`
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      document.body.append(script);
      return globalThis.injected`),
  ).not.toBe('true');
  expect(await page.evaluate(() => [typeof require, typeof process, Object.keys(globalThis.doorstep).sort()])).toEqual([
    'undefined',
    'undefined',
    ['addDroppedFiles', 'on', 'request'],
  ]);
});

it('navigation, new windows and permissions are denied', async () => {
  await using owner = await createOwner();
  await using running = await launchApp(owner);
  const { app, page } = running;
  const here = page.url();
  expect(here).toBe('app://bundle/index.html');
  await page.evaluate(() => Object.assign(globalThis, { same: true }));
  // Some of them Chromium refuses by itself.
  for (const url of ['file:///etc/passwd', 'data:text/html,x', 'https://example.invalid/', 'app://bundle/other.html']) {
    await page.evaluate((to) => {
      location.href = to;
    }, url);
  }
  await expect.poll(() => running.faults.some((fault) => fault.includes('app://bundle/other.html'))).toBe(true);
  expect(await page.evaluate(() => 'same' in globalThis)).toBe(true);
  expect(page.url()).toBe(here);
  expect(await page.evaluate(() => window.open('https://example.invalid/new'))).toBeNull();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe(
    'denied',
  );
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
});

it('malformed and foreign requests are refused as values', async () => {
  await using owner = await createOwner();
  await using running = await launchApp(owner);
  const { page } = running;
  const ask = (name: string, ...parameters: unknown[]) =>
    page.evaluate(
      ([requestName, values]) =>
        globalThis.doorstep
          .request(requestName as 'setPort', ...(values as [number]))
          .catch((error: Error) => `rejected: ${error.message}`),
      [name, parameters] as const,
    );
  const unexpected = { ok: false, problem: { kind: 'unexpected' } };
  expect(await ask('setPort', '8000')).toMatchObject(unexpected);
  expect(await ask('setPort', 70_000)).toEqual({ ok: false, problem: { kind: 'invalid-port' } });
  expect(await ask('addDroppedPaths', '/etc')).toMatchObject(unexpected);
  expect(await ask('removeItem', { id: 1 })).toMatchObject(unexpected);
  expect(await ask('copyLink', 'http://elsewhere.invalid/')).toMatchObject(unexpected);
  expect(await ask('openLink', 'file:///etc/passwd')).toMatchObject(unexpected);
  expect(await ask('startSharing')).toEqual({ ok: false, problem: { kind: 'nothing-to-share' } });
  expect(await ask('constructor')).toBe('rejected: no such request');
  expect(await ask('removeItem', 'no such item')).toEqual({ ok: true });
  expect((await snapshotOf(page)).items).toEqual([]);
});

it('a file without a path is told, and nothing happens', async () => {
  await using owner = await createOwner();
  await using running = await launchApp(owner);
  const result = await running.page.evaluate(() =>
    globalThis.doorstep.addDroppedFiles([new File(['x'], 'from a page.png')]),
  );
  expect(result).toEqual({ ok: false, problem: { kind: 'path-unsupported', name: 'from a page.png' } });
});

it('markup and control characters from the network are text in the log, and nothing else', async () => {
  await using owner = await createOwner();
  const folder = join(owner.home, 'folder');
  await mkdir(join(folder, '<b>x<'), { recursive: true });
  await writeFile(join(folder, '<b>x<', 'b>.txt'), 'x');
  await using running = await launchApp(owner);
  const { page } = running;
  await dropFiles(page, [folder]);
  await waitForStatus(page, 'sharing');
  await downloadAll(`http://127.0.0.1:${owner.port}/`);
  await page.locator('.log').getByText('/<b>x</b>.txt', { exact: true }).waitFor();

  const visitor = connect(owner.port, '127.0.0.1');
  visitor.end('GET /<img/src=x\x1b[31m> HTTP/1.1\r\nHost: x\r\nUser-Agent: <i>agent</i>\r\nConnection: close\r\n\r\n');
  visitor.resume();
  await once(visitor, 'close');
  await expect.poll(() => page.locator('.log tbody tr').count()).toBe(4);
  expect(await page.locator('.log').locator('b, i, img').count()).toBe(0);
  expect(await page.locator('.log').innerText()).not.toContain('\x1b');
});
