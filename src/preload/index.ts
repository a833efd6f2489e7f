import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { ActionResult, DoorstepBridge, IpcEventName, IpcRequestName } from '../shared/ipc.ts';
import { ipcChannel, ipcEventNames, ipcRequestNames } from '../shared/ipc-names.ts';

/** The contract as `window.doorstep`: names are checked here, everything else is main's business. */
const bridge: DoorstepBridge = {
  request: async (name, ...parameters) => ipcRenderer.invoke(requestChannel(name), ...parameters),
  on: (name, listener) => {
    const channel = eventChannel(name);
    const forward = (_event: unknown, payload: Parameters<typeof listener>[0]) => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.off(channel, forward);
    };
  },
  addDroppedFiles: async (files) => {
    const paths = files.map((file) => webUtils.getPathForFile(file));
    const added: ActionResult = await bridge.request('addDroppedPaths', paths.filter(Boolean));
    const pathless = files[paths.indexOf('')];
    if (!added.ok || !pathless) return added;
    return { ok: false, problem: { kind: 'path-unsupported', name: pathless.name } };
  },
};

function requestChannel(name: IpcRequestName): string {
  if (!ipcRequestNames.includes(name)) throw new TypeError('no such request');
  return ipcChannel(name);
}

function eventChannel(name: IpcEventName): string {
  if (!ipcEventNames.includes(name)) throw new TypeError('no such event');
  return ipcChannel(name);
}

contextBridge.exposeInMainWorld('doorstep', bridge);
