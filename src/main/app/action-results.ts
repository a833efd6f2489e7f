import type { ActionResult, Problem } from '../../shared/ipc.ts';

export const done: ActionResult = { ok: true };
export const gone: ActionResult = { ok: false, problem: { kind: 'gone' } };

export function failed(problem: Problem): ActionResult {
  return { ok: false, problem };
}

/** Tells the first of what went wrong, if anything did. */
export function resultOf([problem]: readonly Problem[]): ActionResult {
  return problem ? failed(problem) : done;
}
