import type { ReachChoice } from '../../../shared/ipc.ts';
import { type ReachabilityCheck, reachabilityChecks } from '../../../shared/reachability.ts';
import { type ItemOptions, itemOptionNames } from '../../../shared/share.ts';
import { requestPathsMax, requestTextCharsMax } from '../limits.ts';

/** What came over IPC is not what the contract says: a bug in the page, or somebody else's page. */
export class PayloadError extends Error {
  constructor(what: string) {
    super(`malformed request: ${what}`);
    this.name = 'PayloadError';
  }
}

/** For requests without parameters; what is there too many is refused. */
export function parseNothing(values: readonly unknown[]): [] {
  if (values.length > 0) throw new PayloadError('no parameter expected');
  return [];
}

/** One bounded, non-empty text: an item's id, a URL. */
export function parseText(values: readonly unknown[]): [string] {
  return [textOf(only(values))];
}

/** One number, whole or not: whether it is a port is for the owner to be told. */
export function parseNumber(values: readonly unknown[]): [number] {
  const value = only(values);
  if (typeof value !== 'number') throw new PayloadError('a number expected');
  return [value];
}

/** A bounded list of texts, possibly empty. */
export function parseTexts(values: readonly unknown[]): [string[]] {
  const value = only(values);
  if (!Array.isArray(value) || value.length > requestPathsMax) throw new PayloadError('a list of texts expected');
  return [Array.from(value, textOf)];
}

/** The owner's choice of where to share; whether the interface is there is for the owner to be told. */
export function parseReachChoice(values: readonly unknown[]): [ReachChoice] {
  const value = only(values);
  if (typeof value !== 'object' || value === null || !('kind' in value)) throw new PayloadError('a choice expected');
  const { kind } = value;
  if (kind === 'all' || kind === 'this-computer') return [{ kind }];
  if (kind !== 'interface' || !('interfaceName' in value)) throw new PayloadError('a choice expected');
  return [{ kind, interfaceName: textOf(value.interfaceName) }];
}

/** An item's id and its new place, a whole number from 0. */
export function parseIdAndPlace(values: readonly unknown[]): [string, number] {
  const [id, place] = pair(values);
  if (typeof place !== 'number' || !Number.isSafeInteger(place) || place < 0)
    throw new PayloadError('a place expected');
  return [textOf(id), place];
}

/** An item's id and a text, which may be empty; whether it is a good name is for the owner to be told. */
export function parseIdAndText(values: readonly unknown[]): [string, string] {
  const [id, text] = pair(values);
  return [textOf(id), text === '' ? '' : textOf(text)];
}

/** An item's id and the options that are to change. */
export function parseItemOptions(values: readonly unknown[]): [string, ItemOptions] {
  const [id, options] = pair(values);
  if (typeof options !== 'object' || options === null) throw new PayloadError('options expected');
  const entries = Object.entries(options);
  const isKnown = ([name, value]: [string, unknown]) =>
    itemOptionNames.some((known) => known === name) && typeof value === 'boolean';
  if (!entries.every(isKnown)) throw new PayloadError('options expected');
  return [textOf(id), Object.fromEntries(entries)];
}

/** The name of one of the self-test's checks. */
export function parseCheck(values: readonly unknown[]): [ReachabilityCheck] {
  const value = only(values);
  const check = reachabilityChecks.find((each) => each === value);
  if (!check) throw new PayloadError('a check expected');
  return [check];
}

function only(values: readonly unknown[]): unknown {
  if (values.length !== 1) throw new PayloadError('one parameter expected');
  return values[0];
}

function pair(values: readonly unknown[]): readonly [unknown, unknown] {
  if (values.length !== 2) throw new PayloadError('two parameters expected');
  return [values[0], values[1]];
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > requestTextCharsMax || value.includes('\0')) {
    throw new PayloadError('a text expected');
  }
  return value;
}
