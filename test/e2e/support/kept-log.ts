import type { Page } from 'playwright-core';
import type { AccessLogEntry } from '../../../src/shared/access-log.ts';

/** Everything that main has in the access log, oldest first, fetched as the window does. */
export async function keptLog(page: Page): Promise<{ exchanges: AccessLogEntry[]; dropped: number }> {
  const pages = await page.evaluate(async () => {
    const texts: string[] = [];
    for (let next = 0; ; ) {
      const { entries, from, end, dropped } = await globalThis.doorstep.request('getAccessLog', next);
      texts.push(entries);
      next = from + JSON.parse(entries).length;
      if (next >= end) return { texts, dropped };
    }
  });
  return { exchanges: pages.texts.flatMap((text) => JSON.parse(text)), dropped: pages.dropped };
}
