import type { CDPSession, Page } from 'playwright-core';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Real touches, as Chromium gets them from a screen. */
export class Fingers {
  readonly #cdp: CDPSession;

  private constructor(cdp: CDPSession) {
    this.#cdp = cdp;
  }

  static async of(page: Page): Promise<Fingers> {
    return new Fingers(await page.context().newCDPSession(page));
  }

  async tap(point: Point): Promise<void> {
    await this.#send('touchStart', [point]);
    await this.#send('touchEnd', []);
  }

  async doubleTap(point: Point): Promise<void> {
    await this.tap(point);
    await this.tap(point);
  }

  /** Fingers that go from `from` to `to` together, in steps. */
  async drag(from: readonly Point[], to: readonly Point[], steps = 8): Promise<void> {
    await this.#send('touchStart', from);
    for (let step = 1; step <= steps; step += 1) {
      const part = step / steps;
      await this.#send(
        'touchMove',
        from.map(({ x, y }, index) => {
          const end = to[index] as Point;
          return { x: x + (end.x - x) * part, y: y + (end.y - y) * part };
        }),
      );
    }
    await this.#send('touchEnd', []);
  }

  async #send(type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]): Promise<void> {
    const touchPoints = points.map(({ x, y }, id) => ({ x: Math.round(x), y: Math.round(y), id }));
    await this.#cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}
