import type { Page } from 'playwright-core';

/** One row of the log pane as the owner reads it. */
export interface LogRow {
  readonly method: string;
  readonly path: string;
  readonly status: string;
  readonly bytes: number;
}

/** All rows of the log pane in order, read from the page itself by scrolling through it; only those in sight exist. */
export async function readLogRows(page: Page): Promise<LogRow[]> {
  const rows = new Map<number, LogRow>();
  const scroller = page.locator('.log__scroller');
  const { height, step } = await scroller.evaluate((element) => {
    return { height: element.scrollHeight, step: Math.max(28, element.clientHeight / 2) };
  });
  for (let top = 0; top < height; top += step) {
    await scroller.evaluate((element, px) => {
      element.scrollTop = px;
      // The list draws what came into sight in the frame after the scroll event.
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }, top);
    for (const [index, row] of await rowsInSight(page)) rows.set(index, row);
  }
  await scroller.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
}

async function rowsInSight(page: Page): Promise<[number, LogRow][]> {
  return page.locator('.log tbody tr').evaluateAll((elements) =>
    elements.map((element) => {
      const text = (column: number) => element.children[column]?.textContent ?? '';
      const bytes = Number(element.querySelector('data')?.getAttribute('value'));
      return [
        Number(element.getAttribute('aria-rowindex')),
        { method: text(2), path: text(3), status: text(4), bytes },
      ] as [number, LogRow];
    }),
  );
}
