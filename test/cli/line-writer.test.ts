import { PassThrough, Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LineWriter } from '../../src/cli/line-writer.ts';

/** A stream whose reader takes nothing until `release` is called. */
function stuckStream() {
  const taken: string[] = [];
  let pending: (() => void) | null = null;
  let isStuck = true;
  const stream = new Writable({
    highWaterMark: 16,
    write(chunk: Buffer, _encoding, done) {
      taken.push(chunk.toString());
      if (isStuck) pending = done;
      else done();
    },
  });
  const release = (): void => {
    isStuck = false;
    pending?.();
  };
  return { stream, taken, release };
}

function writerOn(stream: Writable, queueBytesMax: number) {
  const dropped: number[] = [];
  const failures: unknown[] = [];
  const writer = new LineWriter(stream, {
    queueBytesMax,
    onDropped: (lines) => dropped.push(lines),
    onFailed: (error) => failures.push(error.code),
  });
  return { writer, dropped, failures };
}

describe('LineWriter', () => {
  it('writes lines in order', async () => {
    const stream = new PassThrough();
    const { writer } = writerOn(stream, 1000);
    writer.writeLine('one');
    writer.writeLine('文件');
    await writer.flush(1000);
    expect(stream.read().toString()).toBe('one\n文件\n');
  });

  it('writes the lines of one turn at once, and soon', async () => {
    const { stream, taken, release } = stuckStream();
    release();
    const { writer } = writerOn(stream, 1000);
    writer.writeLine('one');
    writer.writeLine('文件');
    expect(taken).toEqual([]);
    await nextTurn();
    writer.writeLine('three');
    await nextTurn();
    expect(taken).toEqual(['one\n文件\n', 'three\n']);
  });

  it('holds no more than its bound for a reader who does not read, and says afterwards how many lines are missing', async () => {
    const { stream, taken, release } = stuckStream();
    const { writer, dropped } = writerOn(stream, 100);
    for (let index = 0; index < 500; index++) writer.writeLine('123456789');
    await nextTurn();
    for (let index = 0; index < 500; index++) writer.writeLine('123456789');
    expect(stream.writableLength).toBe(100);
    expect(dropped).toEqual([]);
    release();
    await writer.flush(1000);
    expect(taken).toEqual(['123456789\n'.repeat(10)]);
    expect(dropped).toEqual([990]);
    writer.writeLine('again');
    await writer.flush(1000);
    expect(taken.at(-1)).toBe('again\n');
    expect(dropped).toEqual([990]);
  });

  it('does not wait for ever at the end', async () => {
    const { stream } = stuckStream();
    const { writer, dropped } = writerOn(stream, 15);
    writer.writeLine('123456789');
    await nextTurn();
    writer.writeLine('123456789');
    await writer.flush(1);
    expect(dropped).toEqual([1]);
  });

  it.each(['EPIPE', 'ENOSPC'])('tells %s once and then keeps still', async (code) => {
    const stream = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
    });
    const { writer, failures } = writerOn(stream, 1000);
    writer.writeLine('one');
    await new Promise((resolve) => stream.once('close', resolve));
    writer.writeLine('two');
    await writer.flush(1000);
    expect(failures).toEqual([code]);
  });
});
