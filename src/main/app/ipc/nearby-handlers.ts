import { clipboard, shell } from 'electron';
import type { Nearby } from '../share/nearby.ts';
import { done, gone, type HandlersOf } from './ipc-dispatch.ts';
import { parseNothing, parseText } from './ipc-payloads.ts';

/** What the window asks of the neighbours. */
export function nearbyHandlers(nearby: Nearby) {
  return {
    getNearby: { parse: parseNothing, run: () => nearby.snapshot },
    openNeighbour: {
      parse: parseText,
      run: async (neighbourId: string) => {
        const url = httpUrlOf(nearby, neighbourId);
        if (url === undefined) return gone;
        await shell.openExternal(url);
        return done;
      },
    },
    copyNeighbourLink: {
      parse: parseText,
      run: async (neighbourId: string) => {
        const url = httpUrlOf(nearby, neighbourId);
        if (url === undefined) return gone;
        await clipboard.writeText(url);
        return done;
      },
    },
  } satisfies HandlersOf<'nearby'>;
}

/**
 * What the browser is asked to open. The neighbour itself wrote host and path; whatever else they may be, nothing but a
 * web page is opened. Undefined where the neighbour has gone.
 */
function httpUrlOf(nearby: Nearby, neighbourId: string): string | undefined {
  const neighbour = nearby.find(neighbourId);
  if (!neighbour) return undefined;
  const url = new URL(neighbour.url);
  if (url.protocol !== 'http:' || url.username !== '' || url.password !== '') throw new Error('this is no web page');
  return url.href;
}
