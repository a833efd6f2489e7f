import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { ipcChannel, ipcRequestNames } from '../../../shared/ipc-names.ts';
import { reportFault } from '../fault-log.ts';
import { appOrigin } from '../window/app-protocol.ts';
import type { MainWindow } from '../window/main-window.ts';
import { dispatchRequest, type IpcHandlers } from './ipc-dispatch.ts';

/**
 * The only door from the window into main. It stands before the page is loaded; requests wait until the handlers are
 * there. Who is not our window's main frame on our own origin is refused.
 */
export function setupIpcGateway(window: MainWindow, handlers: Promise<IpcHandlers>): void {
  for (const name of ipcRequestNames) {
    ipcMain.handle(ipcChannel(name), async (event, ...values: unknown[]) => {
      if (!isOurPage(event, window)) {
        reportFault(`the request ${name} came from elsewhere and was refused`);
        throw new Error('refused');
      }
      return dispatchRequest(await handlers, name, values, reportFault);
    });
  }
}

function isOurPage({ sender, senderFrame }: IpcMainInvokeEvent, window: MainWindow): boolean {
  const contents = window.browserWindow?.webContents;
  return sender === contents && senderFrame === contents.mainFrame && senderFrame?.origin === appOrigin();
}
