import type { Headers } from '../http/headers.ts';

export interface RequestFieldsBounds {
  readonly reportedFieldsMax: number;
  readonly reportedFieldCharsMax: number;
}

/** The request fields that tell the owner what was asked for, by whom, and from where; never cookies or credentials. */
const reportedNames: ReadonlyMap<string, string> = new Map(
  [
    'host',
    'range',
    'if-range',
    'if-match',
    'if-none-match',
    'if-modified-since',
    'if-unmodified-since',
    'referer',
    'origin',
    'accept',
    'accept-encoding',
    'accept-language',
    'cache-control',
    'connection',
    'content-length',
    'transfer-encoding',
    'expect',
    'sec-fetch-dest',
    'via',
    'x-forwarded-for',
  ].map((name) => [name, name]),
);

type ReportedField = readonly [name: string, value: string];

const none: readonly ReportedField[] = [];

/** Those of the fields that an exchange's report carries, in the order received, within bounds. */
export function requestFields(
  headers: Headers,
  { reportedFieldsMax, reportedFieldCharsMax }: RequestFieldsBounds,
): readonly ReportedField[] {
  let fields: ReportedField[] | null = null;
  for (let at = 0; at < headers.size; at++) {
    // The name of our own table is kept, not the piece of the request that equals it.
    const name = reportedNames.get(headers.nameAt(at));
    if (name === undefined) continue;
    fields ??= [];
    fields.push([name, clipped(headers.valueAt(at), reportedFieldCharsMax)]);
    if (fields.length === reportedFieldsMax) break;
  }
  return fields ?? none;
}

/** A copy through bytes: a mere slice would keep the whole long value in memory for as long as the log is kept. */
function clipped(value: string, charsMax: number): string {
  if (value.length <= charsMax) return value;
  return `${Buffer.from(value.slice(0, charsMax - 1), 'latin1').toString('latin1')}…`;
}
