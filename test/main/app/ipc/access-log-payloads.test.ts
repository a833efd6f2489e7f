import { describe, expect, it } from 'vitest';
import { parseExchangeNumber, parseExportOrder } from '../../../../src/main/app/ipc/access-log-payloads.ts';
import { PayloadError } from '../../../../src/main/app/ipc/ipc-payloads.ts';
import { defaultAccessLogFilter } from '../../../../src/shared/access-log-filter.ts';

describe('parseExchangeNumber', () => {
  it.each([0, 5, 2 ** 40])('%s', (value) => expect(parseExchangeNumber([value])).toEqual([value]));

  it.each([[[]], [[-1]], [[1.5]], [['1']], [[Number.NaN]], [[Number.POSITIVE_INFINITY]], [[1, 2]], [[null]]])(
    'refuses %j',
    (values) => expect(() => parseExchangeNumber(values)).toThrow(PayloadError),
  );
});

describe('parseExportOrder', () => {
  const filter = { ...defaultAccessLogFilter, text: 'a', statusClasses: ['4xx'], visitor: '::1', transfersOnly: true };

  it('takes a format and a filter, and nothing else of it', () => {
    expect(parseExportOrder(['csv', { ...filter, statusClasses: ['4xx', 'x', '4xx'], more: 1 }])).toEqual([
      'csv',
      { ...filter, statusClasses: ['4xx'] },
    ]);
  });

  it.each([
    [[]],
    [['csv']],
    [['exe', filter]],
    [['csv', null]],
    [['csv', {}]],
    [['csv', filter, 1]],
    [['csv', { ...filter, text: 1 }]],
    [['csv', { ...filter, text: 'x'.repeat(3_000) }]],
    [['csv', { ...filter, visitor: undefined }]],
    [['csv', { ...filter, statusClasses: '4xx' }]],
    [['csv', { ...filter, withAssets: 'yes' }]],
  ])('refuses %j', (values) => expect(() => parseExportOrder(values)).toThrow(PayloadError));
});
