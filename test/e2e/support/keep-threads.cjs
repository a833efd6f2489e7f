// Loaded into Electron before the app (electron -r): keeps the worker threads that it starts, so that a test can end one.
globalThis.startedThreads = [];
process.on('worker', (thread) => globalThis.startedThreads.push(thread));
