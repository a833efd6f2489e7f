import type { Message } from '../locale.ts';

/** The share panel: state, addresses, port, drop. */
export const shareMessages = {
  'empty.sentence': {
    en: 'Drop a folder here to share it on your local network.',
    'zh-CN': '将文件夹拖到这里，即可在局域网内共享。',
  },
  'drop.share': { en: 'Drop to share', 'zh-CN': '松开即可共享' },
  'drop.shareMany': { en: 'Drop to share {count} items', 'zh-CN': '松开即可共享 {count} 个项目' },
  'drop.add': { en: 'Drop to add to the share', 'zh-CN': '松开即可添加到共享' },
  'drop.addMany': { en: 'Drop to add {count} items to the share', 'zh-CN': '松开即可将 {count} 个项目添加到共享' },
  'drop.addHint': {
    en: 'Visitors find them at the same address, beside what you share now. Running downloads go on.',
    'zh-CN': '访客可在同一网址看到它们和现有的共享项目。正在进行的下载不受影响。',
  },
  'drop.stoppedHint': { en: 'Sharing starts as soon as you let go.', 'zh-CN': '松开后立即开始共享。' },
  'share.region': { en: 'Sharing', 'zh-CN': '共享' },
  'share.start': { en: 'Start sharing', 'zh-CN': '开始共享' },
  'share.stop': { en: 'Stop sharing', 'zh-CN': '停止共享' },
  'share.openLink': { en: 'Open in the browser', 'zh-CN': '在浏览器中打开' },
  'share.hint': {
    en: 'Scan the code or type this address on a device in the same network.',
    'zh-CN': '用同一网络中的设备扫描二维码，或输入此网址。',
  },
  'share.noNetwork': {
    en: 'No network was found, so only this computer can open this address. Connect to Wi-Fi or plug in a cable.',
    'zh-CN': '未找到网络，目前只有这台电脑能打开此网址。请连接 Wi-Fi 或插上网线。',
  },
  'share.noLocalNetwork': {
    en: 'This address is not in your local network ({kind}), so phones nearby cannot open it. Connect to Wi-Fi or plug in a cable.',
    'zh-CN': '此网址不在局域网内（{kind}），附近的手机无法打开。请连接 Wi-Fi 或插上网线。',
  },
  'share.onlyHere': {
    en: 'Only this computer can open this address, as you chose.',
    'zh-CN': '按您的选择，只有这台电脑能打开此网址。',
  },
  'share.copyLink': { en: 'Copy link', 'zh-CN': '复制链接' },
  'share.copied': { en: 'Copied', 'zh-CN': '已复制' },
  'share.linkCopied': { en: 'Link copied: {url}', 'zh-CN': '链接已复制：{url}' },
  'share.qrCode': { en: 'QR code', 'zh-CN': '二维码' },
  'share.enlargeQr': { en: 'Show the code large', 'zh-CN': '放大显示二维码' },
  'share.qrDialog': { en: 'QR code and address', 'zh-CN': '二维码和网址' },
  'share.closeQr': { en: 'Close', 'zh-CN': '关闭' },
  'share.itemsAway': {
    en: 'Nothing of what you share can be found now, so visitors get an error page. It is served again as soon as it is back.',
    'zh-CN': '目前找不到任何共享内容，访客会看到错误页面。内容恢复后会自动重新提供。',
  },
  'share.insteadInUse': {
    en: 'Port {wanted} is in use by another program, so {port} is used.',
    'zh-CN': '端口 {wanted} 已被其他程序占用，因此改用 {port}。',
  },
  'share.insteadInUseBy': {
    en: 'Port {wanted} is in use by {by}, so {port} is used.',
    'zh-CN': '端口 {wanted} 已被 {by} 占用，因此改用 {port}。',
  },
  'share.insteadForbidden': {
    en: 'Port {wanted} is not allowed by this computer, so {port} is used.',
    'zh-CN': '此电脑不允许使用端口 {wanted}，因此改用 {port}。',
  },
  'state.stopped': { en: 'Stopped', 'zh-CN': '已停止' },
  'state.stoppedHint': {
    en: 'Nobody can open your items now. Start sharing to get their link and QR code.',
    'zh-CN': '目前没有人能打开这些项目。开始共享后会显示链接和二维码。',
  },
  'state.unfamiliarHint': {
    en: 'You have not shared on this network before, so sharing did not start by itself. Start sharing if you trust it.',
    'zh-CN': '您从未在此网络中共享过，因此没有自动开始。如果信任此网络，请开始共享。',
  },
  'state.starting': { en: 'Starting…', 'zh-CN': '正在启动…' },
  'state.sharing': { en: 'Sharing', 'zh-CN': '正在共享' },
  'state.failed': { en: 'Failed', 'zh-CN': '共享失败' },
  'addresses.heading': { en: 'Addresses', 'zh-CN': '地址' },
  'addresses.option': { en: '{label} – {url}', 'zh-CN': '{label} – {url}' },
  'addresses.copy': { en: 'Copy {url}', 'zh-CN': '复制 {url}' },
  'addresses.wifi': { en: 'Wi-Fi', 'zh-CN': 'Wi-Fi' },
  'addresses.ethernet': { en: 'Ethernet', 'zh-CN': '以太网' },
  'addresses.lan': { en: 'Local network', 'zh-CN': '局域网' },
  'addresses.linkLocal': { en: 'Direct link', 'zh-CN': '直连' },
  'addresses.vpn': { en: 'VPN', 'zh-CN': 'VPN' },
  'addresses.virtualMachine': { en: 'Virtual machine', 'zh-CN': '虚拟机' },
  'addresses.container': { en: 'Container', 'zh-CN': '容器' },
  'addresses.virtual': { en: 'Virtual network', 'zh-CN': '虚拟网络' },
  'addresses.loopback': { en: 'This computer only', 'zh-CN': '仅限本机' },
  'addresses.name': { en: 'Name, outlives a change of address', 'zh-CN': '名称，地址变化后仍然有效' },
  'addresses.public': { en: 'public', 'zh-CN': '公网' },
  'addresses.changed': {
    en: 'The address has changed. {from} no longer leads here; give others the new one.',
    'zh-CN': '网址已变化。{from} 已失效，请把新网址告诉其他人。',
  },
  'addresses.better': {
    en: 'A better address was found and is shown now. {from} still works.',
    'zh-CN': '发现了更合适的网址，现已显示。{from} 仍然有效。',
  },
  'addresses.back': {
    en: 'The network is back: other devices can open the new address.',
    'zh-CN': '网络已恢复：其他设备可以打开新的网址。',
  },
  'reach.label': { en: 'Share on', 'zh-CN': '共享范围' },
  'reach.all': { en: 'All networks', 'zh-CN': '所有网络' },
  'reach.interface': { en: '{kind} only ({interface})', 'zh-CN': '仅{kind}（{interface}）' },
  'reach.away': { en: '{interface} (not connected)', 'zh-CN': '{interface}（未连接）' },
  'reach.thisComputer': { en: 'This computer only', 'zh-CN': '仅限本机' },
  'reach.waiting': {
    en: 'The network that you chose ({interface}) is not there, so only this computer can open this address. Doorstep returns to it by itself, or choose another one below.',
    'zh-CN':
      '您选择的网络（{interface}）未连接，目前只有这台电脑能打开此网址。网络恢复后会自动切换，也可以在下方选择其他网络。',
  },
  'port.label': { en: 'Port', 'zh-CN': '端口' },
  'port.retry': { en: 'Try {port} again', 'zh-CN': '重试 {port}' },
  'port.invalid': { en: 'Enter a whole number from 1 to 65535.', 'zh-CN': '请输入 1 到 65535 之间的整数。' },
} as const satisfies Record<string, Message>;
