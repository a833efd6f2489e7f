import { clipText, splitPath, visibleText } from '../../../shared/format.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { WindowMessageKey } from '../../../shared/i18n/window-messages.ts';
import type { Ask } from '../window/message-box.ts';
import { namesShownMax, nativeTextCharsMax } from './limits.ts';

export interface Questions {
  /** Whether what came from outside the window is to be shared. Given as the owner should read it. */
  mayShare(displayPaths: readonly string[]): Promise<boolean>;
  /** Whether to quit though these downloads would be cut. */
  mayQuit(downloads: number): Promise<boolean>;
  /** What to do with the window where closing it may leave no way back but another start. */
  leaveWithoutTray(): Promise<'keep-running' | 'quit' | 'cancel'>;
}

/** The desktop's questions in the owner's language. The safe answer is the one that Enter and Escape give. */
export function createQuestions(ask: Ask, t: Translate<WindowMessageKey>): Questions {
  return {
    async mayShare(displayPaths) {
      const names = displayPaths.map((path) => clipPath(visibleText(path)));
      const [only] = names;
      const lines = names.slice(0, namesShownMax);
      if (names.length > lines.length) lines.push(t('ask.more', { count: names.length - lines.length }));
      const response = await ask({
        type: 'question',
        message:
          names.length === 1 && only !== undefined
            ? t('ask.shareOne', { name: baseName(only) })
            : t('ask.shareMany', { count: names.length }),
        detail: [t('ask.shareDetail'), ...lines].join('\n'),
        buttons: [t('ask.share'), t('ask.dontShare')],
        defaultId: 1,
        cancelId: 1,
      });
      return response === 0;
    },
    async mayQuit(downloads) {
      const response = await ask({
        type: 'warning',
        message: downloads === 1 ? t('ask.quitOne') : t('ask.quitMany', { count: downloads }),
        detail: t('ask.quitDetail'),
        buttons: [t('ask.quit'), t('ask.cancel')],
        defaultId: 1,
        cancelId: 1,
      });
      return response === 0;
    },
    async leaveWithoutTray() {
      const response = await ask({
        type: 'info',
        message: t('ask.noTray'),
        detail: t('ask.noTrayDetail'),
        buttons: [t('ask.keepRunning'), t('ask.quit'), t('ask.cancel')],
        defaultId: 0,
        cancelId: 2,
      });
      return (['keep-running', 'quit'] as const)[response] ?? 'cancel';
    },
  };
}

function baseName(path: string): string {
  return splitPath(path).tail.replace(/^[/\\]|[/\\]$/g, '') || path;
}

/** Its end tells what it is, so the middle is left out. */
function clipPath(path: string): string {
  const { head, tail } = splitPath(path);
  const name = clipText(tail, nativeTextCharsMax);
  return clipText(head, Math.max(1, nativeTextCharsMax - name.length)) + name;
}
