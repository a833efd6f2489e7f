import type { Message } from '../locale.ts';

/** The list of shared items. */
export const itemMessages = {
  'items.region': { en: 'Shared items', 'zh-CN': '共享项目' },
  'items.chooseFolder': { en: 'Choose folder…', 'zh-CN': '选择文件夹…' },
  'items.remove': { en: 'Remove {name}', 'zh-CN': '移除“{name}”' },
  'items.folder': { en: 'Folder', 'zh-CN': '文件夹' },
  'items.file': { en: 'File', 'zh-CN': '文件' },
  'items.missing': { en: 'Not found on this computer', 'zh-CN': '在此电脑上找不到' },
  'items.dropHint': { en: 'Or drop more anywhere in this window.', 'zh-CN': '也可以将更多内容拖到窗口任意位置。' },
} as const satisfies Record<string, Message>;
