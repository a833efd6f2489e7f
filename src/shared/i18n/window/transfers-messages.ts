import type { Message } from '../locale.ts';

/** The tabs of the lower pane, and the transfers. */
export const transferMessages = {
  'activity.tabs': { en: 'Activity', 'zh-CN': '活动' },
  'transfers.region': { en: 'Transfers', 'zh-CN': '传输' },
  'transfers.running': { en: '{count} running', 'zh-CN': '{count} 项进行中' },
  'transfers.empty': {
    en: 'Files on their way to a visitor appear here, with their progress and a button to stop them.',
    'zh-CN': '正在传送给访问者的文件会显示在这里，可以查看进度或停止传送。',
  },
} as const satisfies Record<string, Message>;
