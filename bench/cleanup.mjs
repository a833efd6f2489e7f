/** @typedef {() => void} Undo synchronous, and harmless where its work is done already */

/** @type {Set<Undo>} */
const pending = new Set();
let isInstalled = false;

/**
 * Keeps a promise to leave nothing behind: `undo` runs when this process ends, in whatever way it can still act on
 * (the end of the run, an error, Ctrl+C, SIGTERM, SIGHUP), unless the returned function was called before.
 *
 * @param {Undo} undo
 * @returns {() => void} forgets the promise
 */
export function onExit(undo) {
  install();
  pending.add(undo);
  return () => pending.delete(undo);
}

function install() {
  if (isInstalled) return;
  isInstalled = true;
  process.on('exit', undoAll);
  for (const [signal, exitCode] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    process.on(signal, () => process.exit(exitCode));
  }
}

/** Last in, first out: processes end before the folder that they read goes. */
function undoAll() {
  for (const undo of [...pending].reverse()) {
    try {
      undo();
    } catch (error) {
      console.error(error);
    }
  }
  pending.clear();
}
