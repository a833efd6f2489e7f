import type { MessageBoxOptions } from 'electron';
import type { ElectronApplication } from 'playwright-core';

interface Asked {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** The native questions of a running app, answered by the test in place of the owner. */
export interface AskedDialogs {
  /** Those that were asked so far, oldest first. */
  asked(): Promise<Asked[]>;
  /** Answers the oldest one that is open by the button of this name. */
  answer(button: string): Promise<void>;
  /** How many are open at this moment. */
  open(): Promise<number>;
}

/** From now on native message boxes wait for the test's answer. */
export async function catchDialogs(app: ElectronApplication): Promise<AskedDialogs> {
  await app.evaluate(({ dialog }) => {
    const caught: { asked: MessageBoxOptions[]; open: [MessageBoxOptions, (response: number) => void][] } = {
      asked: [],
      open: [],
    };
    Object.assign(globalThis, { caught });
    dialog.showMessageBox = ((...given: unknown[]) => {
      const options = given.at(-1) as MessageBoxOptions;
      caught.asked.push(options);
      return new Promise((resolve) => {
        caught.open.push([options, (response) => resolve({ response, checkboxChecked: false })]);
      });
    }) as typeof dialog.showMessageBox;
  });
  type Caught = { caught: { asked: MessageBoxOptions[]; open: [MessageBoxOptions, (response: number) => void][] } };
  return {
    asked: () =>
      app.evaluate(() =>
        (globalThis as unknown as Caught).caught.asked.map(({ message, detail = '', buttons = [] }) => ({
          message,
          detail,
          buttons,
        })),
      ),
    answer: (button) =>
      app.evaluate((_electron, chosen) => {
        const [options, resolve] = (globalThis as unknown as Caught).caught.open.shift() ?? [];
        const response = options?.buttons?.indexOf(chosen) ?? -1;
        if (response < 0) throw new Error(`no open question has the button ${chosen}`);
        resolve?.(response);
      }, button),
    open: () => app.evaluate(() => (globalThis as unknown as Caught).caught.open.length),
  };
}
