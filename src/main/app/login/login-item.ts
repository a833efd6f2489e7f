/** The system's own list of what starts when the owner logs in. */
export interface LoginItem {
  /** Whether Doorstep is on it, and not switched off there. */
  isOn(): Promise<boolean>;
  /** Puts it there, or takes it off. Rejects with the system's words where that does not work. */
  set(isOn: boolean): Promise<void>;
}

/** What starts the app without a window (see `arguments.ts`). */
export const hiddenOption = '--hidden';
