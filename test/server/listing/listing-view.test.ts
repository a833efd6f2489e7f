import { describe, expect, test } from 'vitest';
import {
  choosesView,
  defaultView,
  type ListingView,
  rememberedView,
  viewCookie,
  viewOf,
} from '../../../src/main/server/listing/listing-view.ts';

const text = ({ sort, order, view }: ListingView) => `${sort}.${order}.${view}`;

describe('viewOf', () => {
  const rows: readonly [string, string][] = [
    ['', 'name.asc.list'],
    ['?', 'name.asc.list'],
    ['?sort=size', 'size.asc.list'],
    ['?sort=time&order=desc', 'time.desc.list'],
    ['?order=desc', 'name.desc.list'],
    ['?view=grid&sort=kind', 'kind.asc.grid'],
    ['?sort=size&sort=time', 'size.asc.list'],
    ['?download&sort=time', 'time.asc.list'],
    ['?sort=SIZE', 'name.asc.list'],
    ['?sort=', 'name.asc.list'],
    ['?sort=__proto__&order=toString&view=constructor', 'name.asc.list'],
    ['?sort=%FF&view=%', 'name.asc.list'],
  ];
  test.each(rows)('%s → %s', (query, expected) => {
    expect(text(viewOf(query))).toBe(expected);
  });

  const remembered: readonly [string, string][] = [
    ['', 'time.desc.grid'],
    ['?x=1', 'time.desc.grid'],
    ['?view=list', 'time.desc.list'],
    ['?sort=name', 'name.asc.grid'],
    ['?order=asc', 'time.asc.grid'],
    ['?sort=rubbish', 'time.desc.grid'],
  ];
  test.each(remembered)('%s → %s where time.desc.grid is remembered', (query, expected) => {
    expect(text(viewOf(query, { sort: 'time', order: 'desc', view: 'grid' }))).toBe(expected);
  });
});

describe('choosesView', () => {
  test.each([
    ['', false],
    ['?format=json', false],
    ['?sort=name', true],
    ['?order=asc', true],
    ['?a&view=grid', true],
  ])('%s: %s', (query, expected) => expect(choosesView(query)).toBe(expected));
});

describe('rememberedView', () => {
  const rows: readonly [string | undefined, string][] = [
    ['doorstep-listing=time.desc.grid', 'time.desc.grid'],
    ['a=b; doorstep-listing=size.asc.list; c=d', 'size.asc.list'],
    ['a=b;doorstep-listing=kind.asc.grid', 'kind.asc.grid'],
    [undefined, 'name.asc.list'],
    ['', 'name.asc.list'],
    ['doorstep-listing=', 'name.asc.list'],
    ['doorstep-listing=time.desc', 'name.asc.list'],
    ['doorstep-listing=time.desc.gridlock', 'name.asc.list'],
    ['xdoorstep-listing=time.desc.grid', 'name.asc.list'],
    ['doorstep-listing=date.desc.grid', 'name.asc.list'],
    ['doorstep-listing="time.desc.grid"', 'name.asc.list'],
  ];
  test.each(rows)('%s → %s', (cookie, expected) => {
    expect(text(rememberedView(cookie))).toBe(expected);
  });

  test('reads what viewCookie writes', () => {
    for (const view of [defaultView, { sort: 'kind', order: 'desc', view: 'grid' } as const])
      expect(rememberedView(viewCookie(view).split(';')[0])).toEqual(view);
  });
});
