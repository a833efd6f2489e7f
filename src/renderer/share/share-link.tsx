import { useI18n } from '../ui/i18n.ts';
import './share-link.css';

interface ShareLinkProps {
  readonly url: string;
  readonly onOpen: () => void;
}

/** The URL as a link, as large as fits on one line; what one need not read aloud (scheme and final slash) is quieter. */
export function ShareLink({ url, onOpen }: ShareLinkProps) {
  const { t } = useI18n();
  const scheme = /^https?:\/\//.exec(url)?.[0] ?? '';
  const end = url.endsWith('/') ? '/' : '';
  return (
    <a
      class="share-link"
      style={{ '--chars': String(url.length) }}
      data-testid="share-url"
      href={url}
      title={t('share.openLink')}
      draggable={false}
      onClick={(event) => {
        event.preventDefault();
        onOpen();
      }}
      onAuxClick={(event) => event.preventDefault()}
    >
      <span class="share-link__quiet">{scheme}</span>
      <wbr />
      {url.slice(scheme.length, url.length - end.length)}
      <span class="share-link__quiet">{end}</span>
    </a>
  );
}
