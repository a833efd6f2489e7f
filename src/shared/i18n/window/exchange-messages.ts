import type { Message } from '../locale.ts';

/** One exchange: its details, how it ended, and why it failed. */
export const exchangeMessages = {
  'log.details': { en: 'Request details', 'zh-CN': '请求详情' },
  'log.detailsClose': { en: 'Close details', 'zh-CN': '关闭详情' },
  'log.copy': { en: 'Copy as log line', 'zh-CN': '复制为日志行' },
  'log.copied': { en: 'Copied as a log line.', 'zh-CN': '已复制为日志行。' },
  'log.device': { en: 'Device', 'zh-CN': '设备' },
  'log.address': { en: 'Address', 'zh-CN': '地址' },
  'log.target': { en: 'Target as received', 'zh-CN': '收到的请求目标' },
  'log.protocol': { en: 'Protocol', 'zh-CN': '协议' },
  'log.range': { en: 'Range sent', 'zh-CN': '发送的范围' },
  'log.rangeWhole': { en: 'All of it', 'zh-CN': '全部' },
  'log.referrer': { en: 'Came from', 'zh-CN': '来源页面' },
  'log.userAgent': { en: 'User agent', 'zh-CN': '用户代理' },
  'log.requestFields': { en: 'Request headers', 'zh-CN': '请求标头' },
  'log.detailsGone': {
    en: 'The log has moved on, and the headers are no longer kept.',
    'zh-CN': '日志已滚动，标头不再保留。',
  },
  'log.content': { en: 'Content', 'zh-CN': '内容' },
  'log.content.file': { en: 'Shared file', 'zh-CN': '共享的文件' },
  'log.content.listing': { en: 'Folder listing', 'zh-CN': '文件夹列表' },
  'log.content.asset': { en: 'Page’s own request', 'zh-CN': '页面自身的请求' },
  'log.content.other': { en: 'Nothing of the share', 'zh-CN': '不含共享内容' },
  'log.sizeAndBytes': { en: '{size} ({bytes} bytes)', 'zh-CN': '{size}（{bytes} 字节）' },

  'log.outcome.done': { en: 'Complete', 'zh-CN': '完成' },
  'log.outcome.refused': { en: 'Refused', 'zh-CN': '已拒绝' },
  'log.outcome.notFound': { en: 'Not found', 'zh-CN': '未找到' },
  'log.outcome.failed': { en: 'Failed', 'zh-CN': '失败' },
  'log.outcome.interrupted': { en: 'Interrupted', 'zh-CN': '已中断' },
  'log.outcome.stalled': { en: 'Stalled', 'zh-CN': '已停滞' },
  'log.outcome.fileChanged': { en: 'File changed', 'zh-CN': '文件已变' },
  'log.outcome.stopped': { en: 'Stopped', 'zh-CN': '已停止' },
  'log.outcome.shareStopped': { en: 'Share ended', 'zh-CN': '共享结束' },
  'log.outcome.blocked': { en: 'Blocked', 'zh-CN': '已屏蔽' },
  'log.outcome.notLocal': { en: 'Not local', 'zh-CN': '非本地' },
  'log.outcome.wrongHost': { en: 'Wrong host', 'zh-CN': '主机名不符' },
  'log.outcome.malformed': { en: 'Malformed', 'zh-CN': '格式错误' },
  'log.outcome.bug': { en: 'Error', 'zh-CN': '错误' },

  'log.why.visitorLeft': {
    en: 'The visitor closed or lost the connection before everything was sent. That is normal where a page is left, a video is skipped through or a download is cancelled. If it happens again and again, the Wi-Fi may be weak there.',
    'zh-CN':
      '访问者在全部内容发送之前关闭或丢失了连接。离开页面、跳播视频或取消下载时都属正常。如果反复出现，可能是对方的 Wi-Fi 信号较弱。',
  },
  'log.why.noResponse': {
    en: 'The visitor left before a response was begun, so nothing was sent. There is nothing to do.',
    'zh-CN': '访问者在开始响应之前就离开了，因此没有发送任何内容。无需处理。',
  },
  'log.why.stalled': {
    en: 'The visitor was still connected but took no data for too long: the device went to sleep or out of reach, or the download was paused. It can ask again for the rest.',
    'zh-CN':
      '访问者仍保持连接，但长时间没有接收数据：设备可能已休眠、离开了网络范围，或暂停了下载。对方可以再次请求剩余部分。',
  },
  'log.why.fileChanged': {
    en: 'The file became shorter, or could not be read to its end, while it was being sent. Let whatever writes the file finish, check that its disk is still there, and have the visitor download it again.',
    'zh-CN':
      '文件在发送过程中变短了，或无法读到末尾。请等待写入该文件的程序完成，确认磁盘仍然可用，然后让访问者重新下载。',
  },
  'log.why.stopped': {
    en: 'You stopped this transfer. The visitor can start it again unless you block them.',
    'zh-CN': '您停止了此传输。除非您屏蔽该访问者，否则对方可以重新开始。',
  },
  'log.why.shareStopped': {
    en: 'Sharing was stopped, or moved to another port or network, while this was running. The visitor can go on when it is shared again.',
    'zh-CN': '传输进行时，共享被停止，或被移到了其他端口或网络。再次共享后，访问者可以继续。',
  },
  'log.why.blocked': {
    en: 'You have blocked this visitor, so they get nothing. You can let them in again in the settings.',
    'zh-CN': '您已屏蔽此访问者，因此对方得不到任何内容。可以在设置中解除屏蔽。',
  },
  'log.why.notLocal': {
    en: 'The address is not on a local network of this computer, and only devices on the same network may connect. If you know who it is, let everybody connect in the settings.',
    'zh-CN':
      '此地址不在这台电脑的任何本地网络中，而目前只允许同一网络中的设备连接。如果您知道对方是谁，可以在设置中允许所有人连接。',
  },
  'log.why.wrongHost': {
    en: 'The request named a host that is not this computer. Ask the visitor to use the address that Doorstep shows; if it was no mistake, it may have been a web page trying to reach into your network, and it got nothing.',
    'zh-CN':
      '请求中的主机名不是这台电脑。请让访问者使用 Doorstep 显示的地址；如果不是输入错误，则可能是某个网页试图访问您的网络，它没有得到任何内容。',
  },
  'log.why.malformed': {
    en: 'What arrived is not a request as HTTP prescribes it, so it was refused. It is usually no browser but a scanner or another program: check what runs on that device.',
    'zh-CN':
      '收到的内容不符合 HTTP 规范，因此被拒绝。这通常不是浏览器，而是扫描器或其他程序：请检查该设备上运行的程序。',
  },
  'log.why.400': {
    en: 'The request was refused, because something in it could not be done. Have the visitor open the address that Doorstep shows.',
    'zh-CN': '请求中有无法满足的内容，因此被拒绝。请让访问者打开 Doorstep 显示的地址。',
  },
  'log.why.403': {
    en: 'It is there, but it may not be read: the system does not let Doorstep read it, or it is no ordinary file. Check its permissions if visitors are to have it.',
    'zh-CN': '内容存在，但无法读取：系统不允许 Doorstep 读取，或它不是普通文件。如果要提供给访问者，请检查其权限。',
  },
  'log.why.404': {
    en: 'There is nothing under this address: it was renamed, moved or removed, it is hidden, or it is no longer shared. Browsers also ask for an icon by themselves; that is harmless.',
    'zh-CN':
      '此地址下没有内容：它可能已重命名、移动或删除，属于隐藏项目，或不再共享。浏览器也会自动请求图标，这并无影响。',
  },
  'log.why.405': {
    en: 'The visitor tried to change something or used an unusual method; here it is only possible to read. Nothing was changed.',
    'zh-CN': '访问者尝试修改内容或使用了不常见的方法；这里只允许读取。没有任何内容被更改。',
  },
  'log.why.406': {
    en: 'The visitor’s program does not take any form in which this can be sent. Another browser will.',
    'zh-CN': '访问者的程序不接受可发送的任何形式。请换用其他浏览器。',
  },
  'log.why.408': {
    en: 'The request did not arrive whole in time: the connection is very slow, or a program holds it open without asking for anything. Nothing needs to be done.',
    'zh-CN': '请求没有及时完整到达：连接非常慢，或某个程序占着连接却没有请求内容。无需处理。',
  },
  'log.why.412': {
    en: 'The visitor asked for the file only as it was before, and it has changed since. Have them start the download anew.',
    'zh-CN': '访问者只要求原先版本的文件，但文件此后已更改。请让对方重新开始下载。',
  },
  'log.why.413': {
    en: 'The visitor sent more data along than is taken here. Nothing was stored.',
    'zh-CN': '访问者随请求发送的数据超出了允许的大小。没有存储任何内容。',
  },
  'log.why.414': {
    en: 'The address that was asked for is far longer than any shared file’s. Such requests come from programs that look for weaknesses; it was refused.',
    'zh-CN': '请求的地址远远超过任何共享文件的地址长度。这类请求多来自寻找漏洞的程序；已被拒绝。',
  },
  'log.why.416': {
    en: 'The visitor asked for a part beyond the end of the file: usually a download that was complete already, or that began when the file was longer. Have them download it anew.',
    'zh-CN': '访问者请求的部分超出了文件末尾：通常是下载其实已经完成，或开始下载时文件更长。请让对方重新下载。',
  },
  'log.why.417': {
    en: 'The visitor’s program made a condition that cannot be met. Another program will do.',
    'zh-CN': '访问者的程序提出了无法满足的条件。请换用其他程序。',
  },
  'log.why.431': {
    en: 'The request’s headers were larger than any browser makes them without reason. Deleting the cookies for this computer’s address in the visitor’s browser may help.',
    'zh-CN': '请求标头过大，正常的浏览器不会如此。在访问者的浏览器中删除此电脑地址的 Cookie 可能有用。',
  },
  'log.why.500': {
    en: 'Something went wrong in Doorstep itself. Try it again; if it happens again, restart Doorstep.',
    'zh-CN': 'Doorstep 自身出现了问题。请重试；如果再次出现，请重新启动 Doorstep。',
  },
  'log.why.501': {
    en: 'The visitor’s program used a method or a coding that is not known here. It was refused; ordinary browsers do not do that.',
    'zh-CN': '访问者的程序使用了此处不支持的方法或编码，已被拒绝；普通浏览器不会这样做。',
  },
  'log.why.503': {
    en: 'It could not be read just now: too many ask at the same time, or the disk does not answer. Visitors can try again in a moment; check the disk if it does not pass.',
    'zh-CN': '暂时无法读取：同时请求的人太多，或磁盘没有响应。访问者可以稍后再试；如果一直如此，请检查磁盘。',
  },
  'log.why.505': {
    en: 'The visitor’s program speaks a version of HTTP that is not spoken here. Every browser speaks one that is.',
    'zh-CN': '访问者的程序使用了此处不支持的 HTTP 版本。所有浏览器都支持可用的版本。',
  },
} as const satisfies Record<string, Message>;
