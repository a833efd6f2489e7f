import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Limits } from '../../src/main/server/limits.ts';
import { itemFor, type RunningEngine, startEngine, temporaryFolder } from '../support/engine.ts';
import { fetchRaw, RawClient } from '../support/raw-client.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let other: Awaited<ReturnType<typeof temporaryFolder>>;
let engine: RunningEngine | null = null;

beforeAll(async () => {
  folder = await temporaryFolder();
  other = await temporaryFolder();
  await writeFile(join(folder.path, 'a.txt'), 'hello\n');
});
afterEach(async () => {
  await engine?.stop();
  engine = null;
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});

async function start(limits: Partial<Limits> = {}): Promise<RunningEngine> {
  engine = await startEngine([itemFor(folder.path)], { limits });
  return engine;
}

/** A page that listens. What has come stands in `text`. */
class Listener implements Disposable {
  readonly client: RawClient;
  text = '';
  isEnded = false;
  #wake: (() => void) | null = null;

  private constructor(client: RawClient) {
    this.client = client;
    client.socket.on('data', (chunk: Buffer) => {
      this.text += chunk.toString('latin1');
      this.#wake?.();
    });
    client.socket.on('close', () => {
      this.isEnded = true;
      this.#wake?.();
    });
    client.socket.on('end', () => {
      this.isEnded = true;
      client.socket.end();
      this.#wake?.();
    });
  }

  static async open(port: number, version = '1.1'): Promise<Listener> {
    const client = await RawClient.open(port);
    const listener = new Listener(client);
    client.send(`GET /.doorstep/events HTTP/${version}\r\nHost: localhost\r\n\r\n`);
    return listener;
  }

  async until(condition: (listener: Listener) => boolean): Promise<this> {
    while (!condition(this)) {
      if (this.isEnded) throw new Error(`The stream has ended with: ${this.text}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this;
  }

  contains(text: string): Promise<this> {
    return this.until((listener) => listener.text.includes(text));
  }

  get shareIds(): string[] {
    return [...this.text.matchAll(/"share":"(\w+)"/g)].map(([, id = '']) => id);
  }

  [Symbol.dispose](): void {
    this.client.close();
  }
}

const isOfEvents = ({ path }: { path: string | null }) => path === '/.doorstep/events';

describe('events', () => {
  test('greet with the share of the page, and tell of another', async () => {
    const { port, server } = await start();
    using listener = await Listener.open(port);
    await listener.contains('event: hello\n');
    expect(listener.text).toMatch(
      /^HTTP\/1\.1 200 OK\r\nContent-Type: text\/event-stream\r\nCache-Control: no-store\r\n/,
    );
    expect(listener.text).toContain('retry: 3000\nevent: hello\ndata: {"share":"');
    const html = (await fetchRaw(port, '/')).body.toString();
    expect(html).toContain(`data-share="${listener.shareIds[0]}"`);
    server.setItems([itemFor(other.path)]);
    await listener.contains('event: share-changed\n');
    expect(new Set(listener.shareIds).size).toBe(2);
    expect((await fetchRaw(port, '/')).body.toString()).toContain(`data-share="${listener.shareIds[1]}"`);
    server.setItems([itemFor(folder.path)]);
    await listener.until(({ shareIds }) => shareIds.length === 3);
    expect(listener.shareIds[2]).toBe(listener.shareIds[0]);
  });

  test('say nothing where the same is shared again, or nothing of the paths on disk', async () => {
    const { port, server } = await start();
    using listener = await Listener.open(port);
    await listener.contains('event: hello\n');
    server.setItems([itemFor(folder.path)]);
    server.setItems([itemFor(other.path)]);
    await listener.contains('event: share-changed\n');
    expect(listener.shareIds).toHaveLength(2);
    for (const id of listener.shareIds) expect(id).toMatch(/^[0-9a-f]{16}$/);
  });

  test('end at once when the owner stops, so that nobody waits for them', async () => {
    const { port, server } = await start();
    using listener = await Listener.open(port);
    using old = await Listener.open(port, '1.0');
    await Promise.all([listener.contains('event: hello'), old.contains('event: hello')]);
    const startedAt = performance.now();
    await server.stop(20_000);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    for (const { text } of [listener, old]) expect(text).toContain('event: share-stopped\ndata: {}\n\n');
    expect(listener.text.endsWith('0\r\n\r\n')).toBe(true);
    const reported = engine?.exchanges.filter(isOfEvents);
    expect(reported?.map(({ status, outcome }) => [status, outcome])).toEqual([
      [200, 'completed'],
      [200, 'completed'],
    ]);
  });

  test('work again after a stop, for the same share under the same name', async () => {
    const running = await start();
    using first = await Listener.open(running.port);
    await first.contains('event: hello');
    await running.server.stop(1_000);
    const { port } = await running.server.start({ port: 0, address: '127.0.0.1' });
    using second = await Listener.open(port);
    await second.contains('event: hello');
    expect(second.shareIds).toEqual(first.shareIds);
  });

  test('are bounded: who comes too late is told not to ask again, until somebody leaves', async () => {
    const { port, exchange } = await start({ eventStreamsMax: 1 });
    const first = await Listener.open(port);
    await first.contains('event: hello');
    expect((await fetchRaw(port, '/.doorstep/events')).status).toBe(204);
    expect((await fetchRaw(port, '/.doorstep/events', '', 'HEAD')).status).toBe(204);
    const left = exchange((each) => isOfEvents(each) && each.status === 200);
    first.client.close();
    expect((await left).outcome).toBe('aborted');
    using second = await Listener.open(port);
    await second.contains('event: hello');
  });

  test('keep no place for HEAD, and say what GET would', async () => {
    const { port } = await start({ eventStreamsMax: 1 });
    for (let times = 0; times < 3; times++) {
      const head = await fetchRaw(port, '/.doorstep/events', '', 'HEAD');
      expect([head.status, head.headers['content-type']]).toEqual([200, 'text/event-stream']);
    }
    using listener = await Listener.open(port);
    await listener.contains('event: hello');
  });

  test('are one exchange each, reported when it has ended, with the bytes that went out', async () => {
    const { port, exchanges, exchange } = await start();
    const listener = await Listener.open(port);
    await listener.contains('event: hello');
    await fetchRaw(port, '/a.txt');
    expect(exchanges.filter(isOfEvents)).toEqual([]);
    const ended = exchange(isOfEvents);
    listener.client.close();
    expect(await ended).toMatchObject({ method: 'GET', status: 200, outcome: 'aborted' });
    expect((await ended).bytes).toBeGreaterThan(40);
    expect(exchanges.filter(isOfEvents)).toHaveLength(1);
    expect(engine?.faults).toEqual([]);
  });

  test('give a sign of life, and are no stalled readers for all their silence', async () => {
    const { port } = await start({
      eventHeartbeatMs: 40,
      stalledReaderTimeoutMs: 1,
      stalledReaderCrowdedTimeoutMs: 1,
      sweepIntervalMs: 5,
      idleTimeoutMs: 1,
    });
    using listener = await Listener.open(port);
    await listener.until(({ text }) => text.split(': alive\n\n').length > 5);
    expect(listener.isEnded).toBe(false);
  });

  test('let go of a page that does not read, instead of keeping all for it', async () => {
    const { port, server, exchange } = await start({ eventsQueuedMax: 2 });
    using client = await RawClient.open(port);
    client.send('GET /.doorstep/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
    client.socket.pause();
    const ended = exchange(isOfEvents);
    // All in one turn of the event loop: nothing can be sent in between, as with a page that takes nothing.
    await fetchRaw(port, '/a.txt');
    for (let at = 0; at < 10; at++)
      server.setItems([itemFor(folder.path), itemFor(other.path, 'folder', `other ${at}`)]);
    client.socket.resume();
    expect((await ended).status).toBe(200);
  });

  test('many come and go without a trace', async () => {
    const { port, server } = await start({ eventStreamsMax: 8 });
    for (let round = 0; round < 5; round++) {
      const listeners = await Promise.all(Array.from({ length: 8 }, () => Listener.open(port)));
      await Promise.all(listeners.map((listener) => listener.contains('event: hello')));
      const before = engine?.exchanges.filter(isOfEvents).length ?? 0;
      const allEnded = new Promise<void>((resolve) => {
        let ended = before;
        server.on('exchange', function count(each) {
          if (!isOfEvents(each) || ++ended < before + 8) return;
          server.off('exchange', count);
          resolve();
        });
      });
      for (const listener of listeners) listener.client.close();
      await allEnded;
    }
    expect(engine?.faults).toEqual([]);
  });
});
