import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { createPackage } from '@electron/asar';

/** SHA-256 of each file of the fixture, hexadecimal, by its path relative to the shared folder. */
export type Sums = Readonly<Record<string, string>>;

const texts: Readonly<Record<string, string>> = {
  'hello.txt': 'hello\n',
  'empty.txt': '',
  'ünï cödé 文件.txt': 'names in any script\n',
  'a&b#c?d%20e.txt': 'every character that means something in a URL\n',
  // The second half of the markup is a folder's content: no name has a slash.
  '<b>x</b>.txt': 'markup in a name is a name\n',
  '<img src=x onerror=alert(1)>.txt': 'and so is this\n',
  'nested/deeper/deepest/leaf.txt': 'a leaf\n',
  'nested/deeper/100% "quoted" \'name\'.txt': 'quotes\n',
  'nested/plain.html': '<!doctype html><title>page</title>\n',
};

/** Makes the folder that the end-to-end tests share: nested folders, 5 MB, a real asar archive, hard names. */
export async function makeFixture(folder: string): Promise<Sums> {
  for (const [name, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await writeFile(join(folder, 'big.bin'), randomBytes(5 * 1024 * 1024));
  await makeArchive(join(folder, 'nested/app.asar'));
  return sumsOf(folder);
}

async function makeArchive(archive: string): Promise<void> {
  const source = `${archive}.source`;
  await mkdir(join(source, 'lib'), { recursive: true });
  await writeFile(join(source, 'index.js'), "require('./lib/a.js')\n");
  await writeFile(join(source, 'lib/a.js'), randomBytes(10_000));
  await createPackage(source, archive);
  await rm(source, { recursive: true });
}

async function sumsOf(folder: string): Promise<Sums> {
  const sums: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    sums[relative(folder, path)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  }
  return sums;
}
