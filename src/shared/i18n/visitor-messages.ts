import type { Message } from './locale.ts';

/** The words that the script of the visitor's page adds to what the server has written. */
export const visitorMessages = {
  'sort.asc': { en: ' ascending', 'zh-CN': '升序' },
  'sort.desc': { en: ' descending', 'zh-CN': '降序' },

  'filter.label': { en: 'Filter by name', 'zh-CN': '按名称筛选' },
  'filter.clear': { en: 'Clear the filter', 'zh-CN': '清除筛选' },
  'filter.shown': { en: '{shown} of {all} shown', 'zh-CN': '显示 {shown} 项，共 {all} 项' },
  'filter.none': { en: 'Nothing here is called “{text}”.', 'zh-CN': '没有名称包含“{text}”的项目。' },
  'filter.showAll': { en: 'Show everything', 'zh-CN': '显示全部' },

  'select.start': { en: 'Select', 'zh-CN': '选择' },
  'select.region': { en: 'Selection', 'zh-CN': '已选项目' },
  'select.pick': { en: 'Select {name}', 'zh-CN': '选择“{name}”' },
  'select.hint': { en: 'Tap the files you want', 'zh-CN': '点按要下载的文件' },
  'select.count': { en: '{count} selected', 'zh-CN': '已选 {count} 项' },
  'select.most': { en: '{most} at a time at most', 'zh-CN': '一次最多 {most} 项' },
  'select.all': { en: 'All', 'zh-CN': '全选' },
  'select.none': { en: 'None', 'zh-CN': '全不选' },
  'select.end': { en: 'Stop selecting', 'zh-CN': '结束选择' },
  'select.download': { en: 'Download', 'zh-CN': '下载' },

  'download.one': { en: 'Download {name}', 'zh-CN': '下载“{name}”' },
  'download.progress': { en: 'Download {index} of {count}', 'zh-CN': '正在下载第 {index} 个，共 {count} 个' },
  'download.done': { en: '{count} downloads started', 'zh-CN': '已开始下载 {count} 个文件' },
  'download.hint': {
    en: 'If the browser asks, allow several downloads.',
    'zh-CN': '如果浏览器询问，请允许下载多个文件。',
  },
  'download.next': { en: 'Download next', 'zh-CN': '下载下一个' },
  'download.stop': { en: 'Stop', 'zh-CN': '停止' },
  'download.dismiss': { en: 'Close', 'zh-CN': '关闭' },

  'preview.close': { en: 'Close preview', 'zh-CN': '关闭预览' },
  'preview.previous': { en: 'Previous', 'zh-CN': '上一个' },
  'preview.next': { en: 'Next', 'zh-CN': '下一个' },
  'preview.position': { en: '{index} of {count}', 'zh-CN': '{index} / {count}' },
  'preview.download': { en: 'Download', 'zh-CN': '下载' },
  'preview.open': { en: 'Open', 'zh-CN': '打开' },
  'preview.openHint': { en: 'opens in a new tab', 'zh-CN': '在新标签页中打开' },
  'preview.kind': { en: 'Kind', 'zh-CN': '类型' },
  'preview.kindOf': { en: '{kind} ({extension})', 'zh-CN': '{kind}（{extension}）' },
  'preview.size': { en: 'Size', 'zh-CN': '大小' },
  'preview.exact': { en: '{size} ({bytes} bytes)', 'zh-CN': '{size}（{bytes} 字节）' },
  'preview.modified': { en: 'Modified', 'zh-CN': '修改时间' },
  'preview.content': { en: 'Content of {name}', 'zh-CN': '“{name}”的内容' },
  'preview.cut': {
    en: 'This is only the beginning. Download the file to read all of it.',
    'zh-CN': '这里只显示开头部分。要阅读全部内容，请下载文件。',
  },
  'preview.empty': { en: 'This file is empty.', 'zh-CN': '此文件为空。' },
  'preview.noPicture': {
    en: 'This browser cannot show this picture. Download it to open it in another app.',
    'zh-CN': '此浏览器无法显示这张图片。请下载后用其他应用打开。',
  },
  'preview.noMedia': {
    en: 'This browser cannot play this file. Download it to open it in another app.',
    'zh-CN': '此浏览器无法播放此文件。请下载后用其他应用打开。',
  },
  'preview.noText': {
    en: 'This is not text. Download it to open it in another app.',
    'zh-CN': '此文件不是文本。请下载后用其他应用打开。',
  },
  'preview.unreachable': {
    en: 'This file could not be loaded. It may no longer be shared.',
    'zh-CN': '无法加载此文件。它可能已不再共享。',
  },

  'kind.image': { en: 'Picture', 'zh-CN': '图片' },
  'kind.video': { en: 'Video', 'zh-CN': '视频' },
  'kind.audio': { en: 'Audio', 'zh-CN': '音频' },
  'kind.pdf': { en: 'PDF document', 'zh-CN': 'PDF 文档' },
  'kind.text': { en: 'Text', 'zh-CN': '文本' },
  'kind.markdown': { en: 'Markdown text', 'zh-CN': 'Markdown 文本' },
  'kind.document': { en: 'Document', 'zh-CN': '文档' },
  'kind.sheet': { en: 'Spreadsheet', 'zh-CN': '电子表格' },
  'kind.slides': { en: 'Presentation', 'zh-CN': '演示文稿' },
  'kind.book': { en: 'E-book', 'zh-CN': '电子书' },
  'kind.archive': { en: 'Archive', 'zh-CN': '压缩文件' },
  'kind.app': { en: 'App or installer', 'zh-CN': '应用或安装包' },
  'kind.disk': { en: 'Disk image', 'zh-CN': '磁盘映像' },
  'kind.font': { en: 'Font', 'zh-CN': '字体' },
  'kind.file': { en: 'File', 'zh-CN': '文件' },

  'share.changed': { en: 'The share has changed.', 'zh-CN': '共享内容已更新。' },
  'share.reload': { en: 'Show it', 'zh-CN': '查看' },
  'share.stopped': {
    en: 'Sharing has stopped. This page will tell you when it is back.',
    'zh-CN': '共享已停止。恢复后此页面会通知您。',
  },
  'share.lost': {
    en: 'The connection is lost. Waiting for it to come back…',
    'zh-CN': '连接已断开，正在等待恢复…',
  },
  'share.back': { en: 'Sharing is back.', 'zh-CN': '共享已恢复。' },
} as const satisfies Record<string, Message>;

export type VisitorMessageKey = keyof typeof visitorMessages;
