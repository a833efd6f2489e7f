import { formatCount, visibleText } from '../../shared/format.ts';
import { Button } from '../ui/button.tsx';
import { type I18n, useI18n } from '../ui/i18n.ts';
import { CheckIcon, CloseIcon } from '../ui/icons.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import type { ExportModel, ExportState } from './export-model.ts';

/** How far an export is, or what became of it. */
export function ExportNote({ exporting }: { readonly exporting: ExportModel }) {
  const { t, locale } = useI18n();
  const state = exporting.state.value;
  if (state.kind === 'failed') return <ProblemNote problem={state.problem} onDismiss={exporting.dismiss} />;
  if (state.kind === 'writing') {
    const [done, total] = [formatCount(state.done, locale), formatCount(state.total, locale)];
    return <p class="log__note muted">{t('log.exporting', { done, total })}</p>;
  }
  const words = exportedWords(state, { t, locale });
  if (words === null) return null;
  return (
    <div class="log__note">
      <CheckIcon />
      <p class="clip" title={words}>
        {words}
      </p>
      <Button kind="quiet" icon={<CloseIcon />} name={t('log.dismiss')} onPress={exporting.dismiss} />
    </div>
  );
}

/** That it was saved, in words; null where it was not, or not yet. */
export function exportedWords(state: ExportState, { t, locale }: I18n): string | null {
  if (state.kind !== 'saved') return null;
  return t('log.exported', { count: formatCount(state.count, locale), name: visibleText(state.name) });
}
