// The least that an Electron app can be: what Doorstep's start is compared with.
import { app, BrowserWindow } from 'electron';

// Not awaited at the top: `ready` does not come before this module has ended.
app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false });
  window.once('ready-to-show', () => window.show());
  window.loadURL('data:text/html,<title>Empty</title>').catch((error) => {
    console.error(error);
    app.exit(1);
  });
});
app.on('window-all-closed', () => app.quit());
