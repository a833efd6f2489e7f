import { describe, expect, it } from 'vitest';
import {
  handedOverPaths,
  mayDiscover,
  sharePathsFromArguments,
  startsHidden,
} from '../../../src/main/app/arguments.ts';

const packed = { defaultApp: false, workingDirectory: '/work' };
const development = { defaultApp: true, workingDirectory: '/work' };

describe('sharePathsFromArguments', () => {
  it.each<[string, string[], string[]]>([
    ['no argument', ['doorstep'], []],
    ['an absolute path', ['doorstep', '/a'], ['/a']],
    ['a relative path', ['doorstep', 'a', './b/', '../c', '.'], ['/work/a', '/work/b', '/c', '/work']],
    [
      'options before and after',
      ['doorstep', '--no-discovery', 'a', '--user-data-dir=/u', 'b'],
      ['/work/a', '/work/b'],
    ],
    ['options end', ['doorstep', 'a', '--', '--b', '-c'], ['/work/a', '/work/--b', '/work/-c']],
    ['only the first -- ends them', ['doorstep', '--', '--', 'a'], ['/work/--', '/work/a']],
    ['the same path twice', ['doorstep', 'a', './a', '/work/a/'], ['/work/a']],
    ['an empty argument', ['doorstep', '', '--', ''], []],
    ['a lone dash', ['doorstep', '-'], ['/work/-']],
    ["macOS's process serial number", ['doorstep', '-psn_0_12345', 'a'], ['/work/a']],
    ['names in any script', ['doorstep', 'ünï cödé 文件'], ['/work/ünï cödé 文件']],
    ['nothing at all', [], []],
  ])('packed: %s', (_what, argv, paths) => {
    expect(sharePathsFromArguments(argv, packed)).toEqual(paths);
  });

  it.each<[string, string[], string[]]>([
    ['only the app', ['electron', '.'], []],
    ['a path', ['electron', '.', 'a'], ['/work/a']],
    ['options before the app', ['electron', '--inspect=0', '.', '--x', 'a'], ['/work/a']],
    ['a required module', ['electron', '-r', 'loader.js', '--require', 'b.js', '/app', 'a'], ['/work/a']],
    ['the app is shared too', ['electron', '.', '.'], ['/work']],
    ['no app', ['electron', '--x'], []],
    ['-r at the end', ['electron', '-r'], []],
  ])('development: %s', (_what, argv, paths) => {
    expect(sharePathsFromArguments(argv, development)).toEqual(paths);
  });
});

describe('mayDiscover', () => {
  it.each<[string[], boolean]>([
    [['doorstep'], true],
    [['doorstep', '/a', '--no-discovery', '/b'], false],
    [['electron', '.', '--no-discovery'], false],
    [['doorstep', '--', '--no-discovery'], true],
    [['doorstep', '--no-discovery-at-all'], true],
    [[], true],
  ])('%j: %s', (argv, expected) => {
    expect(mayDiscover(argv)).toBe(expected);
  });
});

describe('startsHidden', () => {
  it.each<[string[], boolean]>([
    [['doorstep'], false],
    [['doorstep', '/a', '--hidden'], true],
    [['doorstep', '--hidden=no'], false],
    [['doorstep', '--', '--hidden'], false],
  ])('%j: %s', (argv, expected) => {
    expect(startsHidden(argv)).toBe(expected);
  });
});

describe('handedOverPaths', () => {
  it.each<[string, unknown, string[]]>([
    ['paths', { paths: ['/a', '/b'] }, ['/a', '/b']],
    ['what is no absolute path', { paths: ['/a', '', 'b', 1, null, ['/c']] }, ['/a']],
    ['no paths', {}, []],
    ['no list', { paths: '/a' }, []],
    ['null', null, []],
    ['undefined', undefined, []],
    ['a text', '/a', []],
  ])('%s', (_what, data, paths) => {
    expect(handedOverPaths(data)).toEqual(paths);
  });
});
