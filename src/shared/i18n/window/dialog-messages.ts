import type { Message } from '../locale.ts';

/** Native dialogs. */
export const dialogMessages = {
  'dialog.chooseFolder': { en: 'Choose what to share', 'zh-CN': '选择要共享的文件夹' },
  'dialog.share': { en: 'Share', 'zh-CN': '共享' },
  'dialog.cancel': { en: 'Cancel', 'zh-CN': '取消' },
  'dialog.shareAnyway': { en: 'Share anyway', 'zh-CN': '仍然共享' },
  'dialog.shareWhole': { en: 'Share all of “{path}”?', 'zh-CN': '要共享整个“{path}”吗？' },
  'dialog.shareWholeDetail': {
    en: 'This is your home folder, a folder that contains it, or a whole drive. Everyone on your network could open every file in it, private ones included. It is safer to share only the folder that you need.',
    'zh-CN':
      '这是您的个人文件夹、包含它的文件夹或整个磁盘。同一网络中的任何人都能打开其中的所有文件，包括私人文件。建议只共享需要的文件夹。',
  },
} as const satisfies Record<string, Message>;
