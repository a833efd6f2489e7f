import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from './button.tsx';
import { useI18n } from './i18n.ts';
import { CloseIcon } from './icons.tsx';
import './dialog.css';

interface DialogProps {
  readonly heading: string;
  /** Escape, or a click beside it; whoever opened it takes it away then. The same function in every rendering. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Its buttons; without them it is closed by one beside the heading. */
  readonly footer?: ComponentChildren;
  /** True: as high as the window, at its right edge. */
  readonly atSide?: boolean;
}

/**
 * A sheet over the window. The browser itself keeps the focus inside, makes everything behind it inert, closes it by
 * Escape, and gives the focus back to where it was.
 */
export function Dialog({ heading, onClose, children, footer, atSide = false }: DialogProps) {
  const { t } = useI18n();
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
      class={`dialog${atSide ? ' dialog--side' : ''}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog__frame">
        <header class="dialog__header">
          <h2 id={id} class="dialog__heading" tabIndex={-1} autofocus>
            {heading}
          </h2>
          {!footer && <Button kind="quiet" icon={<CloseIcon />} name={t('dialog.close')} onPress={onClose} />}
        </header>
        <div class="dialog__body">{children}</div>
        {footer && <footer class="dialog__footer">{footer}</footer>}
      </div>
    </dialog>
  );
}
