import { join } from 'node:path';
import { type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import type { AccessLogFormat } from '../../../shared/access-log.ts';
import { visibleText } from '../../../shared/format.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { WindowMessageKey } from '../../../shared/i18n/window-messages.ts';
import type { OpeningOption } from '../share/item-actions.ts';
import type { Ask } from './message-box.ts';

export interface Dialogs {
  /** The folders that the owner chose; none where they cancelled. */
  chooseFolders(): Promise<string[]>;
  /** The same for files: most systems' dialogs offer either the one or the other. */
  chooseFiles(): Promise<string[]>;
  /** True where the owner really wants to share their home folder or a whole drive. */
  confirmWholeFolder(displayPath: string): Promise<boolean>;
  /** True where the owner really wants all settings to be as at first. */
  confirmReset(): Promise<boolean>;
  /** True where the owner really wants visitors to see what this option opens in the item of that name. */
  confirmItemOption(option: OpeningOption, name: string): Promise<boolean>;
  /** Where the owner wants the access log saved; null where they cancelled. */
  chooseLogFile(format: AccessLogFormat): Promise<string | null>;
}

const logFileTypes = {
  'common-log': { extension: 'log', words: 'dialog.commonLog' },
  csv: { extension: 'csv', words: 'dialog.csv' },
  'json-lines': { extension: 'jsonl', words: 'dialog.jsonLines' },
} as const satisfies Record<AccessLogFormat, { extension: string; words: WindowMessageKey }>;

/** Native dialogs in the owner's language, attached to the window while there is one. */
export function createDialogs(
  window: () => BrowserWindow | null,
  translate: Translate<WindowMessageKey>,
  homeFolder: string,
  ask: Ask,
): Dialogs {
  /** True where the owner chose `action`; what they most likely want, and what Escape means, is not to. */
  async function confirm({ message, detail, action }: { message: string; detail: string; action: string }) {
    const buttons = [action, translate('dialog.cancel')];
    return (await ask({ type: 'warning', message, detail, buttons, defaultId: 1, cancelId: 1 })) === 0;
  }

  /** One of them at a time: some desktops let the owner reach the window, and its shortcuts, behind it. */
  let isChoosing = false;

  async function choose(what: 'openDirectory' | 'openFile'): Promise<string[]> {
    if (isChoosing) return [];
    isChoosing = true;
    try {
      return await showChoice(what);
    } finally {
      isChoosing = false;
    }
  }

  async function showChoice(what: 'openDirectory' | 'openFile'): Promise<string[]> {
    const options: OpenDialogOptions = {
      title: translate('dialog.chooseFolder'),
      buttonLabel: translate('dialog.share'),
      defaultPath: homeFolder,
      properties: [what, 'multiSelections'],
    };
    const parent = window();
    const { filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
    return filePaths;
  }

  return {
    chooseFolders: () => choose('openDirectory'),
    chooseFiles: () => choose('openFile'),
    confirmWholeFolder: (displayPath) =>
      confirm({
        message: translate('dialog.shareWhole', { path: displayPath }),
        detail: translate('dialog.shareWholeDetail'),
        action: translate('dialog.shareAnyway'),
      }),
    confirmReset: () =>
      confirm({
        message: translate('dialog.reset'),
        detail: translate('dialog.resetDetail'),
        action: translate('dialog.resetAction'),
      }),
    confirmItemOption(option, name) {
      const { message, detail, action } = optionWords[option];
      return confirm({
        message: translate(message, { name: visibleText(name) }),
        detail: translate(detail),
        action: translate(action),
      });
    },
    async chooseLogFile(format) {
      const { extension, words } = logFileTypes[format];
      const options: SaveDialogOptions = {
        title: translate('dialog.saveLog'),
        defaultPath: join(homeFolder, `doorstep-access-log-${localDay(new Date())}.${extension}`),
        filters: [{ name: translate(words), extensions: [extension] }],
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      };
      const parent = window();
      const { canceled, filePath } = await (parent
        ? dialog.showSaveDialog(parent, options)
        : dialog.showSaveDialog(options));
      return canceled || filePath === '' ? null : filePath;
    },
  };
}

const optionWords = {
  followLinks: {
    message: 'dialog.followLinks',
    detail: 'dialog.followLinksDetail',
    action: 'dialog.followLinksAgree',
  },
  showHidden: { message: 'dialog.showHidden', detail: 'dialog.showHiddenDetail', action: 'dialog.showHiddenAgree' },
} as const satisfies Record<OpeningOption, Record<string, WindowMessageKey>>;

/** The local day as `2026-11-23`. */
function localDay(date: Date): string {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((value) => String(value).padStart(2, '0'));
  return `${date.getFullYear()}-${month}-${day}`;
}
