import type { Message } from './locale.ts';

/** Every word on the pages that visitors see. */
export const pageMessages = {
  'listing.title': { en: 'Directory listing for {path}', 'zh-CN': '{path} 的目录列表' },
  'listing.name': { en: 'Name', 'zh-CN': '名称' },
  'listing.size': { en: 'Size', 'zh-CN': '大小' },
  'listing.modified': { en: 'Modified', 'zh-CN': '修改时间' },
  'listing.parent': { en: 'Parent folder', 'zh-CN': '上级文件夹' },
  'listing.folder': { en: 'folder', 'zh-CN': '文件夹' },
  'listing.empty': { en: 'This folder is empty.', 'zh-CN': '此文件夹为空。' },
} as const satisfies Record<string, Message>;

export type PageMessageKey = keyof typeof pageMessages;
