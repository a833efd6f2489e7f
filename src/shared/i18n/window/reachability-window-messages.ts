import type { Message } from '../locale.ts';

/** The frame around the self-test’s findings. */
export const reachabilityWindowMessages = {
  'reachability.button': { en: "Can't reach it?", 'zh-CN': '无法访问？' },
  'reachability.heading': { en: 'Can other devices reach it?', 'zh-CN': '其他设备能访问吗？' },
  'reachability.checking': { en: 'Checking…', 'zh-CN': '正在检查…' },
  'reachability.allWell': {
    en: 'On this computer everything looks right.',
    'zh-CN': '这台电脑上一切正常。',
  },
  'reachability.mayBlock': {
    en: 'Something here may keep other devices away.',
    'zh-CN': '这台电脑上有些情况可能妨碍其他设备访问。',
  },
  'reachability.blocks': {
    en: 'Something here keeps other devices away.',
    'zh-CN': '这台电脑上有问题妨碍其他设备访问。',
  },
  'reachability.ok': { en: 'OK', 'zh-CN': '正常' },
  'reachability.warning': { en: 'Warning', 'zh-CN': '注意' },
  'reachability.problem': { en: 'Problem', 'zh-CN': '问题' },
  'reachability.unknown': { en: 'Not known', 'zh-CN': '未知' },
  'reachability.copyCommand': { en: 'Copy command', 'zh-CN': '复制命令' },
  'reachability.commandCopied': { en: 'Command copied', 'zh-CN': '命令已复制' },
  'reachability.again': { en: 'Check again', 'zh-CN': '重新检查' },
  'reachability.close': { en: 'Close', 'zh-CN': '关闭' },
} as const satisfies Record<string, Message>;
