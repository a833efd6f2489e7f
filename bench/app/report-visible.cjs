// Loaded into Electron before the app (electron -r): says when its first window is visible with its first paint.
const { app } = require('electron');

app.once('browser-window-created', (_event, window) => {
  let isPainted = false;
  const report = () => {
    if (isPainted && window.isVisible()) process.stdout.write(`visible at ${Date.now()}\n`);
  };
  window.once('show', () => setImmediate(report));
  window.once('ready-to-show', () => {
    isPainted = true;
    setImmediate(report);
  });
});
