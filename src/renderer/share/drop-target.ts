import { type ReadonlySignal, signal } from '@preact/signals';

export interface DropTarget {
  /** True while files are held over the window. */
  readonly active: ReadonlySignal<boolean>;
  /** How many those are, as far as the system tells before they are let go. */
  readonly count: ReadonlySignal<number>;
  dispose(): void;
}

/**
 * Makes the whole of `page` a drop target for files. Text and links are refused, and no drop of any kind is left to
 * the browser, which would open what was dropped in place of the window.
 */
export function createDropTarget(page: EventTarget, onFiles: (files: readonly File[]) => void): DropTarget {
  const active = signal(false);
  const count = signal(0);

  function onDragOver(event: Event): void {
    event.preventDefault();
    const { dataTransfer } = event as DragEvent;
    active.value = holdsFiles(dataTransfer);
    count.value = [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file').length;
    if (dataTransfer) dataTransfer.dropEffect = active.value ? 'copy' : 'none';
  }

  function onDragLeave(event: Event): void {
    // Only on leaving the page is there no element that the pointer went to.
    if ((event as DragEvent).relatedTarget === null) active.value = false;
  }

  /** The pointer is ours again, so nothing is dragged: some desktops tell nobody that a drag was given up. */
  function onPointerMove(): void {
    active.value = false;
  }

  function onDrop(event: Event): void {
    event.preventDefault();
    active.value = false;
    const { dataTransfer } = event as DragEvent;
    if (dataTransfer && holdsFiles(dataTransfer)) onFiles([...dataTransfer.files]);
  }

  const listeners = {
    dragenter: onDragOver,
    dragover: onDragOver,
    dragleave: onDragLeave,
    drop: onDrop,
    pointermove: onPointerMove,
  };
  for (const [name, listener] of Object.entries(listeners)) page.addEventListener(name, listener);

  return {
    active,
    count,
    dispose() {
      for (const [name, listener] of Object.entries(listeners)) page.removeEventListener(name, listener);
    },
  };
}

function holdsFiles(dataTransfer: DataTransfer | null): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
