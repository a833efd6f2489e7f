import type { WindowMessageKey } from '../shared/i18n/window-messages.ts';
import type { ActionResult, Problem } from '../shared/ipc.ts';
import type { WindowTranslate } from './ui/i18n.ts';

const messageKeys = {
  'invalid-port': 'problem.invalidPort',
  'no-free-port': 'problem.noFreePort',
  'port-forbidden': 'problem.portForbidden',
  'path-missing': 'problem.pathMissing',
  'path-unreadable': 'problem.pathUnreadable',
  'path-unsupported': 'problem.pathUnsupported',
  'too-many-items': 'problem.tooManyItems',
  'nothing-to-share': 'problem.nothingToShare',
  'address-unavailable': 'problem.addressUnavailable',
  gone: 'problem.gone',
  'settings-not-saved': 'problem.settingsNotSaved',
  'invalid-name': 'problem.invalidName',
  'login-not-changed': 'problem.loginNotChanged',
  'log-disk-full': 'problem.logDiskFull',
  'log-not-written': 'problem.logNotWritten',
  'folder-not-opened': 'problem.folderNotOpened',
  unexpected: 'problem.unexpected',
} as const satisfies Record<Problem['kind'], WindowMessageKey>;

/** What happened, why, and what to do, in one or two sentences. */
export function problemText(problem: Problem, translate: WindowTranslate): string {
  const { kind, ...parameters } = problem;
  return translate(messageKeys[kind], parameters);
}

/**
 * Waits for what the owner asked for; null where it was done. A rejection is a bug in the main process: the owner is
 * told of it like of any other problem, so that no button just does nothing.
 */
export async function problemOf(result: Promise<ActionResult>): Promise<Problem | null> {
  try {
    const answer = await result;
    return answer.ok ? null : answer.problem;
  } catch (error) {
    return unexpectedProblem(error);
  }
}

/** A caught bug as a problem to show. */
export function unexpectedProblem(error: unknown): Problem {
  return { kind: 'unexpected', detail: error instanceof Error ? error.message : String(error) };
}
