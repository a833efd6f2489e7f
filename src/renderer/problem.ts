import type { WindowMessageKey } from '../shared/i18n/window-messages.ts';
import type { ActionResult, Problem } from '../shared/ipc.ts';
import type { BadName } from '../shared/item-name.ts';
import { itemNameCharsMax } from '../shared/limits.ts';
import type { WindowTranslate } from './ui/i18n.ts';

type OneSentence = Exclude<Problem['kind'], 'no-free-port' | 'port-in-use' | 'bad-name'>;

const messageKeys = {
  'invalid-port': 'problem.invalidPort',
  'port-forbidden': 'problem.portForbidden',
  'path-missing': 'problem.pathMissing',
  'path-unreadable': 'problem.pathUnreadable',
  'path-unsupported': 'problem.pathUnsupported',
  'too-many-items': 'problem.tooManyItems',
  'nothing-to-share': 'problem.nothingToShare',
  'items-missing': 'problem.itemsMissing',
  'address-unavailable': 'problem.addressUnavailable',
  gone: 'problem.gone',
  'disk-full': 'problem.diskFull',
  'save-forbidden': 'problem.saveForbidden',
  'save-impossible': 'problem.saveImpossible',
  'settings-not-saved': 'problem.settingsNotSaved',
  'invalid-name': 'problem.invalidName',
  'login-not-changed': 'problem.loginNotChanged',
  'log-disk-full': 'problem.logDiskFull',
  'log-not-written': 'problem.logNotWritten',
  'folder-not-opened': 'problem.folderNotOpened',
  'server-died': 'problem.serverDied',
  unexpected: 'problem.unexpected',
} as const satisfies Record<OneSentence, WindowMessageKey>;

const badNameKeys = {
  'too-long': 'problem.nameTooLong',
  separator: 'problem.nameSeparator',
  dot: 'problem.nameDot',
  invisible: 'problem.nameInvisible',
} as const satisfies Record<BadName, WindowMessageKey>;

/** With the program that has the port, and without. */
const takenPortKeys = {
  'no-free-port': ['problem.noFreePortBy', 'problem.noFreePort'],
  'port-in-use': ['problem.portInUseBy', 'problem.portInUse'],
} as const;

/** What happened, why, and what to do, in one or two sentences. */
export function problemText(problem: Problem, translate: WindowTranslate): string {
  switch (problem.kind) {
    case 'bad-name':
      return translate(badNameKeys[problem.why], { most: itemNameCharsMax });
    case 'no-free-port':
    case 'port-in-use': {
      const { kind, port, by } = problem;
      const [known, unknown] = takenPortKeys[kind];
      return by === null ? translate(unknown, { port }) : translate(known, { port, by });
    }
    default: {
      const { kind, ...parameters } = problem;
      return translate(messageKeys[kind], parameters);
    }
  }
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
