import { execFile } from 'node:child_process';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeFixture } from '../e2e/support/fixture.ts';
import { createOwner, dropFiles, loopbackUrl, shownUrl } from '../e2e/support/launch.ts';
import { downloadAll, knock, sumsOfFiles } from '../e2e/support/visitor.ts';
import { distFolder, filesBelow, launchPacked, packageApp, unpackedFolder } from './packed-app.ts';

beforeAll(packageApp, 300_000);

describe('the packed app', () => {
  const languages = [
    { language: 'en', env: { LANGUAGE: 'en' }, chooseFolder: 'Choose folder…' },
    { language: 'zh-CN', env: { LANGUAGE: 'zh_CN:zh' }, chooseFolder: '选择文件夹…' },
  ];

  it.each(languages)('shares a dropped folder, in $language', async ({ env, chooseFolder }) => {
    await using owner = await createOwner();
    const folder = join(owner.home, '文件 to share');
    await mkdir(folder);
    const sums = await makeFixture(folder);
    {
      await using running = await launchPacked(owner, { env });
      const { page } = running;
      await page.getByRole('button', { name: chooseFolder }).waitFor();

      const droppedAt = performance.now();
      await dropFiles(page, [folder]);
      await page.getByTestId('share-url').waitFor();
      console.log(`packed, drop to URL: ${Math.round(performance.now() - droppedAt)} ms`);
      const url = await shownUrl(page);
      expect(url).toMatch(new RegExp(`^http://.+:${owner.port}/$`));
      expect(sumsOfFiles(await downloadAll(loopbackUrl(url)))).toEqual(sums);
    }
    expect(await knock(owner.port)).toBe('ECONNREFUSED');
  });
});

describe('the package', () => {
  it('holds the app and nothing of its making', async () => {
    const packed = listPackage(join(unpackedFolder, 'resources/app.asar'), { isPack: false });
    expect(packed).toContain('/out/main/index.js');
    expect(packed).toContain('/out/preload/index.cjs');
    expect(packed).toContain('/out/renderer/index.html');
    const allowed = /^\/(package\.json|out(\/(main|preload|renderer)(\/[^/]+)*)?)$/;
    expect(packed.filter((path) => !allowed.test(path))).toEqual([]);
    const beside = await filesBelow(unpackedFolder);
    expect([...packed, ...beside].filter((path) => /node_modules|\.map$|\.tsx?$/.test(path))).toEqual([]);
    expect(beside).not.toContain('resources/default_app.asar');
    expect(beside).toContain('LICENSE.txt');
  });

  it('brings the notices of what is bundled', () => {
    const packed = listPackage(join(unpackedFolder, 'resources/app.asar'), { isPack: false });
    expect(packed.filter((path) => path.endsWith('/licenses.md'))).not.toEqual([]);
    // The engine travels as the text of a thread's script.
    const notices = extractFile(join(unpackedFolder, 'resources/app.asar'), 'out/main/licenses.md').toString();
    expect(notices).toMatch(/^## mime - /m);
  });

  it('brings both languages, or the system would be taken for English', async () => {
    const beside = await filesBelow(unpackedFolder);
    expect(beside.filter((path) => path.startsWith('locales/'))).toEqual(['locales/en-US.pak', 'locales/zh-CN.pak']);
  });

  it('has its fuses set for the owner, not for a developer', async () => {
    const wire = await getCurrentFuseWire(join(unpackedFolder, 'doorstep'));
    // The wire holds ASCII digits.
    const [disabled, enabled] = ['0', '1'].map((digit) => digit.charCodeAt(0));
    expect(wire).toMatchObject({
      [FuseV1Options.RunAsNode]: disabled,
      [FuseV1Options.EnableCookieEncryption]: enabled,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: disabled,
      [FuseV1Options.EnableNodeCliInspectArguments]: disabled,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: enabled,
      [FuseV1Options.OnlyLoadAppFromAsar]: enabled,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: disabled,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: disabled,
    });
  });

  it('comes as a tar.gz that holds the same files', async () => {
    const { version } = JSON.parse(await readFile(resolve(distFolder, '../package.json'), 'utf8'));
    const archive = join(distFolder, `Doorstep-${version}-linux-x64.tar.gz`);
    const { stdout } = await promisify(execFile)('tar', ['-tzf', archive], { maxBuffer: 1024 * 1024 });
    const listed = stdout.split('\n').map((path) => path.replace(/^[^/]+\//, ''));
    expect(listed).toEqual(expect.arrayContaining(await filesBelow(unpackedFolder)));
    expect((await stat(join(unpackedFolder, 'doorstep'))).mode & 0o111).toBe(0o111);
  });

  it('does not offer itself as an opener of folders or files', async () => {
    const configuration = await readFile(resolve(distFolder, '../electron-builder.yml'), 'utf8');
    expect(configuration).not.toMatch(/fileAssociations|mimeTypes?|protocols/i);
    const entries = (await filesBelow(distFolder)).filter((path) => path.endsWith('.desktop'));
    for (const entry of entries) expect(await readFile(join(distFolder, entry), 'utf8')).not.toMatch(/^MimeType=/m);
  });
});
