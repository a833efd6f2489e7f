import { formatCount } from '../../shared/format.ts';
import { accessLogRowsMax } from '../../shared/limits.ts';
import { useI18n } from '../ui/i18n.ts';
import type { AccessLogModel } from './access-log-model.ts';

/** How many there are, how many are not, and whether our own pages' requests are among the rows. */
export function LogFooter({ log }: { readonly log: AccessLogModel }) {
  const { t, locale } = useI18n();
  const { kept, assets, dropped } = log.counts.value;
  const { withAssets } = log.filter.value;
  const { length } = log.rows.value;
  const all = withAssets ? kept : kept - assets;
  const count = formatCount(all, locale);
  return (
    <footer class="log__foot muted">
      <span class="log__count">
        {length === all
          ? t('log.countAll', { count })
          : t('log.countSome', { shown: formatCount(length, locale), count })}
      </span>
      {dropped > 0 && (
        <span class="log__not-shown" title={t('log.notShownWhy', { most: formatCount(accessLogRowsMax, locale) })}>
          {t('log.notShown', { count: formatCount(dropped, locale) })}
        </span>
      )}
      {(assets > 0 || withAssets) && (
        <label class="log__assets" title={t('log.showAssetsWhy')}>
          <input
            type="checkbox"
            checked={withAssets}
            onChange={(event) => log.setFilter({ withAssets: event.currentTarget.checked })}
          />
          {t('log.showAssets', { count: formatCount(assets, locale) })}
        </label>
      )}
    </footer>
  );
}
