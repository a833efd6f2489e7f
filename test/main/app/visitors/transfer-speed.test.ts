import { describe, expect, it } from 'vitest';
import { nextSpeed, timeLeftMs } from '../../../../src/main/app/visitors/transfer-speed.ts';

describe('the speed', () => {
  it.each<[string, number | null, number, number, number | null]>([
    ['is what was measured at first', null, 500, 250, 2000],
    ['stays where it is constant', 2000, 500, 250, 2000],
    ['stays where no time has passed', 2000, 500, 0, 2000],
    ['stays where the clock was put back', 2000, 500, -1000, 2000],
    ['is not known while no time has passed', null, 500, 0, null],
    ['is nothing after a long standstill', 2000, 0, 60_000, 0],
  ])('%s', (_what, before, bytes, elapsedMs, speed) => {
    expect(nextSpeed(before, bytes, elapsedMs)).toBe(speed);
  });

  it('follows a change in some seconds, without a jump', () => {
    let speed = nextSpeed(null, 250, 250);
    const seen: number[] = [];
    for (let sample = 0; sample < 40; sample += 1) {
      speed = nextSpeed(speed, 2500, 250);
      seen.push(Math.round(speed ?? 0));
    }
    expect(seen[0]).toBeLessThan(2000);
    expect(seen[39]).toBeGreaterThan(9000);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('does not depend on how often it is measured', () => {
    const once = nextSpeed(1000, 3000, 1000) ?? 0;
    let often: number | null = 1000;
    for (let sample = 0; sample < 4; sample += 1) often = nextSpeed(often, 750, 250);
    expect(often).toBeCloseTo(once, 6);
  });

  it('comes to rest', () => {
    let speed: number | null = 1_000_000;
    let samples = 0;
    while (speed !== 0 && samples < 1000) {
      speed = nextSpeed(speed, 0, 250);
      samples += 1;
    }
    expect(samples).toBeLessThan(200);
  });
});

it.each<[string, number | null, number | null, number | null]>([
  ['a known rest at a known speed', 3000, 1000, 3000],
  ['nothing left', 0, 1000, 0],
  ['a rest of unknown size', null, 1000, null],
  ['no speed yet', 3000, null, null],
  ['a standstill', 3000, 0, null],
])('the time left for %s', (_what, bytes, speed, ms) => {
  expect(timeLeftMs(bytes, speed)).toBe(ms);
});
