import { constants } from 'node:os';
import { repeatedSignalMs } from './limits.ts';

/** What sends signals: `process`. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: (signal: NodeJS.Signals) => void): unknown;
}

/**
 * Resolves at the first SIGINT or SIGTERM. At the second, `exitNow` is called with 128 + the signal's number, the code
 * by which shells know a process that a signal ended.
 */
export function firstStopSignal(source: SignalSource, exitNow: (exitCode: number) => void): Promise<void> {
  return new Promise((resolve) => {
    const lastAt = new Map<NodeJS.Signals, number>();
    const onSignal = (signal: NodeJS.Signals): void => {
      const now = performance.now();
      const isEcho = now - (lastAt.get(signal) ?? Number.NEGATIVE_INFINITY) < repeatedSignalMs;
      const isFirst = lastAt.size === 0;
      if (isEcho) return;
      lastAt.set(signal, now);
      if (isFirst) resolve();
      else exitNow(128 + constants.signals[signal]);
    };
    source.on('SIGINT', onSignal);
    source.on('SIGTERM', onSignal);
  });
}
