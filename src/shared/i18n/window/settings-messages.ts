import type { Message } from '../locale.ts';

/** The settings sheet. */
export const settingsMessages = {
  'settings.heading': { en: 'Settings', 'zh-CN': '设置' },

  'settings.sharing': { en: 'Sharing', 'zh-CN': '共享' },
  'settings.portHelp': {
    en: 'Part of the address. Where it is in use, the next free one is taken.',
    'zh-CN': '网址的一部分。若已被占用，则使用下一个可用端口。',
  },
  'settings.reachHelp': {
    en: 'Remembered for the networks that this computer is in now.',
    'zh-CN': '会针对此电脑当前所在的网络记住。',
  },
  'settings.access': { en: 'Who may connect', 'zh-CN': '谁可以连接' },
  'settings.accessLocal': { en: 'Devices on my networks', 'zh-CN': '我的网络中的设备' },
  'settings.accessPublic': { en: 'Everybody who can reach the port', 'zh-CN': '所有能访问此端口的人' },
  'settings.accessLocalHelp': {
    en: 'Others are turned away, even where a router lets them through.',
    'zh-CN': '其他人会被拒绝，即使路由器放行。',
  },
  'settings.accessPublicWarning': {
    en: 'If your router or a tunnel lets the internet in, strangers can open everything you share. There is no password, and nothing is encrypted.',
    'zh-CN': '如果路由器或隧道允许互联网访问，陌生人也能打开您共享的所有内容。没有密码，传输也不加密。',
  },
  'settings.blocked': { en: 'Blocked visitors', 'zh-CN': '已屏蔽的访问者' },
  'settings.nobodyBlocked': {
    en: 'Nobody. You can block a visitor in the list of transfers.',
    'zh-CN': '暂无。可以在传输列表中屏蔽访问者。',
  },
  'settings.unblock': { en: 'Unblock', 'zh-CN': '取消屏蔽' },
  'settings.unblockWhom': { en: 'Unblock {address}', 'zh-CN': '取消屏蔽 {address}' },

  'settings.network': { en: 'On this network', 'zh-CN': '在此网络中' },
  'settings.discovery': { en: 'Be found, and find others', 'zh-CN': '允许被发现，并查找其他设备' },
  'settings.discoveryHelp': {
    en: 'Other Doorsteps in your network see this share, and you see theirs.',
    'zh-CN': '网络中的其他 Doorstep 能看到此共享，您也能看到它们。',
  },
  'settings.discoveryForbidden': {
    en: 'Switched off by the option --no-discovery. Start Doorstep without it to change this.',
    'zh-CN': '已由选项 --no-discovery 关闭。如需更改，请在启动 Doorstep 时去掉该选项。',
  },
  'settings.name': { en: 'Name shown to others', 'zh-CN': '向其他人显示的名称' },
  'settings.nameHelp': {
    en: 'Left empty, it is the name of this computer: {name}.',
    'zh-CN': '留空则使用此电脑的名称：{name}。',
  },

  'settings.window': { en: 'Window', 'zh-CN': '窗口' },
  'settings.language': { en: 'Language', 'zh-CN': '语言' },
  'settings.system': { en: 'As the system', 'zh-CN': '跟随系统' },
  'settings.theme': { en: 'Appearance', 'zh-CN': '外观' },
  'settings.themeLight': { en: 'Light', 'zh-CN': '浅色' },
  'settings.themeDark': { en: 'Dark', 'zh-CN': '深色' },
  'settings.startAtLogin': { en: 'Start when I log in', 'zh-CN': '登录时启动' },
  'settings.startAtLoginHelp': {
    en: 'Without a window. What was shared is shared again, on networks on which you have shared before.',
    'zh-CN': '启动时不显示窗口。在您曾经共享过的网络中，会继续之前的共享。',
  },
  'settings.keepInTray': { en: 'Keep sharing when the window is closed', 'zh-CN': '关闭窗口后继续共享' },
  'settings.menuBarIcon': { en: 'Show an icon in the menu bar', 'zh-CN': '在菜单栏中显示图标' },
  'settings.keepInTrayHelp': {
    en: 'Its icon brings the window back, and quits Doorstep.',
    'zh-CN': '可通过图标重新打开窗口或退出 Doorstep。',
  },

  'settings.notifications': { en: 'Notify me', 'zh-CN': '通知' },
  'settings.notifyFirstVisitor': { en: 'When the first visitor comes', 'zh-CN': '首位访问者到来时' },
  'settings.notifyTransferDone': { en: 'When a transfer is done', 'zh-CN': '传输完成时' },
  'settings.notifyFailure': { en: 'When something goes wrong', 'zh-CN': '出现问题时' },

  'settings.log': { en: 'Log', 'zh-CN': '日志' },
  'settings.logToFile': { en: 'Write the access log to a file', 'zh-CN': '将访问日志写入文件' },
  'settings.logToFileHelp': {
    en: 'One line for each request, in the Common Log Format. The oldest go when there are {size} of them.',
    'zh-CN': '每个请求一行，采用通用日志格式。总量达到 {size} 后，最旧的记录会被删除。',
  },
  'settings.logFile': { en: 'Log file', 'zh-CN': '日志文件' },
  'settings.openLogFolder': { en: 'Open folder', 'zh-CN': '打开文件夹' },

  'settings.reset': { en: 'Reset settings…', 'zh-CN': '重置设置…' },
  'settings.resetHelp': {
    en: 'Everything on this page as it was at first. What you share stays.',
    'zh-CN': '将本页的所有内容恢复为初始状态。共享的内容保持不变。',
  },
} as const satisfies Record<string, Message>;
