import type { Message } from './locale.ts';

/** Every word of the owner's window, its dialogs and menus. */
export const windowMessages = {
  'app.name': { en: 'Doorstep', 'zh-CN': 'Doorstep' },

  'empty.sentence': {
    en: 'Drop a folder here to share it on your local network.',
    'zh-CN': '将文件夹拖到这里，即可在局域网内共享。',
  },
  'drop.share': { en: 'Drop to share', 'zh-CN': '松开即可共享' },
  'drop.add': { en: 'Drop to add to the share', 'zh-CN': '松开即可添加到共享' },

  'items.region': { en: 'Shared items', 'zh-CN': '共享项目' },
  'items.chooseFolder': { en: 'Choose folder…', 'zh-CN': '选择文件夹…' },
  'items.remove': { en: 'Remove {name}', 'zh-CN': '移除“{name}”' },
  'items.folder': { en: 'Folder', 'zh-CN': '文件夹' },
  'items.file': { en: 'File', 'zh-CN': '文件' },
  'items.missing': { en: 'Not found on this computer', 'zh-CN': '在此电脑上找不到' },
  'items.dropHint': { en: 'Or drop more anywhere in this window.', 'zh-CN': '也可以将更多内容拖到窗口任意位置。' },

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
  'share.insteadInUse': {
    en: 'Port {wanted} is in use by another program, so {port} is used.',
    'zh-CN': '端口 {wanted} 已被其他程序占用，因此改用 {port}。',
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

  'port.label': { en: 'Port', 'zh-CN': '端口' },
  'port.invalid': { en: 'Enter a whole number from 1 to 65535.', 'zh-CN': '请输入 1 到 65535 之间的整数。' },

  'log.region': { en: 'Access log', 'zh-CN': '访问日志' },
  'log.empty': {
    en: 'Every request from a visitor appears here as soon as it has ended.',
    'zh-CN': '访问者的每个请求一结束，就会显示在这里。',
  },
  'log.time': { en: 'Time', 'zh-CN': '时间' },
  'log.visitor': { en: 'Visitor', 'zh-CN': '访问者' },
  'log.method': { en: 'Method', 'zh-CN': '方法' },
  'log.path': { en: 'Path', 'zh-CN': '路径' },
  'log.status': { en: 'Status', 'zh-CN': '状态' },
  'log.size': { en: 'Size', 'zh-CN': '大小' },
  'log.duration': { en: 'Duration', 'zh-CN': '用时' },
  'log.bytes': { en: '{count} bytes', 'zh-CN': '{count} 字节' },
  'log.interrupted': { en: 'Interrupted', 'zh-CN': '已中断' },
  'log.interruptedWhy': {
    en: 'The visitor left before everything was sent.',
    'zh-CN': '访问者在传送完成之前离开了。',
  },
  'log.unreadable': { en: 'The request could not be understood.', 'zh-CN': '无法识别此请求。' },
  'log.noResponse': {
    en: 'The visitor left before a response was begun.',
    'zh-CN': '访问者在开始响应之前离开了。',
  },
  'log.clear': { en: 'Clear log', 'zh-CN': '清空日志' },
  'log.new': { en: '{count} new', 'zh-CN': '{count} 条新记录' },
  'log.notShown': { en: 'Not shown: {count}', 'zh-CN': '未显示：{count}' },
  'log.notShownWhy': {
    en: 'The log keeps the newest {most} requests.',
    'zh-CN': '日志只保留最新的 {most} 条请求。',
  },

  'problem.dismiss': { en: 'Dismiss', 'zh-CN': '关闭提示' },
  'problem.invalidPort': {
    en: 'This is not a port. Ports are whole numbers from 1 to 65535. Enter another one.',
    'zh-CN': '这不是有效的端口。端口是 1 到 65535 之间的整数，请重新输入。',
  },
  'problem.noFreePort': {
    en: 'Sharing could not start, because port {port} and those after it are in use by other programs. Enter another port and start again.',
    'zh-CN': '无法开始共享：端口 {port} 及其后的端口都已被其他程序占用。请换一个端口后重试。',
  },
  'problem.portForbidden': {
    en: 'Sharing could not start, because this computer does not allow port {port}. Enter another port, such as 8000, and start again.',
    'zh-CN': '无法开始共享：此电脑不允许使用端口 {port}。请换一个端口（例如 8000）后重试。',
  },
  'problem.pathMissing': {
    en: '“{name}” was not found. It may have been moved, renamed or deleted, or its drive is not connected. Put it back, or drop it here from its new place.',
    'zh-CN': '找不到“{name}”。它可能已被移动、重命名或删除，或者所在的磁盘未连接。请将其放回原处，或从新位置重新拖入。',
  },
  'problem.pathUnreadable': {
    en: '“{name}” cannot be read, because you lack the permission. Change its permissions, or choose another folder.',
    'zh-CN': '无法读取“{name}”：您没有访问权限。请更改其权限，或选择其他文件夹。',
  },
  'problem.pathUnsupported': {
    en: '“{name}” cannot be shared, because it is neither a folder nor an ordinary file. Drop a folder or a file.',
    'zh-CN': '无法共享“{name}”：它既不是文件夹，也不是普通文件。请拖入文件夹或文件。',
  },
  'problem.tooManyItems': {
    en: 'Nothing was added, because a share has room for {most} items. Remove some first, or put them into one folder and drop that.',
    'zh-CN': '未添加任何内容：一次最多共享 {most} 个项目。请先移除一些，或将它们放进一个文件夹后再拖入。',
  },
  'problem.nothingToShare': {
    en: 'There is nothing to share yet. Drop a folder here or choose one.',
    'zh-CN': '还没有可共享的内容。请拖入或选择一个文件夹。',
  },
  'problem.addressUnavailable': {
    en: 'Sharing could not start at {address}, because this computer does not have that address now. Choose another network, or wait until it is back.',
    'zh-CN': '无法在 {address} 开始共享：这台电脑目前没有此地址。请选择其他网络，或等待网络恢复。',
  },
  'problem.gone': {
    en: 'It has just gone, so nothing was done. Look again at what is shown now.',
    'zh-CN': '目标刚刚消失，未执行任何操作。请查看当前显示的内容。',
  },
  'problem.settingsNotSaved': {
    en: 'The settings could not be saved, so they will be lost when Doorstep quits. Check that the disk is not full or read-only.',
    'zh-CN': '无法保存设置，退出 Doorstep 后设置会丢失。请检查磁盘是否已满或只读。',
  },
  'problem.unexpected': {
    en: 'Something went wrong: {detail}. Try again; if it happens again, restart Doorstep.',
    'zh-CN': '出现意外问题：{detail}。请重试；如果仍然出现，请重新启动 Doorstep。',
  },
  'dialog.chooseFolder': { en: 'Choose what to share', 'zh-CN': '选择要共享的文件夹' },
  'dialog.share': { en: 'Share', 'zh-CN': '共享' },
  'dialog.cancel': { en: 'Cancel', 'zh-CN': '取消' },
  'dialog.shareAnyway': { en: 'Share anyway', 'zh-CN': '仍然共享' },
  'dialog.shareWhole': { en: 'Share all of “{path}”?', 'zh-CN': '要共享整个“{path}”吗？' },
  'dialog.shareWholeDetail': {
    en: 'This is your home folder, a folder that contains it, or a whole drive. Everyone on your network could open every file in it, private ones included. It is safer to share only the folder that you need.',
    'zh-CN':
      '这是您的个人文件夹、包含它的文件夹或整个磁盘。同一网络中的任何人都能打开其中的所有文件，包括私人文件。建议只共享需要的文件夹。',
  },

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

export type WindowMessageKey = keyof typeof windowMessages;
