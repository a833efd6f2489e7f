import type { Message } from '../locale.ts';

/** Native menus. */
export const menuMessages = {
  'menu.file': { en: 'File', 'zh-CN': '文件' },
  'menu.edit': { en: 'Edit', 'zh-CN': '编辑' },
  'menu.view': { en: 'View', 'zh-CN': '视图' },
  'menu.window': { en: 'Window', 'zh-CN': '窗口' },
  'menu.about': { en: 'About {app}', 'zh-CN': '关于 {app}' },
  'menu.hide': { en: 'Hide {app}', 'zh-CN': '隐藏 {app}' },
  'menu.quit': { en: 'Quit {app}', 'zh-CN': '退出 {app}' },
  'menu.undo': { en: 'Undo', 'zh-CN': '撤销' },
  'menu.redo': { en: 'Redo', 'zh-CN': '重做' },
  'menu.cut': { en: 'Cut', 'zh-CN': '剪切' },
  'menu.copy': { en: 'Copy', 'zh-CN': '复制' },
  'menu.paste': { en: 'Paste', 'zh-CN': '粘贴' },
  'menu.selectAll': { en: 'Select all', 'zh-CN': '全选' },
  'menu.resetZoom': { en: 'Actual size', 'zh-CN': '实际大小' },
  'menu.zoomIn': { en: 'Zoom in', 'zh-CN': '放大' },
  'menu.zoomOut': { en: 'Zoom out', 'zh-CN': '缩小' },
  'menu.fullScreen': { en: 'Full screen', 'zh-CN': '全屏' },
  'menu.reload': { en: 'Reload', 'zh-CN': '重新加载' },
  'menu.toggleDevTools': { en: 'Developer tools', 'zh-CN': '开发者工具' },
  'menu.minimize': { en: 'Minimize', 'zh-CN': '最小化' },
  'menu.close': { en: 'Close', 'zh-CN': '关闭' },
} as const satisfies Record<string, Message>;
