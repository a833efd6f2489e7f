import { app, type Session, type WebContents } from 'electron';
import { reportFault } from '../fault-log.ts';

/** No page of this app ever opens a window, goes elsewhere or embeds a webview; applies to whatever is made later too. */
export function setupWindowGuards(): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
}

/** No permission (camera, notifications, devices, …) is ever granted, nor the owner asked for one. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

function guard(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    reportFault(`opening a window for ${url} was refused`);
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    reportFault(`going to ${event.url} was refused`);
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
