import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createOwner, dropFiles, launchApp, type Owner, snapshotOf, waitForStatus } from './support/launch.ts';

const savedSettings = async (owner: Owner) =>
  JSON.parse(await readFile(join(owner.settingsFolder, 'settings.json'), 'utf8'));

it('a broken key costs only itself, an unknown one is kept', async () => {
  await using owner = await createOwner({ windowBounds: 'everywhere', fromTheFuture: { deep: [1] } });
  await mkdir(join(owner.home, 'folder'));
  {
    await using running = await launchApp(owner);
    expect((await snapshotOf(running.page)).wantedPort).toBe(owner.port);
    await dropFiles(running.page, [join(owner.home, 'folder')]);
    await waitForStatus(running.page, 'sharing');
  }
  expect(await savedSettings(owner)).toMatchObject({
    fromTheFuture: { deep: [1] },
    port: owner.port,
    shareRunning: true,
    shareItems: [{ path: join(owner.home, 'folder'), kind: 'folder' }],
  });
});

it('a file that is no settings is set aside, and the app starts from its defaults', async () => {
  await using owner = await createOwner();
  await writeFile(join(owner.settingsFolder, 'settings.json'), '{"port": 80');
  await using running = await launchApp(owner);
  expect(await snapshotOf(running.page)).toMatchObject({ items: [], wantedPort: 8000, state: { status: 'stopped' } });
  expect(await readFile(join(owner.settingsFolder, 'settings.broken.json'), 'utf8')).toBe('{"port": 80');
});

it('after a restart a missing item is shown as missing, and the rest is shared', async () => {
  await using owner = await createOwner();
  for (const name of ['here', 'gone']) await mkdir(join(owner.home, name));
  {
    await using running = await launchApp(owner);
    await dropFiles(running.page, [join(owner.home, 'here'), join(owner.home, 'gone')]);
    await waitForStatus(running.page, 'sharing');
  }
  await rm(join(owner.home, 'gone'), { recursive: true });
  await using running = await launchApp(owner);
  await waitForStatus(running.page, 'sharing');
  await running.page.getByText('Not found on this computer').waitFor();
  expect((await snapshotOf(running.page)).items.map(({ name, missing }) => [name, missing])).toEqual([
    ['here', false],
    ['gone', true],
  ]);
});

it('the window comes back where it was', async () => {
  await using owner = await createOwner();
  const bounds = { x: 60, y: 50, width: 900, height: 620 };
  {
    await using running = await launchApp(owner);
    await running.app.evaluate(
      ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
      bounds,
    );
    await expect.poll(async () => (await savedSettings(owner)).windowBounds).toMatchObject(bounds);
  }
  await using running = await launchApp(owner);
  const now = await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(now).toEqual(bounds);
});
