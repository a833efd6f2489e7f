import { useMemo } from 'preact/hooks';
import { visibleText } from '../../shared/format.ts';
import { reachabilityMessages } from '../../shared/i18n/reachability-messages.ts';
import { createTranslate } from '../../shared/i18n/translate.ts';
import type { WindowMessageKey } from '../../shared/i18n/window-messages.ts';
import type { Finding, ReachabilityReport, Sentence } from '../../shared/reachability.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useI18n } from '../ui/i18n.ts';
import { CheckIcon, CrossIcon, DashIcon, WarningIcon } from '../ui/icons.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import type { ReachabilityModel } from './reachability-model.ts';
import './reachability-dialog.css';

/** What the self-test found, for anyone to read: what it is, and what to do. */
export function ReachabilityDialog({ model }: { readonly model: ReachabilityModel }) {
  const { t, locale } = useI18n();
  const say = useMemo(() => {
    const translate = createTranslate(reachabilityMessages, locale);
    return ({ key, parameters, reason }: Sentence) =>
      visibleText(translate(key, { ...parameters, ...(reason ? { reason: translate(reason) } : {}) }));
  }, [locale]);
  if (!model.isOpen.value) return null;
  const report = model.report.value;
  const footer = (
    <>
      <Button kind="secondary" onPress={() => void model.check()}>
        {t('reachability.again')}
      </Button>
      <Button kind="primary" onPress={model.close}>
        {t('reachability.close')}
      </Button>
    </>
  );
  return (
    <Dialog heading={t('reachability.heading')} onClose={model.close} footer={footer}>
      <p class="reachability__summary" aria-live="polite">
        {model.isSlow.value ? t('reachability.checking') : report && t(summaryKey(report))}
      </p>
      <ProblemNote problem={model.problem.value} />
      <ul class={`findings${model.isSlow.value ? ' findings--old' : ''}`}>
        {report &&
          byUrgency(report.findings).map((finding) => (
            <FindingRow key={finding.check} finding={finding} say={say} model={model} />
          ))}
      </ul>
      <p class="unseen" aria-live="polite">
        {model.copiedCheck.value !== null && t('reachability.commandCopied')}
      </p>
    </Dialog>
  );
}

const urgency = { problem: 0, warning: 1, ok: 2, unknown: 2 } as const satisfies Record<Finding['state'], number>;

/** What keeps others away first; the rest as it comes. */
function byUrgency(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => urgency[a.state] - urgency[b.state]);
}

function summaryKey({ findings }: ReachabilityReport): WindowMessageKey {
  const has = (state: Finding['state']) => findings.some((finding) => finding.state === state);
  if (has('problem')) return 'reachability.blocks';
  return has('warning') ? 'reachability.mayBlock' : 'reachability.allWell';
}

const stateWords = {
  ok: 'reachability.ok',
  warning: 'reachability.warning',
  problem: 'reachability.problem',
  unknown: 'reachability.unknown',
} as const satisfies Record<Finding['state'], WindowMessageKey>;

const stateIcons = { ok: CheckIcon, warning: WarningIcon, problem: CrossIcon, unknown: DashIcon } as const;

interface FindingRowProps {
  readonly finding: Finding;
  readonly say: (sentence: Sentence) => string;
  readonly model: ReachabilityModel;
}

function FindingRow({ finding, say, model }: FindingRowProps) {
  const { t } = useI18n();
  const { check, state, what, advice, command } = finding;
  const StateIcon = stateIcons[state];
  return (
    <li class={`finding finding--${state}`}>
      <span class="finding__icon" title={t(stateWords[state])}>
        <StateIcon />
        <span class="unseen">{t(stateWords[state])}: </span>
      </span>
      <div class="finding__text">
        <p class="finding__what">{say(what)}</p>
        {advice && <p class="finding__advice">{say(advice)}</p>}
        {command !== null && (
          <div class="finding__command">
            <code>{command}</code>
            <CopyButton
              name={t('reachability.copyCommand')}
              copied={model.copiedCheck.value === check}
              onCopy={() => void model.copyCommand(check)}
            />
          </div>
        )}
      </div>
    </li>
  );
}
