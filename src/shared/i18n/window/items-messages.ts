import type { Message } from '../locale.ts';

/** The list of shared items, what can be done with one, and what was shared before. */
export const itemMessages = {
  'items.region': { en: 'Shared items', 'zh-CN': '共享项目' },
  'items.chooseFolder': { en: 'Choose folder…', 'zh-CN': '选择文件夹…' },
  'items.remove': { en: 'Remove {name}', 'zh-CN': '移除“{name}”' },
  'items.folder': { en: 'Folder', 'zh-CN': '文件夹' },
  'items.file': { en: 'File', 'zh-CN': '文件' },
  'items.missing': { en: 'Not found on this computer', 'zh-CN': '在此电脑上找不到' },
  'items.unreadable': { en: 'Cannot be read: no permission', 'zh-CN': '无法读取：没有权限' },
  'items.dropHint': { en: 'Or drop more anywhere in this window.', 'zh-CN': '也可以将更多内容拖到窗口任意位置。' },
  'items.options': { en: 'Options for {name}', 'zh-CN': '“{name}”的选项' },
  'items.rename': { en: 'Rename', 'zh-CN': '重命名' },
  'items.moveUp': { en: 'Move up', 'zh-CN': '上移' },
  'items.moveDown': { en: 'Move down', 'zh-CN': '下移' },
  'items.show': { en: 'Show in file manager', 'zh-CN': '在文件管理器中显示' },
  'items.removeEntry': { en: 'Remove from the share', 'zh-CN': '从共享中移除' },
  'items.showHidden': { en: 'Show hidden files', 'zh-CN': '显示隐藏文件' },
  'items.showHiddenHint': {
    en: 'Names that begin with a dot; they may hold passwords and keys.',
    'zh-CN': '以点开头的文件，其中可能有密码和密钥。',
  },
  'items.serveIndex': { en: 'Open index.html as a page', 'zh-CN': '将 index.html 作为网页打开' },
  'items.serveIndexHint': {
    en: 'In place of the list of files, as a web site does.',
    'zh-CN': '像网站一样，代替文件列表。',
  },
  'items.followLinks': { en: 'Follow links', 'zh-CN': '跟随链接' },
  'items.followLinksHint': {
    en: 'Symbolic links may lead out of this folder, to anything on this computer.',
    'zh-CN': '符号链接可能指向此文件夹之外、这台电脑上的任何内容。',
  },
  'items.hiddenShown': { en: 'Hidden files shown', 'zh-CN': '已显示隐藏文件' },
  'items.linksFollowed': { en: 'Links followed', 'zh-CN': '已跟随链接' },
  'items.nameOf': { en: 'Name of {name}', 'zh-CN': '“{name}”的名称' },
  'items.nameHint': {
    en: 'Visitors see this name. Leave it empty for its own name.',
    'zh-CN': '访客看到的名称。留空则使用原名。',
  },
  'items.moved': {
    en: '{name} is now number {place} of {count}',
    'zh-CN': '“{name}”现在是第 {place} 项，共 {count} 项',
  },
  'items.removed': { en: 'Removed {name}', 'zh-CN': '已移除“{name}”' },
  'items.undo': { en: 'Undo', 'zh-CN': '撤销' },
  'recents.heading': { en: 'Shared before', 'zh-CN': '以前共享过' },
  'recents.forget': { en: 'Clear this list', 'zh-CN': '清除此列表' },
} as const satisfies Record<string, Message>;
