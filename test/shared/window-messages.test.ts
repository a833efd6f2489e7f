import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locales } from '../../src/shared/i18n/locale.ts';
import { windowMessages } from '../../src/shared/i18n/window-messages.ts';

const source = join(import.meta.dirname, '../../src');
const catalogue = /(?:^|[/\\])window(?:-messages\.ts$|[/\\][\w-]+-messages\.ts$)/;

async function sourceText(): Promise<string> {
  const files = await readdir(source, { recursive: true });
  const code = files.filter((file) => /\.tsx?$/.test(file) && !catalogue.test(file));
  return (await Promise.all(code.map((file) => readFile(join(source, file), 'utf8')))).join('\n');
}

function parametersOf(message: string): string[] {
  return [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
}

describe('windowMessages', () => {
  it('has no message that nothing shows', async () => {
    const text = await sourceText();
    const unused = Object.keys(windowMessages).filter((key) => !text.includes(`'${key}'`));
    expect(unused).toEqual([]);
  });

  it.each(Object.entries(windowMessages))(
    '%s has the same parameters and some words in every language',
    (_key, message) => {
      for (const locale of locales) {
        expect(message[locale].trim()).not.toBe('');
        expect(parametersOf(message[locale])).toEqual(parametersOf(message.en));
      }
    },
  );

  it('is written with real punctuation', () => {
    for (const message of Object.values(windowMessages)) {
      expect(message.en).not.toMatch(/\.\.\.|"/);
      expect(message['zh-CN']).not.toMatch(/\.\.\.|"|[一-鿿][,;:?!.]/);
    }
  });
});
