import type { IpcEventName, IpcRequestName } from './ipc.ts';

const requests: Readonly<Record<IpcRequestName, true>> = {
  getSnapshot: true,
  getAccessLog: true,
  getExchangeDetails: true,
  copyExchange: true,
  clearAccessLog: true,
  exportAccessLog: true,
  addDroppedPaths: true,
  chooseFolder: true,
  chooseFiles: true,
  removeItem: true,
  moveItem: true,
  renameItem: true,
  setItemOptions: true,
  showItem: true,
  restoreItem: true,
  shareRecent: true,
  forgetRecents: true,
  startSharing: true,
  stopSharing: true,
  setPort: true,
  copyLink: true,
  openLink: true,
  setReach: true,
  getNearby: true,
  openNeighbour: true,
  copyNeighbourLink: true,
  checkReachability: true,
  copyCommand: true,
  changeSettings: true,
  resetSettings: true,
  openLogFolder: true,
  unblockVisitor: true,
  getTransfers: true,
  stopTransfer: true,
  clearTransfers: true,
  blockVisitor: true,
};

const events: Readonly<Record<IpcEventName, true>> = {
  snapshotChanged: true,
  nearbyChanged: true,
  transfersChanged: true,
  itemsRefused: true,
  commandInvoked: true,
  accessLogChanged: true,
  accessLogExportProgressed: true,
};

/** The contract's names as values, for the two ends that must check them; the compiler holds them complete. */
export const ipcRequestNames = Object.keys(requests) as readonly IpcRequestName[];
export const ipcEventNames = Object.keys(events) as readonly IpcEventName[];

/** The Electron IPC channel of one request or event. */
export function ipcChannel(name: IpcRequestName | IpcEventName): string {
  return `doorstep:${name}`;
}
