import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstStopSignal } from '../../src/cli/stop-signals.ts';

describe('firstStopSignal', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function watch() {
    const source = new EventEmitter();
    const exits: number[] = [];
    const stopped = firstStopSignal(source, (code) => exits.push(code));
    return { stopped, exits, send: (signal: NodeJS.Signals) => source.emit(signal, signal) };
  }

  it('resolves at the first and ends at the second', async () => {
    const { stopped, exits, send } = watch();
    send('SIGINT');
    await stopped;
    expect(exits).toEqual([]);
    vi.advanceTimersByTime(1000);
    send('SIGINT');
    expect(exits).toEqual([130]);
  });

  it('takes the same signal right after for an echo, as npm sends the terminal’s again', async () => {
    const { stopped, exits, send } = watch();
    send('SIGINT');
    vi.advanceTimersByTime(5);
    send('SIGINT');
    await stopped;
    expect(exits).toEqual([]);
  });

  it('takes another signal for a second wish, however quick', async () => {
    const { stopped, exits, send } = watch();
    send('SIGINT');
    send('SIGTERM');
    await stopped;
    expect(exits).toEqual([143]);
  });
});
