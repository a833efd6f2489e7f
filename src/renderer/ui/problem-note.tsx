import { visibleText } from '../../shared/format.ts';
import type { Problem } from '../../shared/ipc.ts';
import { problemText } from '../problem.ts';
import { Button } from './button.tsx';
import { useI18n } from './i18n.ts';
import { CloseIcon, WarningIcon } from './icons.tsx';
import './problem-note.css';

interface ProblemNoteProps {
  readonly problem: Problem | null;
  /** Without it the note stays as long as the problem does. */
  readonly onDismiss?: () => void;
}

/** What happened, why, and what to do, next to the thing that failed. Nothing at all where there is no problem. */
export function ProblemNote({ problem, onDismiss }: ProblemNoteProps) {
  const { t } = useI18n();
  if (!problem) return null;
  return (
    <div class="problem-note" role="alert">
      <WarningIcon />
      <p>{visibleText(problemText(problem, t))}</p>
      {onDismiss && <Button kind="quiet" icon={<CloseIcon />} name={t('problem.dismiss')} onPress={onDismiss} />}
    </div>
  );
}
