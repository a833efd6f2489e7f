import type { Message } from '../locale.ts';

/** The neighbours. */
export const nearbyMessages = {
  'nearby.region': { en: 'Nearby', 'zh-CN': '附近' },
  'nearby.announcedAs': { en: 'You appear as “{name}”', 'zh-CN': '您显示为“{name}”' },
  'nearby.doorstep': { en: 'Doorstep', 'zh-CN': 'Doorstep' },
  'nearby.http': { en: 'Web service', 'zh-CN': '网页服务' },
  'nearby.protected': { en: 'Asks for a password', 'zh-CN': '需要密码' },
  'nearby.open': { en: 'Open {name}', 'zh-CN': '打开“{name}”' },
  'nearby.copy': { en: 'Copy link of {name}', 'zh-CN': '复制“{name}”的链接' },
  'nearby.more': { en: 'And {count} more', 'zh-CN': '另有 {count} 个' },
  'nearby.count': { en: 'Found nearby: {count}', 'zh-CN': '附近发现：{count}' },
  'nearby.empty': {
    en: 'No other Doorstep or web service has been found in your network yet.',
    'zh-CN': '尚未在网络中发现其他 Doorstep 或网页服务。',
  },
  'nearby.starting': { en: 'Looking around…', 'zh-CN': '正在查找…' },
  'nearby.disabledByOption': {
    en: 'Switched off by the option --no-discovery: Doorstep looks for nobody and announces nothing.',
    'zh-CN': '已由选项 --no-discovery 关闭：不查找其他设备，也不公布此共享。',
  },
  'nearby.disabledBySetting': {
    en: 'Switched off in the settings: Doorstep looks for nobody and announces nothing.',
    'zh-CN': '已在设置中关闭：不查找其他设备，也不公布此共享。',
  },
  'nearby.off': { en: 'Not looking around at the moment.', 'zh-CN': '当前没有在查找。' },
  'nearby.noNetwork': {
    en: 'There is no network to look around in. Connect to Wi-Fi or plug in a cable.',
    'zh-CN': '没有可查找的网络。请连接 Wi-Fi 或插上网线。',
  },
  'nearby.portInUse': {
    en: 'Another program keeps the port for it (UDP 5353) to itself. Doorstep tries again by itself.',
    'zh-CN': '所需端口（UDP 5353）被其他程序独占。Doorstep 会自动重试。',
  },
  'nearby.notAllowed': {
    en: 'This computer does not let Doorstep look around. Allow it in the system’s privacy or firewall settings.',
    'zh-CN': '系统不允许 Doorstep 查找其他设备。请在系统的隐私或防火墙设置中允许。',
  },
  'nearby.unavailable': {
    en: 'Looking around does not work at the moment ({detail}). Doorstep tries again by itself.',
    'zh-CN': '暂时无法查找（{detail}）。Doorstep 会自动重试。',
  },
} as const satisfies Record<string, Message>;
