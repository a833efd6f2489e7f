import { describe, expect, test } from 'vitest';
import { fileKind, fileKinds } from '../../src/shared/file-kind.ts';

describe('fileKind', () => {
  test.each([
    ['photo.jpg', 'image'],
    ['PHOTO.JPEG', 'image'],
    ['IMG_0001.HEIC', 'image'],
    ['film.mkv', 'video'],
    ['song.flac', 'audio'],
    ['paper.pdf', 'pdf'],
    ['notes.txt', 'text'],
    ['main.rs', 'text'],
    ['README.md', 'markdown'],
    ['letter.docx', 'document'],
    ['table.csv', 'text'],
    ['table.xlsx', 'sheet'],
    ['talk.pptx', 'slides'],
    ['novel.epub', 'book'],
    ['archive.tar.gz', 'archive'],
    ['setup.exe', 'app'],
    ['debian.iso', 'disk'],
    ['font.woff2', 'font'],
    ['文件.png', 'image'],
    ['README', 'file'],
    ['', 'file'],
    ['.jpg', 'file'],
    ['name.', 'file'],
    ['name.unknown', 'file'],
    ['name.constructor', 'file'],
    ['name.__proto__', 'file'],
    ['a.jpg/b', 'file'],
    [`a.${'x'.repeat(100_000)}`, 'file'],
  ])('%s', (name, kind) => {
    expect(fileKind(name)).toBe(kind);
  });

  test('gives nothing but kinds that are listed', () => {
    expect(new Set(fileKinds).size).toBe(fileKinds.length);
    expect(fileKinds.at(-1)).toBe('file');
  });
});
