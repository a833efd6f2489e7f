import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HandOver } from '../../../../src/main/app/desktop/hand-over.ts';
import { handOverGatherMs } from '../../../../src/main/app/desktop/limits.ts';
import { requestPathsMax } from '../../../../src/main/app/limits.ts';

let questions: { readonly paths: readonly string[]; answer(yes: boolean): Promise<void> }[];
let shared: (readonly string[])[];
let faults: string[];
let shareFails: boolean;
let handOver: HandOver;

beforeEach(() => {
  vi.useFakeTimers();
  [questions, shared, faults, shareFails] = [[], [], [], false];
  handOver = new HandOver({
    ask: (paths) =>
      new Promise((resolve) => {
        questions.push({
          paths,
          answer: async (yes) => {
            resolve(yes);
            await vi.advanceTimersByTimeAsync(handOverGatherMs);
          },
        });
      }),
    share: async (paths) => {
      shared.push(paths);
      if (shareFails) throw new Error('failed');
    },
    reportFault: (what) => faults.push(what),
  });
});
afterEach(() => vi.useRealTimers());

const asked = () => questions.map(({ paths }) => paths);
const gather = () => vi.advanceTimersByTimeAsync(handOverGatherMs);

it('asks once for a whole hand-over, even where it comes piece by piece', async () => {
  handOver.offer(['/a', '/b']);
  handOver.offer(['/c']);
  handOver.offer(['/a']);
  await gather();
  expect(asked()).toEqual([['/a', '/b', '/c']]);
  await questions[0]?.answer(true);
  expect(shared).toEqual([['/a', '/b', '/c']]);
});

it('shares nothing where the owner says no', async () => {
  handOver.offer(['/a']);
  await gather();
  await questions[0]?.answer(false);
  expect(shared).toEqual([]);
  expect(questions).toHaveLength(1);
});

it('what arrives while a question is open is asked together, after it', async () => {
  handOver.offer(['/a']);
  await gather();
  for (const path of ['/b', '/c', '/d']) {
    handOver.offer([path]);
    await gather();
  }
  expect(questions).toHaveLength(1);
  await questions[0]?.answer(false);
  expect(asked()).toEqual([['/a'], ['/b', '/c', '/d']]);
  await questions[1]?.answer(true);
  expect(shared).toEqual([['/b', '/c', '/d']]);
});

it('keeps to its bound, and says so', async () => {
  handOver.offer(Array.from({ length: requestPathsMax + 5 }, (_, index) => `/${index}`));
  await gather();
  expect(questions[0]?.paths).toHaveLength(requestPathsMax);
  expect(faults).toHaveLength(1);
});

it('nothing is asked about nothing, nor after it was closed', async () => {
  handOver.offer([]);
  handOver.offer(['/a']);
  handOver.close();
  await gather();
  expect(questions).toEqual([]);
});

it('goes on after a failure', async () => {
  shareFails = true;
  handOver.offer(['/a']);
  await gather();
  await questions[0]?.answer(true);
  expect(faults).toHaveLength(1);
  handOver.offer(['/b']);
  await gather();
  expect(asked()).toEqual([['/a'], ['/b']]);
});
