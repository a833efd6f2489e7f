import type { Message } from '../locale.ts';

/** The access log. */
export const accessLogMessages = {
  'log.region': { en: 'Access log', 'zh-CN': '访问日志' },
  'log.empty': {
    en: 'Every request from a visitor appears here as soon as it has ended.',
    'zh-CN': '访问者的每个请求一结束，就会显示在这里。',
  },
  'log.time': { en: 'Time', 'zh-CN': '时间' },
  'log.visitor': { en: 'Visitor', 'zh-CN': '访问者' },
  'log.method': { en: 'Method', 'zh-CN': '方法' },
  'log.path': { en: 'Path', 'zh-CN': '路径' },
  'log.status': { en: 'Status', 'zh-CN': '状态' },
  'log.size': { en: 'Size', 'zh-CN': '大小' },
  'log.duration': { en: 'Duration', 'zh-CN': '用时' },
  'log.bytes': { en: '{count} bytes', 'zh-CN': '{count} 字节' },
  'log.interrupted': { en: 'Interrupted', 'zh-CN': '已中断' },
  'log.interruptedWhy': {
    en: 'The visitor left before everything was sent.',
    'zh-CN': '访问者在传送完成之前离开了。',
  },
  'log.unreadable': { en: 'The request could not be understood.', 'zh-CN': '无法识别此请求。' },
  'log.noResponse': {
    en: 'The visitor left before a response was begun.',
    'zh-CN': '访问者在开始响应之前离开了。',
  },
  'log.clear': { en: 'Clear log', 'zh-CN': '清空日志' },
  'log.new': { en: '{count} new', 'zh-CN': '{count} 条新记录' },
  'log.notShown': { en: 'Not shown: {count}', 'zh-CN': '未显示：{count}' },
  'log.notShownWhy': {
    en: 'The log keeps the newest {most} requests.',
    'zh-CN': '日志只保留最新的 {most} 条请求。',
  },
} as const satisfies Record<string, Message>;
