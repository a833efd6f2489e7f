import type { AppCommand } from '../shared/app-command.ts';
import type { DoorstepBridge } from '../shared/ipc.ts';

/** The commands of the native menus and the tray, as the window's features hear them. */
export interface Commands {
  /** Calls `run` for each `command` until the returned function is called. */
  on(command: AppCommand, run: () => void): () => void;
  /** Nothing is carried out before `loaded` has settled and what it brought is drawn; then it is what was asked for last. */
  holdUntil(loaded: Promise<unknown>): void;
}

/** Commands that show something else: an open sheet makes way for it, as at Escape. */
const showing: ReadonlySet<AppCommand> = new Set<AppCommand>([
  'show-qr-code',
  'open-settings',
  'show-access-log',
  'show-transfers',
  'find-in-log',
  'check-reachability',
]);

/** Listens at once: main sends a command as soon as the page has been loaded. */
export function createCommands(bridge: Pick<DoorstepBridge, 'on'>): Commands {
  const listeners = new Map<AppCommand, Set<() => void>>();
  let isHeld = false;
  let held: AppCommand | null = null;

  function invoke(command: AppCommand): void {
    if (showing.has(command)) closeSheets();
    for (const run of listeners.get(command) ?? []) run();
  }

  bridge.on('commandInvoked', ({ command }) => {
    if (isHeld) held = command;
    else invoke(command);
  });
  return {
    on(command, run) {
      const own = listeners.get(command) ?? new Set();
      listeners.set(command, own.add(run));
      return () => own.delete(run);
    },
    holdUntil(loaded) {
      isHeld = true;
      const release = () => {
        isHeld = false;
        if (held !== null) invoke(held);
        held = null;
      };
      // Drawn in microtasks of the turn in which it was loaded.
      loaded.finally(() => setTimeout(release)).catch(() => undefined);
    },
  };
}

/** Whoever opened a sheet hears that it is to be closed just as when Escape is pressed (see `ui/dialog.tsx`). */
function closeSheets(): void {
  for (const sheet of document.querySelectorAll('dialog[open]')) {
    sheet.dispatchEvent(new Event('cancel', { cancelable: true }));
  }
}
