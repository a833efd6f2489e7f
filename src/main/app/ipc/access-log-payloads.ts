import { type AccessLogFormat, accessLogFormats } from '../../../shared/access-log.ts';
import { type AccessLogFilter, statusClasses } from '../../../shared/access-log-filter.ts';
import { accessLogFilterCharsMax } from '../../../shared/limits.ts';
import { PayloadError } from './ipc-payloads.ts';

/** The number of an exchange in the log. */
export function parseExchangeNumber(values: readonly unknown[]): [number] {
  const [value] = values;
  if (values.length !== 1 || typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new PayloadError('the number of an exchange expected');
  }
  return [value];
}

/** A format and a filter. */
export function parseExportOrder(values: readonly unknown[]): [AccessLogFormat, AccessLogFilter] {
  const format = accessLogFormats.find((each) => each === values[0]);
  if (!format || values.length !== 2) throw new PayloadError('a format and a filter expected');
  return [format, filterOf(values[1])];
}

function filterOf(value: unknown): AccessLogFilter {
  if (typeof value !== 'object' || value === null) throw new PayloadError('a filter expected');
  const { text, statusClasses: classes, visitor, transfersOnly, withAssets } = value as Record<string, unknown>;
  if (typeof transfersOnly !== 'boolean' || typeof withAssets !== 'boolean')
    throw new PayloadError('a choice expected');
  if (!Array.isArray(classes)) throw new PayloadError('a list of status classes expected');
  return {
    text: boundedText(text),
    statusClasses: statusClasses.filter((each) => classes.includes(each)),
    visitor: visitor === null ? null : boundedText(visitor),
    transfersOnly,
    withAssets,
  };
}

function boundedText(value: unknown): string {
  if (typeof value !== 'string' || value.length > accessLogFilterCharsMax) throw new PayloadError('a text expected');
  return value;
}
