import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import './dialog.css';

interface DialogProps {
  readonly heading: string;
  /** Escape, or a click beside it; whoever opened it takes it away then. The same function in every rendering. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Its buttons. */
  readonly footer: ComponentChildren;
}

/**
 * A sheet over the window. The browser itself keeps the focus inside, makes everything behind it inert, closes it by
 * Escape, and gives the focus back to where it was.
 */
export function Dialog({ heading, onClose, children, footer }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    // The backdrop belongs to the element itself; everything that is seen lies in its frame.
    const closeFromBeside = ({ target }: Event) => target === dialog && onClose();
    dialog?.addEventListener('click', closeFromBeside);
    dialog?.showModal();
    return () => {
      dialog?.removeEventListener('click', closeFromBeside);
      dialog?.close();
    };
  }, [onClose]);
  return (
    <dialog
      ref={element}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog__frame">
        <h2 id={id} class="dialog__heading" tabIndex={-1} autofocus>
          {heading}
        </h2>
        <div class="dialog__body">{children}</div>
        <footer class="dialog__footer">{footer}</footer>
      </div>
    </dialog>
  );
}
