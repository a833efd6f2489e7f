import type { AppCommand } from '../shared/app-command.ts';
import type { DoorstepBridge } from '../shared/ipc.ts';

/** The commands of the native menus and the tray, as the window's features hear them. */
export interface Commands {
  /** Calls `run` for each `command` until the returned function is called. */
  on(command: AppCommand, run: () => void): () => void;
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
  bridge.on('commandInvoked', ({ command }) => {
    if (showing.has(command)) closeSheets();
    for (const run of listeners.get(command) ?? []) run();
  });
  return {
    on(command, run) {
      const own = listeners.get(command) ?? new Set();
      listeners.set(command, own.add(run));
      return () => own.delete(run);
    },
  };
}

/** Whoever opened a sheet hears that it is to be closed just as when Escape is pressed (see `ui/dialog.tsx`). */
function closeSheets(): void {
  for (const sheet of document.querySelectorAll('dialog[open]')) {
    sheet.dispatchEvent(new Event('cancel', { cancelable: true }));
  }
}
