import { useId, useRef } from 'preact/hooks';
import { type AccessLogFormat, accessLogFormats } from '../../shared/access-log.ts';
import type { WindowMessageKey } from '../../shared/i18n/window-messages.ts';
import { useI18n } from '../ui/i18n.ts';
import { ExportIcon } from '../ui/icons.tsx';
import type { ExportModel } from './export-model.ts';

const formatWords = {
  'common-log': 'log.exportCommon',
  csv: 'log.exportCsv',
  'json-lines': 'log.exportJson',
} as const satisfies Record<AccessLogFormat, WindowMessageKey>;

/** A button with the three formats in a popover; the browser itself opens and closes that, and gives the focus back. */
export function ExportMenu({ exporting }: { readonly exporting: ExportModel }) {
  const { t } = useI18n();
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();
  const isBusy = exporting.state.value.kind === 'choosing' || exporting.state.value.kind === 'writing';

  function choose(format: AccessLogFormat): void {
    if (menu.current?.matches(':popover-open')) menu.current.hidePopover();
    void exporting.run(format);
  }

  return (
    <>
      <button
        type="button"
        class="button button--quiet button--square log-tools__export"
        popovertarget={id}
        disabled={isBusy}
        aria-label={t('log.export')}
        title={t('log.export')}
      >
        <ExportIcon />
      </button>
      <div class="log-menu" ref={menu} id={id} popover="auto">
        {accessLogFormats.map((format, index) => (
          <button key={format} type="button" autofocus={index === 0} onClick={() => choose(format)}>
            {t(formatWords[format])}
          </button>
        ))}
      </div>
    </>
  );
}
