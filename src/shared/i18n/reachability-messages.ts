import type { Message } from './locale.ts';

/** Every word of the self-test's findings: one sentence of what was found, one of what to do. */
export const reachabilityMessages = {
  'listener.stopped': { en: 'Nothing is shared at the moment.', 'zh-CN': '当前没有共享任何内容。' },
  'listener.start': { en: 'Start sharing, then check again.', 'zh-CN': '请先开始共享，然后重新检查。' },
  'listener.answers': { en: 'Doorstep answers on this computer.', 'zh-CN': 'Doorstep 在这台电脑上正常应答。' },
  'listener.silent': {
    en: 'Doorstep does not answer on this computer ({reason}).',
    'zh-CN': 'Doorstep 在这台电脑上没有应答（{reason}）。',
  },
  'listener.restart': {
    en: 'Stop sharing and start again. If that does not help, enter another port.',
    'zh-CN': '请停止共享后重新开始。如果仍无效，请换一个端口。',
  },
  'listener.otherProgram': {
    en: 'Another program answers at port {port} of this computer.',
    'zh-CN': '这台电脑的端口 {port} 由另一个程序应答。',
  },
  'listener.otherPort': { en: 'Enter another port.', 'zh-CN': '请换一个端口。' },
  'listener.onlyHere': {
    en: 'The share is open to this computer only, as you chose.',
    'zh-CN': '按您的选择，目前只有这台电脑能访问共享。',
  },
  'listener.openUp': {
    en: 'At “Share on”, choose “All networks”.',
    'zh-CN': '请在“共享范围”处选择“所有网络”。',
  },

  'address.answers': { en: 'Doorstep answers at {url}.', 'zh-CN': 'Doorstep 在 {url} 正常应答。' },
  'address.silent': {
    en: 'Doorstep does not answer at {url} ({reason}).',
    'zh-CN': 'Doorstep 在 {url} 没有应答（{reason}）。',
  },
  'address.again': {
    en: 'The network may have just changed: check that it is connected, then check again.',
    'zh-CN': '网络可能刚刚发生变化：请确认已连接，然后重新检查。',
  },

  'name.answers': { en: '{name} leads here as well.', 'zh-CN': '{name} 也能访问此共享。' },
  'name.silent': { en: '{name} does not lead here ({reason}).', 'zh-CN': '{name} 无法访问此共享（{reason}）。' },
  'name.useAddress': {
    en: 'Use the address with numbers; it does not need the name.',
    'zh-CN': '请使用数字地址，它不依赖此名称。',
  },
  'name.none': {
    en: 'This computer has no name in the network, so only the address with numbers works.',
    'zh-CN': '这台电脑在网络中没有名称，因此只能使用数字地址。',
  },
  'name.installAvahi': {
    en: 'A name outlives a change of address. To get one, install Avahi.',
    'zh-CN': '名称不受地址变化影响。如需名称，请安装 Avahi。',
  },
  'name.startAvahi': {
    en: 'A name outlives a change of address. To get one, start Avahi.',
    'zh-CN': '名称不受地址变化影响。如需名称，请启动 Avahi。',
  },

  'network.none': { en: 'This computer is in no network.', 'zh-CN': '这台电脑未连接任何网络。' },
  'network.connect': { en: 'Connect to Wi-Fi or plug in a cable.', 'zh-CN': '请连接 Wi-Fi 或插上网线。' },
  'network.linkLocal': {
    en: 'The network gave this computer no address, so it took {address} by itself.',
    'zh-CN': '网络没有分配地址，这台电脑自行使用了 {address}。',
  },
  'network.reconnect': {
    en: 'Connect to the Wi-Fi anew, or check cable and router. A cable straight to another computer works as it is.',
    'zh-CN': '请重新连接 Wi-Fi，或检查网线和路由器。如果是用网线直连另一台电脑，则无需处理。',
  },
  'network.virtualOnly': {
    en: 'This computer is only in a VPN or in networks of virtual machines and containers.',
    'zh-CN': '这台电脑只连接了 VPN，或虚拟机、容器的网络。',
  },

  'firewall.off': { en: 'No firewall is on.', 'zh-CN': '没有开启防火墙。' },
  'firewall.noneKnown': {
    en: 'No usual firewall is on (ufw, firewalld).',
    'zh-CN': '没有开启常见的防火墙（ufw、firewalld）。',
  },
  'firewall.open': {
    en: 'The firewall {firewall} is on and lets visitors in at port {port}.',
    'zh-CN': '防火墙 {firewall} 已开启，并允许访问端口 {port}。',
  },
  'firewall.letsIn': {
    en: 'The firewall {firewall} is on and lets visitors in: some have come.',
    'zh-CN': '防火墙 {firewall} 已开启，但允许访问：已有设备成功访问。',
  },
  'firewall.closed': {
    en: 'The firewall {firewall} keeps visitors out at port {port}.',
    'zh-CN': '防火墙 {firewall} 阻止了对端口 {port} 的访问。',
  },
  'firewall.on': {
    en: 'The firewall {firewall} is on; whether it lets visitors in at port {port} is shown to administrators only.',
    'zh-CN': '防火墙 {firewall} 已开启；是否允许访问端口 {port} 只有管理员才能查看。',
  },
  'firewall.openPort': {
    en: 'If devices cannot connect, open the port in a terminal.',
    'zh-CN': '如果设备无法连接，请在终端中开放此端口。',
  },
  'firewall.openPortNow': {
    en: 'Open the port in a terminal.',
    'zh-CN': '请在终端中开放此端口。',
  },
  'firewall.openPortNft': {
    en: 'Let TCP port {port} in with a rule of the input chain. This shows the rules there are.',
    'zh-CN': '请在 input 链中添加允许 TCP 端口 {port} 的规则。以下命令可查看现有规则。',
  },
  'firewall.unknown': {
    en: 'Whether a firewall is on could not be told.',
    'zh-CN': '无法确定是否开启了防火墙。',
  },
  'firewall.windowsOn': {
    en: 'Windows Firewall is on. It lets visitors in only where Doorstep is allowed.',
    'zh-CN': 'Windows 防火墙已开启，只有允许 Doorstep 后设备才能访问。',
  },
  'firewall.windowsAllow': {
    en: 'Windows Security → Firewall & network protection → Allow an app through firewall: tick Doorstep. Or, in a terminal as administrator:',
    'zh-CN':
      'Windows 安全中心 → 防火墙和网络保护 → 允许应用通过防火墙：勾选 Doorstep。也可以用管理员身份在终端中运行：',
  },
  'firewall.windowsPublic': {
    en: 'Windows treats the network “{network}” as public and hides this computer in it.',
    'zh-CN': 'Windows 将网络“{network}”视为公用网络，并隐藏了这台电脑。',
  },
  'firewall.windowsPrivate': {
    en: 'If you trust this network: Settings → Network & internet → Properties of the connection → Private network.',
    'zh-CN': '如果信任此网络：设置 → 网络和 Internet → 该连接的属性 → 专用网络。',
  },
  'firewall.windowsBlocksAll': {
    en: 'Windows Firewall is set to block every incoming connection.',
    'zh-CN': 'Windows 防火墙已设为阻止所有传入连接。',
  },
  'firewall.windowsUnblock': {
    en: 'Windows Security → Firewall & network protection → your network: untick “Blocks all incoming connections”.',
    'zh-CN': 'Windows 安全中心 → 防火墙和网络保护 → 当前网络：取消勾选“阻止所有传入连接”。',
  },
  'firewall.macosOn': {
    en: 'The firewall of macOS is on. It lets visitors in only where Doorstep is allowed.',
    'zh-CN': 'macOS 防火墙已开启，只有允许 Doorstep 后设备才能访问。',
  },
  'firewall.macosStealth': {
    en: 'The firewall of macOS is on, in stealth mode: pings get no answer, and visitors come in only where Doorstep is allowed.',
    'zh-CN': 'macOS 防火墙已开启隐身模式：不应答 ping，只有允许 Doorstep 后设备才能访问。',
  },
  'firewall.macosAllow': {
    en: 'System Settings → Network → Firewall → Options: allow incoming connections for Doorstep. And under Privacy & Security → Local Network: turn Doorstep on.',
    'zh-CN':
      '系统设置 → 网络 → 防火墙 → 选项：允许 Doorstep 的传入连接；并在“隐私与安全性 → 本地网络”中打开 Doorstep。',
  },
  'firewall.macosBlocksAll': {
    en: 'The firewall of macOS is set to block every incoming connection.',
    'zh-CN': 'macOS 防火墙已设为阻止所有传入连接。',
  },
  'firewall.macosUnblock': {
    en: 'System Settings → Network → Firewall → Options: turn “Block all incoming connections” off.',
    'zh-CN': '系统设置 → 网络 → 防火墙 → 选项：关闭“阻止所有传入连接”。',
  },

  'vpn.none': { en: 'No VPN is in the way.', 'zh-CN': '没有 VPN 影响访问。' },
  'vpn.aside': {
    en: 'A VPN is on ({interface}), but this network does not go through it.',
    'zh-CN': '已开启 VPN（{interface}），但此网络不经过它。',
  },
  'vpn.inTheWay': {
    en: 'A VPN is on ({interface}) and may take along what should stay in your network.',
    'zh-CN': '已开启 VPN（{interface}），本应留在局域网内的数据可能会经过它。',
  },
  'vpn.pause': {
    en: 'Pause the VPN, or allow access to the local network in its settings.',
    'zh-CN': '请暂停 VPN，或在其设置中允许访问局域网。',
  },

  'visitors.none': { en: 'No other device has come yet.', 'zh-CN': '还没有其他设备访问过。' },
  'visitors.sameNetwork': {
    en: 'Put the device into the same Wi-Fi, not a guest network or mobile data, and type http:// in front of the address. Guest networks and some routers keep devices apart.',
    'zh-CN':
      '请让设备连接同一 Wi-Fi（不要用访客网络或移动数据），并在地址前加上 http://。访客网络和部分路由器会隔离设备。',
  },
  'visitors.came': {
    en: 'Other devices that have come: {count}. The last one was {address}.',
    'zh-CN': '已有 {count} 台其他设备访问，最近一台是 {address}。',
  },

  'reason.refused': { en: 'the connection was refused', 'zh-CN': '连接被拒绝' },
  'reason.timedOut': { en: 'no answer in time', 'zh-CN': '应答超时' },
  'reason.otherProgram': { en: 'another program answers there', 'zh-CN': '由其他程序应答' },
  'reason.noSuchName': { en: 'the name is not known', 'zh-CN': '名称无法解析' },
} as const satisfies Record<string, Message>;

export type ReachabilityMessageKey = keyof typeof reachabilityMessages;
