import { expect, it } from 'vitest';
import { foldText, parseEntries } from '../../../src/visitor/entry.ts';

const rows = [
  [
    '<li class="folder"><a href="a%20b/">a b/</a><data></data><time datetime="2026-05-01T12:00Z">2026-05-01 14:00</time></li>\n',
    {
      href: 'a%20b/',
      name: 'a b',
      kind: 'folder',
      sizeBytes: null,
      modifiedMs: Date.UTC(2026, 4, 1, 12),
      folded: 'a b',
    },
  ],
  [
    '<li class="image"><a href="x.jpg"><img src="x.jpg?thumbnail" alt="" loading="lazy" decoding="async">X.jpg</a><data value="1234567" title="1,234,567 bytes">1.23 MB</data><time datetime="2026-05-01T12:00Z">…</time></li>',
    {
      href: 'x.jpg',
      name: 'X.jpg',
      kind: 'image',
      sizeBytes: 1_234_567,
      modifiedMs: Date.UTC(2026, 4, 1, 12),
      folded: 'x.jpg',
    },
  ],
  [
    '<li class="file"><a href="%3Cb%3E&amp;&#39;">&lt;b&gt;&amp;&quot;&#39;</a><data value="0" title="0 bytes">0 B</data></li>',
    { href: "%3Cb%3E&'", name: '<b>&"\'', kind: 'file', sizeBytes: 0, modifiedMs: Number.NaN, folded: '<b>&"\'' },
  ],
  [
    '<li class="text"><a href="a">slash/</a><data value="5" title="">5 B</data><time datetime="nonsense">x</time></li>',
    { href: 'a', name: 'slash/', kind: 'text', sizeBytes: 5, modifiedMs: Number.NaN, folded: 'slash/' },
  ],
] as const;

it.each(rows)('%s', (markup, entry) => {
  expect(parseEntries(markup)).toEqual([entry]);
});

it.each([
  '',
  '<ul class="entries">',
  '<li>',
  '<li class="image"><a href="x">x</a>',
  '<li class="image"><a>x</a><data></data></li>',
  '<li class="A B"><a href="x">x</a><data></data></li>',
  '<p><a href="x">x</a><data></data></p>',
])('no row: %s', (markup) => {
  expect(parseEntries(markup)).toEqual([]);
});

it('reads all rows of a list, in order', () => {
  const list = Array.from(
    { length: 120 },
    (_, at) => `<li class="file"><a href="${at}">${at}</a><data value="${at}">x</data></li>\n`,
  );
  const entries = parseEntries(`<ul class="entries">\n${list.join('')}</ul>\n`);
  expect(entries.map(({ href }) => href)).toEqual(Array.from({ length: 120 }, (_, at) => String(at)));
});

it.each([
  ['ABC', 'abc'],
  ['É e\u0301 ñ Ç', 'e e n c'],
  ['Straße', 'strasse'],
  ['ＡＢＣ１２', 'abc12'],
  ['ﬁn', 'fin'],
  ['文件', '文件'],
  ['がぎ', 'がぎ'.normalize('NFKD')],
  ['Ёлка', 'елка'],
])('%s is found as %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
  expect(foldText(folded)).toBe(folded);
});
