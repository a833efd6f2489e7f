import { describe, expect, it } from 'vitest';
import { SequenceRing } from '../../src/shared/sequence-ring.ts';

const all = (ring: SequenceRing<string>) =>
  Array.from({ length: ring.length }, (_, index) => ring.at(ring.first + index));

describe('SequenceRing', () => {
  it('finds each value by its number, and nothing elsewhere', () => {
    const ring = new SequenceRing<string>(3);
    for (const value of 'abcde') ring.push(value);
    expect([ring.first, ring.end, ring.length]).toEqual([2, 5, 3]);
    expect(all(ring)).toEqual(['c', 'd', 'e']);
    expect([ring.at(1), ring.at(5), ring.at(-1), ring.at(Number.NaN), ring.at(2.5)]).toEqual(Array(5).fill(undefined));
  });

  it('gives back what had to make room', () => {
    const ring = new SequenceRing<string>(2);
    expect([...'abcd'].map((value) => ring.push(value))).toEqual([undefined, undefined, 'a', 'b']);
    expect([ring.shift(), ring.shift(), ring.shift()]).toEqual(['c', 'd', undefined]);
    expect([ring.first, ring.end]).toEqual([4, 4]);
  });

  it('goes on after a shift and a restart', () => {
    const ring = new SequenceRing<string>(3, 10);
    for (const value of 'abc') ring.push(value);
    ring.shift();
    ring.push('d');
    expect([ring.first, ring.at(11), ring.at(13)]).toEqual([11, 'b', 'd']);
    ring.restart(1_000);
    expect([ring.length, ring.first]).toEqual([0, 1_000]);
    for (const value of 'wxyz') ring.push(value);
    expect([ring.first, all(ring)]).toEqual([1_001, ['x', 'y', 'z']]);
  });
});
