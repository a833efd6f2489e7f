import { clipboard } from 'electron';
import type { ReachabilityCheck } from '../../../shared/reachability.ts';
import type { SelfTest } from '../share/self-test.ts';
import { done, gone, type HandlersOf } from './ipc-dispatch.ts';
import { parseCheck, parseText } from './ipc-payloads.ts';

/** What the window asks of the self-test. */
export function reachabilityHandlers(selfTest: SelfTest) {
  return {
    checkReachability: { parse: parseText, run: (url: string) => selfTest.run(url) },
    copyCommand: {
      parse: parseCheck,
      run: async (check: ReachabilityCheck) => {
        const command = selfTest.commandOf(check);
        if (command === undefined) return gone;
        await clipboard.writeText(command);
        return done;
      },
    },
  } satisfies HandlersOf<'reachability'>;
}
