import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';

/** Asks the owner, and gives the index of the button that they chose. */
export type Ask = (options: MessageBoxOptions) => Promise<number>;

/**
 * Native questions, attached to the window while there is one. Each waits until the one before it is answered, whoever
 * asks: they never lie upon each other.
 */
export function createAsk(window: () => BrowserWindow | null, title: () => string): Ask {
  let last: Promise<unknown> = Promise.resolve();

  async function show(options: MessageBoxOptions): Promise<number> {
    const parent = window();
    const all = { title: title(), noLink: true, ...options };
    return (await (parent ? dialog.showMessageBox(parent, all) : dialog.showMessageBox(all))).response;
  }

  return (options) => {
    const answer = last.then(() => show(options));
    last = answer.catch(() => undefined);
    return answer;
  };
}
