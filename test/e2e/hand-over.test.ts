import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startAgain, windowsShown } from './support/desktop.ts';
import { catchDialogs } from './support/dialogs.ts';
import { createOwner, launchApp, launchSettings, snapshotOf, waitForStatus } from './support/launch.ts';
import { knock } from './support/visitor.ts';

const namesIn = async (page: Parameters<typeof snapshotOf>[0]) =>
  (await snapshotOf(page)).items.map(({ name }) => name);

it('a second instance shows the first one’s window, has the owner asked about its paths, and ends', async () => {
  await using owner = await createOwner();
  for (const name of ['first', 'second']) await mkdir(join(owner.home, name));
  await using running = await launchApp(owner, { args: [join(owner.home, 'first')] });
  const { app, page } = running;
  await waitForStatus(page, 'sharing');
  const dialogs = await catchDialogs(app);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());

  expect(await startAgain(app, owner, [join(owner.home, 'second')])).toBe(0);
  await expect.poll(dialogs.open).toBe(1);
  expect(await windowsShown(app)).toEqual([true]);
  expect(await dialogs.asked()).toEqual([
    {
      message: 'Share “second”?',
      detail: expect.stringMatching(/from outside the Doorstep window.*:\n~\/second$/),
      buttons: ['Share', 'Don’t share'],
    },
  ]);
  expect(await namesIn(page)).toEqual(['first']);
  await dialogs.answer('Share');
  await page.getByRole('button', { name: 'Remove second' }).waitFor();
});

it('one question for all that comes, one at a time, and “Don’t share” shares nothing', async () => {
  await using owner = await createOwner();
  const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt'];
  for (const name of names) await writeFile(join(owner.home, name), name);
  await using running = await launchApp(owner);
  const { app, page } = running;
  const dialogs = await catchDialogs(app);
  const [a = '', b = '', c = '', d = ''] = names.map((name) => join(owner.home, name));

  await startAgain(app, owner, [a, b]);
  await expect.poll(dialogs.open).toBe(1);
  await Promise.all([startAgain(app, owner, [c]), startAgain(app, owner, [d])]);
  expect(await dialogs.open()).toBe(1);
  await dialogs.answer('Don’t share');
  await expect.poll(dialogs.open).toBe(1);
  const [first, second, ...more] = await dialogs.asked();
  expect(first?.message).toBe('Share 2 items?');
  expect(first?.detail).toMatch(/~\/a\.txt\n~\/b\.txt$/);
  expect(second?.detail.split('\n').slice(1).sort()).toEqual(['~/c.txt', '~/d.txt']);
  expect(more).toEqual([]);
  expect(await knock(owner.port)).toBe('ECONNREFUSED');
  await dialogs.answer('Share');
  await waitForStatus(page, 'sharing');
  expect((await namesIn(page)).sort()).toEqual(['c.txt', 'd.txt']);
});

it('what is shared already is not asked about; what is not there is told in the window', async () => {
  await using owner = await createOwner();
  await mkdir(join(owner.home, 'folder'));
  await using running = await launchApp(owner, { args: [join(owner.home, 'folder')] });
  const { app, page } = running;
  await waitForStatus(page, 'sharing');
  const dialogs = await catchDialogs(app);
  await startAgain(app, owner, [join(owner.home, 'folder'), join(owner.home, 'no such thing')]);
  await expect.poll(dialogs.open).toBe(1);
  expect((await dialogs.asked())[0]?.message).toBe('Share “no such thing”?');
  await dialogs.answer('Share');
  await page.getByText('“no such thing” was not found.').waitFor();
});

it('a real question does not hold up the end of the app', async () => {
  await using owner = await createOwner();
  await writeFile(join(owner.home, 'a.txt'), 'a');
  const { app } = await launchApp(owner);
  await app.evaluate(({ dialog }) => {
    const { showMessageBox } = dialog;
    Object.assign(globalThis, { questions: 0 });
    dialog.showMessageBox = ((...given: Parameters<typeof showMessageBox>) => {
      Object.assign(globalThis, { questions: 1 });
      return showMessageBox.apply(dialog, given);
    }) as typeof showMessageBox;
  });
  const settings = launchSettings(owner, { args: [join(owner.home, 'a.txt')] });
  spawn(app.process().spawnfile, settings.args, { env: settings.env, stdio: 'ignore' });
  await expect.poll(() => app.evaluate(() => (globalThis as unknown as { questions: number }).questions)).toBe(1);
  const ended = once(app.process(), 'exit');
  app.process().kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
