import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccessLogExport } from '../../../../src/main/app/access-log/access-log-export.ts';
import { writeAccessLog } from '../../../../src/main/app/access-log/write-access-log.ts';
import type { AccessLogFormat } from '../../../../src/shared/access-log.ts';
import { defaultAccessLogFilter } from '../../../../src/shared/access-log-filter.ts';
import type { Exchange } from '../../../../src/shared/exchange.ts';
import { exchange } from '../../../support/exchange.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-export-'));
  file = join(folder, 'log');
});
afterEach(() => rm(folder, { recursive: true }));

const filter = defaultAccessLogFilter;

async function written(format: AccessLogFormat, ...changes: Partial<Exchange>[]): Promise<string> {
  const exchanges = changes.map((each, index) => exchange(index + 1, each));
  await writeAccessLog({ exchanges, filter, format, file });
  return readFile(file, 'utf8');
}

describe('writeAccessLog', () => {
  it('Common Log Format: one line each', async () => {
    const text = await written('common-log', {}, { path: '/x\ny', status: 404 });
    expect(text.split('\n').map((line) => line.replace(/\[.*?\]/, '[]'))).toEqual([
      '192.168.1.7 - - [] "GET /1 -" 200 5242880',
      '192.168.1.7 - - [] "GET /x\\x0ay -" 404 5242880',
      '',
    ]);
  });

  it('JSON lines: what the command line prints, and more', async () => {
    const text = await written('json-lines', {
      time: Date.UTC(2026, 10, 27, 8, 1, 2, 345),
      userAgent: 'curl/8.5.0\u0085',
      protocol: 'HTTP/1.1',
      contentRange: 'bytes 0-1/5',
      requestFields: [['referer', 'http://a/']],
      failure: 'visitor-left',
    });
    expect(text.endsWith('\n')).toBe(true);
    expect(text).not.toContain('\u0085');
    expect(JSON.parse(text)).toEqual({
      event: 'exchange',
      time: '2026-11-27T08:01:02.345Z',
      remoteAddress: '192.168.1.7',
      method: 'GET',
      path: '/1',
      status: 200,
      bytes: 5_242_880,
      durationMs: 12,
      outcome: 'completed',
      userAgent: 'curl/8.5.0\u0085',
      device: 'curl',
      protocol: 'HTTP/1.1',
      content: 'file',
      failure: 'visitor-left',
      contentRange: 'bytes 0-1/5',
      requestFields: [['referer', 'http://a/']],
    });
  });

  it('CSV: a byte order mark, names, RFC 4180 quoting and line ends', async () => {
    const text = await written('csv', { time: 0, path: '/%E6%96%87,"b"', userAgent: null });
    const [head, first, end] = text.split('\r\n');
    expect(head).toBe(
      '\ufefftime,address,device,method,path,request_target,protocol,status,bytes,duration_ms,outcome,failure,content,content_range,referrer,user_agent',
    );
    expect(first).toBe(
      '1970-01-01T00:00:00.000Z,192.168.1.7,,GET,"/文,""b""","/%E6%96%87,""b""",,200,5242880,12,completed,,file,,,',
    );
    expect(end).toBe('');
  });

  it.each([
    ['=cmd|/c calc!A1', "'=cmd|/c calc!A1"],
    ['+1', "'+1"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ['\t=1', '\\x09=1'],
    ['\r\n=1', '\\x0d\\x0a=1'],
    ['\u202e=1', '\\u202e=1'],
    ['a=1', 'a=1'],
  ])('CSV: %j from a visitor is no formula', async (userAgent, field) => {
    const text = await written('csv', { userAgent });
    expect(text.split('\r\n')[1]?.endsWith(`,${field}`)).toBe(true);
  });

  it('writes what the filter lets through, of many, in order, and tells how far it is', async () => {
    const exchanges = Array.from({ length: 2_500 }, (_, index) => exchange(index, { status: index % 2 ? 404 : 200 }));
    const told: number[] = [];
    const count = await writeAccessLog({
      exchanges,
      filter: { ...filter, statusClasses: ['4xx'] },
      format: 'json-lines',
      file,
      onProgress: (done) => told.push(done),
    });
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect([count, lines.length]).toEqual([1_250, 1_250]);
    expect(lines.map((line) => JSON.parse(line).path)).toEqual(
      exchanges.filter(({ status }) => status === 404).map(({ path }) => path),
    );
    expect(told).toEqual([1_000, 2_000, 2_500]);
  });

  it('replaces what was there, and leaves nothing else behind', async () => {
    await writeFile(file, 'an older and much longer log'.repeat(100));
    await written('common-log', {});
    expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['log']);
  });

  it('where it fails, leaves what was there and nothing else', async () => {
    await mkdir(file);
    await expect(written('common-log', {})).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['log']);
  });
});

describe('AccessLogExport', () => {
  const exporter = (chosen: string | null) =>
    new AccessLogExport({
      accessLog: { exchanges: () => [exchange(1), exchange(2, { content: 'asset' })] },
      chooseFile: async () => chosen,
      onProgress: () => undefined,
    });

  it('says how many were saved, and where to', async () => {
    expect(await exporter(file).run('csv', filter)).toEqual({ ok: true, saved: { name: 'log', count: 1 } });
  });

  it('does nothing where the owner cancels', async () => {
    expect(await exporter(null).run('csv', filter)).toEqual({ ok: true, saved: null });
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['a folder that is gone', () => join(folder, 'gone', 'log'), 'save-impossible'],
    ['a folder in place of the file', () => folder, 'save-impossible'],
    ['a name that is too long', () => join(folder, 'x'.repeat(250)), 'save-impossible'],
  ])('%s is told', async (_what, chosen, kind) => {
    const result = await exporter(chosen()).run('csv', filter);
    expect(result).toMatchObject({ ok: false, problem: { kind } });
  });
});
