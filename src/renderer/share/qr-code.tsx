import { useMemo } from 'preact/hooks';
import { useI18n } from '../ui/i18n.ts';
import { EnlargeIcon } from '../ui/icons.tsx';
import { qrPath } from './qr-path.ts';
import './qr-code.css';

interface QrCodeProps {
  readonly url: string;
  /** Left out where it is large already. */
  readonly onEnlarge?: () => void;
}

/** The QR code of `url`, dark on white in dark mode too, each module a whole number of pixels. */
export function QrCode({ url, onEnlarge }: QrCodeProps) {
  const { t } = useI18n();
  const { sideModules, path } = useMemo(() => qrPath(url), [url]);
  return (
    <div class="qr-code">
      <svg
        role="img"
        aria-label={t('share.qrCode')}
        viewBox={`0 0 ${sideModules} ${sideModules}`}
        style={{ '--side-modules': String(sideModules) }}
      >
        <path d={path} />
      </svg>
      {onEnlarge && (
        <button
          type="button"
          class="qr-code__enlarge"
          aria-label={t('share.enlargeQr')}
          title={t('share.enlargeQr')}
          onClick={onEnlarge}
        >
          <EnlargeIcon />
        </button>
      )}
    </div>
  );
}
