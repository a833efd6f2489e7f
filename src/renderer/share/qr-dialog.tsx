import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { useI18n } from '../ui/i18n.ts';
import { CloseIcon } from '../ui/icons.tsx';
import { QrCode } from './qr-code.tsx';
import './qr-dialog.css';

interface QrDialogProps {
  readonly url: string;
  /** The same function in every rendering. */
  readonly onClose: () => void;
}

/** Code and address as large as the window, for a class in front of a projector. Escape, or a click anywhere, closes it. */
export function QrDialog({ url, onClose }: QrDialogProps) {
  const { t } = useI18n();
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      class="qr-dialog"
      aria-label={t('share.qrDialog')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <QrCode url={url} />
      <div class="qr-dialog__words">
        <p class="qr-dialog__hint muted">{t('share.hint')}</p>
        <p class="qr-dialog__url" style={{ '--chars': String(url.length) }}>
          {url}
        </p>
      </div>
      <div class="qr-dialog__close">
        <Button kind="quiet" icon={<CloseIcon />} name={t('share.closeQr')} onPress={onClose} />
      </div>
    </dialog>
  );
}
