import type { AccessLogFormat } from '../../../shared/access-log.ts';
import { commonLogLine } from '../../../shared/common-log-format.ts';
import { deviceName } from '../../../shared/device-name.ts';
import type { Exchange } from '../../../shared/exchange.ts';
import { readableTarget, visibleText } from '../../../shared/format.ts';
import { exchangeRecord, isoTime, jsonLine } from '../../../shared/json-line.ts';

/** How the access log is written as text; the text of a file is `head` and then each line. */
export interface ExportText {
  readonly head: string;
  /** One exchange with its line end. */
  readonly line: (exchange: Exchange) => string;
}

/** What the command line prints, and what only the window's log knows. */
function fullRecord(exchange: Exchange) {
  const { protocol, content, failure, contentRange, requestFields, userAgent } = exchange;
  return {
    ...exchangeRecord(exchange),
    device: deviceName(userAgent),
    protocol,
    content,
    failure,
    contentRange,
    requestFields,
  };
}

type CsvValue = string | number | null;

/** Names for programs and formulas, so they are the same in every language. */
const csvColumns: readonly (readonly [name: string, read: (exchange: Exchange) => CsvValue])[] = [
  ['time', ({ time }) => isoTime(time)],
  ['address', ({ remoteAddress }) => remoteAddress],
  ['device', ({ userAgent }) => deviceName(userAgent)],
  ['method', ({ method }) => method],
  ['path', ({ path }) => (path === null ? null : readableTarget(path))],
  ['request_target', ({ path }) => path],
  ['protocol', ({ protocol }) => protocol],
  ['status', ({ status }) => status],
  ['bytes', ({ bytes }) => bytes],
  ['duration_ms', ({ durationMs }) => durationMs],
  ['outcome', ({ outcome }) => outcome],
  ['failure', ({ failure }) => failure],
  ['content', ({ content }) => content],
  ['content_range', ({ contentRange }) => contentRange],
  ['referrer', ({ requestFields }) => requestFields.find(([name]) => name === 'referer')?.[1] ?? null],
  ['user_agent', ({ userAgent }) => userAgent],
];

export const exportTexts: Readonly<Record<AccessLogFormat, ExportText>> = {
  'common-log': { head: '', line: (exchange) => `${commonLogLine(exchange)}\n` },
  csv: {
    // The byte order mark tells Excel that the text is UTF-8; other programs pass over it.
    head: `\ufeff${csvRecord(csvColumns.map(([name]) => name))}`,
    line: (exchange) => csvRecord(csvColumns.map(([, read]) => read(exchange))),
  },
  'json-lines': { head: '', line: (exchange) => `${jsonLine(fullRecord(exchange))}\n` },
};

/** RFC 4180 §2. */
function csvRecord(values: readonly CsvValue[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}

/**
 * Every text is from a stranger. A spreadsheet takes one that begins with `=`, `+`, `-` or `@` for a formula, which may
 * fetch or run something: an apostrophe before it makes it a text. Control characters are made visible.
 */
function csvField(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = visibleText(value);
  const harmless = /^[\s\u00a0]*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
