import type { Message } from '../locale.ts';

/** Native dialogs, and what all sheets of the window have. */
export const dialogMessages = {
  'dialog.chooseFolder': { en: 'Choose what to share', 'zh-CN': '选择要共享的内容' },
  'dialog.share': { en: 'Share', 'zh-CN': '共享' },
  'dialog.cancel': { en: 'Cancel', 'zh-CN': '取消' },
  'dialog.shareAnyway': { en: 'Share anyway', 'zh-CN': '仍然共享' },
  'dialog.shareWhole': { en: 'Share all of “{path}”?', 'zh-CN': '要共享整个“{path}”吗？' },
  'dialog.shareWholeDetail': {
    en: 'This is your home folder, a folder that contains it, or a whole drive. Everyone on your network could open every file in it, private ones included. It is safer to share only the folder that you need.',
    'zh-CN':
      '这是您的个人文件夹、包含它的文件夹或整个磁盘。同一网络中的任何人都能打开其中的所有文件，包括私人文件。建议只共享需要的文件夹。',
  },
  'dialog.close': { en: 'Close', 'zh-CN': '关闭' },
  'dialog.reset': { en: 'Reset all settings?', 'zh-CN': '要重置所有设置吗？' },
  'dialog.resetDetail': {
    en: 'Port, networks, who may connect, name, language, theme, notifications, log and everything else in the settings will be as it was at first. Blocked visitors are let in again. What you share stays.',
    'zh-CN':
      '端口、网络、访问权限、名称、语言、主题、通知、日志等所有设置都会恢复为初始状态，已屏蔽的访问者会重新获准访问。共享的内容保持不变。',
  },
  'dialog.resetAction': { en: 'Reset', 'zh-CN': '重置' },
  'dialog.followLinks': { en: 'Follow links in “{name}”?', 'zh-CN': '要跟随“{name}”中的链接吗？' },
  'dialog.followLinksDetail': {
    en: 'A link can point anywhere on this computer. Everyone on your network could then open whatever the links in this folder point to, even outside of it.',
    'zh-CN':
      '链接可以指向这台电脑上的任何位置。开启后，同一网络中的任何人都能打开此文件夹中的链接所指向的内容，即使它们位于文件夹之外。',
  },
  'dialog.followLinksAgree': { en: 'Follow links', 'zh-CN': '跟随链接' },
  'dialog.showHidden': { en: 'Show hidden files in “{name}”?', 'zh-CN': '要显示“{name}”中的隐藏文件吗？' },
  'dialog.showHiddenDetail': {
    en: 'Names that begin with a dot often belong to programs and can hold passwords, keys and history. Everyone on your network could then see and open them.',
    'zh-CN': '以点开头的文件通常属于程序，可能包含密码、密钥和历史记录。开启后，同一网络中的任何人都能看到并打开它们。',
  },
  'dialog.showHiddenAgree': { en: 'Show hidden files', 'zh-CN': '显示隐藏文件' },
  'dialog.saveLog': { en: 'Save the access log', 'zh-CN': '保存访问日志' },
  'dialog.commonLog': { en: 'Common Log Format', 'zh-CN': '通用日志格式' },
  'dialog.csv': { en: 'Comma-separated values (CSV)', 'zh-CN': '逗号分隔值 (CSV)' },
  'dialog.jsonLines': { en: 'JSON lines', 'zh-CN': 'JSON 行' },
} as const satisfies Record<string, Message>;
