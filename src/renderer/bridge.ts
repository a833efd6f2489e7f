import type { DoorstepBridge } from '../shared/ipc.ts';

declare global {
  interface Window {
    readonly doorstep?: DoorstepBridge;
  }
}

/** The way to the main process. Throws where the page was opened outside Doorstep, as in an ordinary browser. */
export function connectBridge(): DoorstepBridge {
  if (!window.doorstep) throw new Error('window.doorstep is missing: this page runs in the Doorstep window only');
  return window.doorstep;
}
