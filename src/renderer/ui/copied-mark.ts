import { type ReadonlySignal, signal } from '@preact/signals';
import { copiedShownMs } from '../../shared/limits.ts';

/** Remembers for a moment what was copied, so that its button can say so. */
export interface CopiedMark {
  /** What was copied a moment ago; null otherwise. */
  readonly copied: ReadonlySignal<string | null>;
  set(what: string): void;
  dispose(): void;
}

/** A mark that goes away `copiedShownMs` after the last copy. */
export function createCopiedMark(): CopiedMark {
  const copied = signal<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    copied,
    set(what) {
      clearTimeout(timer);
      copied.value = what;
      timer = setTimeout(() => {
        copied.value = null;
      }, copiedShownMs);
    },
    dispose: () => clearTimeout(timer),
  };
}
