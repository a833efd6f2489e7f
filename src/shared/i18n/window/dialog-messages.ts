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
  'dialog.reset': { en: 'Reset all settings?', 'zh-CN': '要重置所有设置吗？' },
  'dialog.resetDetail': {
    en: 'Port, networks, who may connect, name, language, theme, notifications, log and everything else in the settings will be as it was at first. Blocked visitors are let in again. What you share stays.',
    'zh-CN':
      '端口、网络、访问权限、名称、语言、主题、通知、日志等所有设置都会恢复为初始状态，已屏蔽的访问者会重新获准访问。共享的内容保持不变。',
  },
  'dialog.resetAction': { en: 'Reset', 'zh-CN': '重置' },
} as const satisfies Record<string, Message>;
