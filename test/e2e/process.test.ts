import { once } from 'node:events';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createOwner, dropFiles, launchApp, snapshotOf, waitForStatus } from './support/launch.ts';
import { knock } from './support/visitor.ts';

it('paths given as arguments are shared at once', async () => {
  await using owner = await createOwner();
  await mkdir(join(owner.home, '--odd name'));
  await writeFile(join(owner.home, 'file.txt'), 'text');
  const args = [join(owner.home, 'file.txt'), '--some-option', '--', join(owner.home, '--odd name')];
  await using running = await launchApp(owner, { args });
  await waitForStatus(running.page, 'sharing');
  expect((await snapshotOf(running.page)).items.map(({ name }) => name)).toEqual(['file.txt', '--odd name']);
});

it('an argument that is not there is told, and nothing is shared', async () => {
  await using owner = await createOwner();
  await using running = await launchApp(owner, { args: [join(owner.home, 'no such folder')] });
  await running.page.getByText('“no such folder” was not found.').waitFor();
  expect(await knock(owner.port)).toBe('ECONNREFUSED');
});

it('SIGTERM during a download ends the app within its grace, with exit code 0 and the share remembered', async () => {
  await using owner = await createOwner();
  const folder = join(owner.home, 'folder');
  await mkdir(folder);
  const file = await open(join(folder, 'huge.bin'), 'w');
  await file.truncate(256 * 1024 * 1024);
  await file.close();
  const { app, page } = await launchApp(owner);
  await dropFiles(page, [folder]);
  await waitForStatus(page, 'sharing');

  const visitor = connect(owner.port, '127.0.0.1');
  visitor.on('error', () => undefined);
  visitor.write('GET /huge.bin HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(visitor, 'readable');
  const ended = once(app.process(), 'exit');
  const signalledAt = performance.now();
  app.process().kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - signalledAt).toBeLessThan(4_000);
  expect(await knock(owner.port)).toBe('ECONNREFUSED');
  visitor.destroy();

  await using again = await launchApp(owner);
  await waitForStatus(again.page, 'sharing');
});

it('closing the window ends the app', async () => {
  await using owner = await createOwner();
  const { app } = await launchApp(owner);
  const ended = once(app.process(), 'exit');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await ended).toEqual([0, null]);
});

it('a page whose process crashed is loaded again, with the share as it was', async () => {
  await using owner = await createOwner();
  await mkdir(join(owner.home, 'folder'));
  await using running = await launchApp(owner, { args: [join(owner.home, 'folder')] });
  const { app, page } = running;
  await waitForStatus(page, 'sharing');
  const crashed = page.waitForEvent('crash');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await crashed;
  const shown = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `document.querySelector('[data-status]')?.dataset.status`,
      ),
    );
  await expect.poll(shown).toBe('sharing');
  expect(await knock(owner.port)).toBe('accepted');
});
