import { expect, test } from 'vitest';
import { Semaphore } from '../../../src/main/server/handlers/semaphore.ts';

test('gives places in turn, and refuses who would be one too many', async () => {
  const semaphore = new Semaphore(1, 2);
  const first = semaphore.tryAcquire();
  expect(first).not.toBeNull();
  expect(semaphore.tryAcquire()).toBeNull();
  const order: number[] = [];
  const waiting = [1, 2].map((at) => semaphore.acquire().then((release) => release && order.push(at) && release()));
  expect(await semaphore.acquire()).toBeNull();
  first?.();
  await Promise.all(waiting);
  expect(order).toEqual([1, 2]);
  expect(semaphore.tryAcquire()).not.toBeNull();
});

test('a place that is given back twice is one place', () => {
  const semaphore = new Semaphore(1, 0);
  const release = semaphore.tryAcquire();
  release?.();
  release?.();
  expect(semaphore.tryAcquire()).not.toBeNull();
  expect(semaphore.tryAcquire()).toBeNull();
});

test('who has left while waiting makes room in the queue and is not given a place', async () => {
  const semaphore = new Semaphore(1, 2);
  const first = semaphore.tryAcquire();
  let hasLeft = false;
  const leavers = [semaphore.acquire(() => hasLeft), semaphore.acquire(() => hasLeft)];
  expect(await semaphore.acquire()).toBeNull();
  hasLeft = true;
  const newcomer = semaphore.acquire();
  expect(await Promise.all(leavers)).toEqual([null, null]);
  const late = semaphore.acquire(() => hasLeft);
  first?.();
  expect(await late).toBeNull();
  const release = await newcomer;
  expect(release).not.toBeNull();
  expect(semaphore.tryAcquire()).toBeNull();
  release?.();
  expect(semaphore.tryAcquire()).not.toBeNull();
});
