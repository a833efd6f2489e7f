import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { networkPollMs, networkReadTimeoutMs } from '../../src/main/discovery/limits.ts';
import type { NetworkState } from '../../src/main/discovery/network.ts';
import { NetworkWatch } from '../../src/main/discovery/network-watch.ts';
import { networkOf } from '../support/fake-watch.ts';
import { FakeClock } from './support/fake-clock.ts';

const home = networkOf([{ interfaceName: 'wlan0', kind: 'wifi', address: '192.168.1.7', networkId: 'home' }]);
const moved = networkOf([{ interfaceName: 'wlan0', kind: 'wifi', address: '192.168.1.8', networkId: 'home' }]);
const offline = networkOf([]);

function makeWatch(first: NetworkState = home) {
  const clock = new FakeClock();
  let answer: () => Promise<NetworkState> = async () => first;
  let reads = 0;
  const read = () => {
    reads++;
    return answer();
  };
  const watch = new NetworkWatch({ read, clock });
  const told: string[] = [];
  watch.on('changed', ({ addresses }) => told.push(`changed ${addresses[0]?.address}`));
  watch.on('woke', (sleptMs) => told.push(`woke ${sleptMs}`));
  watch.on('fault', ({ message }) => told.push(`fault ${message}`));
  return {
    clock,
    watch,
    told,
    reads: () => reads,
    answer: (next: NetworkState) => (answer = async () => next),
    answerWith: (next: () => Promise<NetworkState>) => (answer = next),
  };
}

describe('NetworkWatch', () => {
  it('tells what it sees first, and then only what is different', async () => {
    const { clock, watch, told, answer, reads } = makeWatch();
    expect(watch.state).toEqual({ addresses: [], networks: [] });
    expect(await watch.start()).toEqual(home);
    await clock.advance(10 * networkPollMs);
    expect(reads()).toBe(11);
    answer(moved);
    await clock.advance(networkPollMs);
    answer(offline);
    await clock.advance(networkPollMs);
    expect(told).toEqual(['changed 192.168.1.7', 'changed 192.168.1.8', 'changed 127.0.0.1']);
    expect(watch.state).toEqual(offline);
  });

  it('looks when it is asked to, and not at an answer that was under way before', async () => {
    const { watch, told, answerWith, answer } = makeWatch();
    await watch.start();
    let finish = (_state: NetworkState): void => {};
    answerWith(() => new Promise((resolve) => (finish = resolve)));
    const first = watch.refresh();
    await Promise.resolve();
    const second = watch.refresh();
    answer(moved);
    finish(home);
    await first;
    expect(await second).toEqual(moved);
    expect(told).toEqual(['changed 192.168.1.7', 'changed 192.168.1.8']);
  });

  it('knows that it slept by the timer that came late', async () => {
    const { clock, watch, told } = makeWatch();
    await watch.start();
    await clock.advance(5 * networkPollMs);
    await clock.sleep(3_600_000);
    expect(told.slice(1)).toEqual([`woke ${3_600_000 - networkPollMs}`]);
    await clock.advance(5 * networkPollMs);
    await clock.sleep(networkPollMs + 4_000); // a busy machine, not sleep
    expect(told).toHaveLength(2);
  });

  it('keeps the last state where the system does not answer, says so, and asks again', async () => {
    const { clock, watch, told, answer, answerWith } = makeWatch();
    await watch.start();
    answerWith(async () => {
      throw new Error('EACCES');
    });
    await clock.advance(networkPollMs);
    answerWith(() => new Promise(() => {}));
    await clock.advance(networkPollMs + networkReadTimeoutMs);
    expect(told.slice(1)).toEqual(['fault EACCES', `fault No answer within ${networkReadTimeoutMs} ms`]);
    expect(watch.state).toEqual(home);
    answer(moved);
    await clock.advance(networkPollMs);
    expect(watch.state).toEqual(moved);
  });

  it('stops, leaves no timer, and can be started again', async () => {
    const { clock, watch, reads } = makeWatch();
    await watch.start();
    await watch.start();
    watch.stop();
    watch.stop();
    await clock.advance(10 * networkPollMs);
    expect(reads()).toBe(2);
    expect(clock.waiting).toBe(0);
    await watch.start();
    await clock.advance(networkPollMs);
    expect(reads()).toBe(4);
  });

  it('sees this very computer', async () => {
    const watch = new NetworkWatch();
    const { addresses } = await watch.start();
    watch.stop();
    const own = Object.values(networkInterfaces()).flatMap((infos) => infos?.map(({ address }) => address) ?? []);
    expect(own).toEqual(expect.arrayContaining(addresses.map(({ address }) => address)));
    expect(addresses.some(({ kind }) => kind === 'loopback')).toBe(true);
  });
});
