import { Notification } from 'electron';
import { reportFault } from '../fault-log.ts';
import { noticesKeptMax } from './limits.ts';
import type { Notice } from './notices.ts';

export interface NotifierOptions {
  /** False where the desktop would not show them, or does not answer; may take a moment. */
  readonly isSupported: () => Promise<boolean>;
  readonly onClick: () => void;
}

/** Shows notifications by the desktop. Never blocks, and never fails: where it cannot be done, nothing is shown. */
export class Notifier {
  readonly #options: NotifierOptions;
  /** What is not kept is collected as garbage, and then a click on it does nothing. */
  readonly #kept: Notification[] = [];

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  show(notice: Notice): void {
    this.#show(notice).catch((error) => reportFault('a notification could not be shown', error));
  }

  async #show(notice: Notice): Promise<void> {
    if (!Notification.isSupported() || !(await this.#options.isSupported())) return;
    const notification = new Notification(notice);
    notification.on('click', this.#options.onClick);
    notification.on('failed', (_event, error) => reportFault(`a notification failed: ${error}`));
    this.#kept.push(notification);
    if (this.#kept.length > noticesKeptMax) this.#kept.shift();
    notification.show();
  }
}
