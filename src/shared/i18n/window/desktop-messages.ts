import type { Message } from '../locale.ts';

/** What Doorstep says outside its window: tray, notifications, and the questions at its door and at its end. */
export const desktopMessages = {
  'tray.open': { en: 'Open {app}', 'zh-CN': '打开 {app}' },
  'tray.stopped': { en: 'Not sharing', 'zh-CN': '未共享' },
  'tray.starting': { en: 'Starting…', 'zh-CN': '正在启动…' },
  'tray.sharingOne': { en: 'Sharing “{name}”', 'zh-CN': '正在共享“{name}”' },
  'tray.sharingMany': { en: 'Sharing {count} items', 'zh-CN': '正在共享 {count} 个项目' },
  'tray.failed': { en: 'Sharing failed', 'zh-CN': '共享失败' },
  'notice.visitor': { en: 'First visitor: {visitor}', 'zh-CN': '首位访问者：{visitor}' },
  'notice.visitorText': { en: 'Somebody has opened your share.', 'zh-CN': '有人打开了您的共享。' },
  'notice.transferDone': { en: 'Download finished: {name}', 'zh-CN': '下载完成：{name}' },
  'notice.transferDoneText': { en: '{size} to {visitor}', 'zh-CN': '{size}，发送到 {visitor}' },
  'notice.shareFailed': { en: 'Sharing failed', 'zh-CN': '共享失败' },
  'notice.shareFailedText': {
    en: 'Nobody can open your items now. Open Doorstep to see why.',
    'zh-CN': '目前没有人能打开您的项目。请打开 Doorstep 查看原因。',
  },
  'notice.itemMissing': { en: '“{name}” is gone', 'zh-CN': '“{name}”不见了' },
  'notice.itemMissingText': {
    en: 'It was moved, renamed, deleted or unplugged. It is shared again as soon as it is back.',
    'zh-CN': '它可能被移动、重命名、删除或拔出。恢复后会自动继续共享。',
  },
  'ask.shareOne': { en: 'Share “{name}”?', 'zh-CN': '要共享“{name}”吗？' },
  'ask.shareMany': { en: 'Share {count} items?', 'zh-CN': '要共享 {count} 个项目吗？' },
  'ask.shareDetail': {
    en: 'This was asked for from outside the Doorstep window. Everyone on your network could open:',
    'zh-CN': '此请求来自 Doorstep 窗口之外。同一网络中的任何人都将能打开：',
  },
  'ask.more': { en: '… and {count} more', 'zh-CN': '……以及另外 {count} 个' },
  'ask.share': { en: 'Share', 'zh-CN': '共享' },
  'ask.dontShare': { en: 'Don’t share', 'zh-CN': '不共享' },
  'ask.quitOne': { en: 'One download is running. Quit anyway?', 'zh-CN': '有 1 个下载正在进行。仍要退出吗？' },
  'ask.quitMany': {
    en: '{count} downloads are running. Quit anyway?',
    'zh-CN': '有 {count} 个下载正在进行。仍要退出吗？',
  },
  'ask.quitDetail': {
    en: 'Sharing ends, and what is not yet sent is cut off.',
    'zh-CN': '共享将结束，尚未传完的内容会被中断。',
  },
  'ask.quit': { en: 'Quit', 'zh-CN': '退出' },
  'ask.cancel': { en: 'Cancel', 'zh-CN': '取消' },
  'ask.noTray': {
    en: 'Keep Doorstep running without a window?',
    'zh-CN': '要让 Doorstep 在没有窗口的情况下继续运行吗？',
  },
  'ask.noTrayDetail': {
    en: 'This desktop does not seem to show icons of running programs, so there may be none of Doorstep. To get the window back, start Doorstep again.',
    'zh-CN': '此桌面似乎不显示运行中程序的图标，因此可能看不到 Doorstep 的图标。要重新打开窗口，请再次启动 Doorstep。',
  },
  'ask.keepRunning': { en: 'Keep running', 'zh-CN': '继续运行' },
} as const satisfies Record<string, Message>;
