import { useMemo } from 'preact/hooks';
import { useI18n } from '../ui/i18n.ts';
import { qrPath } from './qr-path.ts';
import './qr-code.css';

/** The QR code of `url`, dark on white in dark mode too, each module a whole number of pixels. */
export function QrCode({ url }: { readonly url: string }) {
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
    </div>
  );
}
