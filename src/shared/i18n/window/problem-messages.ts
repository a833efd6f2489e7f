import type { Message } from '../locale.ts';

/** What went wrong, why, and what to do. */
export const problemMessages = {
  'problem.dismiss': { en: 'Dismiss', 'zh-CN': '关闭提示' },
  'problem.invalidPort': {
    en: 'This is not a port. Ports are whole numbers from 1 to 65535. Enter another one.',
    'zh-CN': '这不是有效的端口。端口是 1 到 65535 之间的整数，请重新输入。',
  },
  'problem.noFreePort': {
    en: 'Sharing could not start, because port {port} and those after it are in use by other programs. Enter another port and start again.',
    'zh-CN': '无法开始共享：端口 {port} 及其后的端口都已被其他程序占用。请换一个端口后重试。',
  },
  'problem.noFreePortBy': {
    en: 'Sharing could not start, because port {port} is in use by {by}, and those after it are in use too. Close that program, or enter another port and start again.',
    'zh-CN': '无法开始共享：端口 {port} 已被 {by} 占用，其后的端口也都被占用。请关闭该程序，或换一个端口后重试。',
  },
  'problem.portInUse': {
    en: 'Port {port} is still in use by another program. Close that program and try again, or enter another port.',
    'zh-CN': '端口 {port} 仍被其他程序占用。请关闭该程序后重试，或换一个端口。',
  },
  'problem.portInUseBy': {
    en: 'Port {port} is still in use by {by}. Close that program and try again, or enter another port.',
    'zh-CN': '端口 {port} 仍被 {by} 占用。请关闭该程序后重试，或换一个端口。',
  },
  'problem.portForbidden': {
    en: 'This computer does not allow port {port}, so sharing cannot use it. Enter another port, such as 8000, and start again.',
    'zh-CN': '此电脑不允许使用端口 {port}，无法用它共享。请换一个端口（例如 8000）后重试。',
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
  'problem.itemsMissing': {
    en: 'None of the shared items can be found or read. They may have been moved or deleted, or their drive is not connected. Put them back, and sharing starts by itself.',
    'zh-CN': '所有共享项目都找不到或无法读取。它们可能已被移动或删除，或者所在的磁盘未连接。放回原处后会自动开始共享。',
  },
  'problem.nameTooLong': {
    en: 'This name is too long. Use at most {most} characters.',
    'zh-CN': '名称过长，最多 {most} 个字符。',
  },
  'problem.nameSeparator': {
    en: 'A name cannot contain / or \\, because they separate the parts of an address. Leave them out.',
    'zh-CN': '名称不能包含 / 或 \\，它们是网址中的分隔符。请去掉这些字符。',
  },
  'problem.nameDot': {
    en: 'A name cannot begin with a dot, because such names are hidden from visitors. Begin with another character.',
    'zh-CN': '名称不能以点开头，这样的名称对访客是隐藏的。请换一个开头字符。',
  },
  'problem.nameInvisible': {
    en: 'This name contains characters that cannot be seen, so nobody could type it. Leave them out.',
    'zh-CN': '名称包含不可见字符，其他人无法输入。请去掉这些字符。',
  },
  'problem.addressUnavailable': {
    en: 'Sharing could not start at {address}, because this computer does not have that address now. Choose another network, or wait until it is back.',
    'zh-CN': '无法在 {address} 开始共享：这台电脑目前没有此地址。请选择其他网络，或等待网络恢复。',
  },
  'problem.gone': {
    en: 'It has just gone, so nothing was done. Look again at what is shown now.',
    'zh-CN': '目标刚刚消失，未执行任何操作。请查看当前显示的内容。',
  },
  'problem.diskFull': {
    en: '“{name}” could not be saved, because the disk is full. Make room, or save it to another disk.',
    'zh-CN': '无法保存“{name}”：磁盘已满。请腾出空间，或保存到其他磁盘。',
  },
  'problem.saveForbidden': {
    en: '“{name}” could not be saved, because nothing may be written there. Choose another folder.',
    'zh-CN': '无法保存“{name}”：没有在该处写入的权限。请选择其他文件夹。',
  },
  'problem.saveImpossible': {
    en: '“{name}” could not be saved, because its folder is gone or the name is not possible there. Choose another folder or name.',
    'zh-CN': '无法保存“{name}”：文件夹已不存在，或该处不允许使用此名称。请选择其他文件夹或名称。',
  },
  'problem.settingsNotSaved': {
    en: 'The settings could not be saved, so they will be lost when Doorstep quits. Check that the disk is not full or read-only.',
    'zh-CN': '无法保存设置，退出 Doorstep 后设置会丢失。请检查磁盘是否已满或只读。',
  },
  'problem.invalidName': {
    en: 'This name cannot be shown to others: it may have {most} characters at most, and no line ends. Enter another one.',
    'zh-CN': '此名称无法显示给其他人：最多 {most} 个字符，且不能换行。请重新输入。',
  },
  'problem.loginNotChanged': {
    en: 'The system did not change what starts at login ({detail}). Look into its settings for startup apps.',
    'zh-CN': '系统未能更改登录启动项（{detail}）。请查看系统的启动应用设置。',
  },
  'problem.logDiskFull': {
    en: 'The disk is full, so the access log is not written. Free some space; Doorstep tries again by itself.',
    'zh-CN': '磁盘已满，无法写入访问日志。请释放一些空间，Doorstep 会自动重试。',
  },
  'problem.logNotWritten': {
    en: 'The access log cannot be written ({detail}). Check the folder’s permissions and whether its disk is there; Doorstep tries again by itself.',
    'zh-CN': '无法写入访问日志（{detail}）。请检查该文件夹的权限以及磁盘是否可用，Doorstep 会自动重试。',
  },
  'problem.folderNotOpened': {
    en: 'The folder could not be opened ({detail}). Open it in your file manager.',
    'zh-CN': '无法打开文件夹（{detail}）。请在文件管理器中打开。',
  },
  'problem.serverDied': {
    en: 'Sharing has stopped, because the part of Doorstep that serves visitors failed twice in a short time. Start sharing again; if it fails again, restart Doorstep.',
    'zh-CN':
      '共享已停止：Doorstep 中为访客提供服务的部分在短时间内两次出错。请重新开始共享；如果仍然出错，请重新启动 Doorstep。',
  },
  'problem.unexpected': {
    en: 'Something went wrong: {detail}. Try again; if it happens again, restart Doorstep.',
    'zh-CN': '出现意外问题：{detail}。请重试；如果仍然出现，请重新启动 Doorstep。',
  },
} as const satisfies Record<string, Message>;
