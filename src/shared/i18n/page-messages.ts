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
  'listing.cut': {
    en: 'Only the first {count} entries are listed; this folder has more.',
    'zh-CN': '此文件夹内容过多,仅列出前 {count} 项。',
  },
  'error.400': { en: 'This request could not be understood.', 'zh-CN': '无法理解此请求。' },
  'error.403': { en: 'This cannot be opened from here.', 'zh-CN': '无法从这里打开此内容。' },
  'error.404': {
    en: 'There is nothing at this address. It may have been moved, or it is no longer shared.',
    'zh-CN': '此地址没有内容。它可能已被移动,或不再共享。',
  },
  'error.405': { en: 'Here things can only be looked at and downloaded.', 'zh-CN': '这里只能浏览和下载。' },
  'error.408': { en: 'The request took too long to arrive. Please try again.', 'zh-CN': '请求传输超时,请重试。' },
  'error.413': { en: 'The request is too large.', 'zh-CN': '请求内容过大。' },
  'error.414': { en: 'The address is too long.', 'zh-CN': '地址过长。' },
  'error.417': { en: 'The request expects something that is not done here.', 'zh-CN': '无法满足请求的期望条件。' },
  'error.421': {
    en: 'This share does not answer under the name in the address bar, to keep pages from elsewhere out. Open it by the address that its owner sees, one that begins with numbers. The owner can allow this name with --allow-host.',
    'zh-CN':
      '为防止外部网页访问，此共享不响应地址栏中的主机名。请使用共享者看到的以数字开头的地址打开。共享者可用 --allow-host 允许此名称。',
  },
  'error.431': { en: 'The request carries too many or too long header fields.', 'zh-CN': '请求头过多或过长。' },
  'error.500': {
    en: 'Something went wrong on the computer that shares this. Please try again.',
    'zh-CN': '共享此内容的电脑出现问题,请重试。',
  },
  'error.501': { en: 'This kind of request is not known here.', 'zh-CN': '不支持此类请求。' },
  'error.503': {
    en: 'The computer that shares this has too many visitors just now. Please try again in a moment.',
    'zh-CN': '共享此内容的电脑当前访问者过多,请稍后再试。',
  },
  'error.505': { en: 'This version of HTTP is not spoken here.', 'zh-CN': '不支持此 HTTP 版本。' },
} as const satisfies Record<string, Message>;

export type PageMessageKey = keyof typeof pageMessages;
