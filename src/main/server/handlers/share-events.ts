import { HttpResponse } from '../http/response.ts';

export interface ShareEventsBounds {
  readonly eventStreamsMax: number;
  readonly eventHeartbeatMs: number;
  readonly eventsQueuedMax: number;
}

/** How long a browser waits before it asks again after a lost connection. */
const retryMs = 3_000;

const heartbeat = Buffer.from(': alive\n\n');

/**
 * Tells open pages by server-sent events (HTML Standard §9.2) that the share has changed or stopped. A stream ends when
 * its visitor leaves, when the owner stops, or when its reader is hopelessly behind.
 */
export class ShareEvents {
  readonly #bounds: ShareEventsBounds;
  readonly #streams = new Set<EventStream>();
  #shareId: string;
  #isStopped = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(bounds: ShareEventsBounds, shareId: string) {
    this.#bounds = bounds;
    this.#shareId = shareId;
  }

  /** How many pages listen. */
  get count(): number {
    return this.#streams.size;
  }

  /** The answer to a page that wants to be told. 204 where too many are told already: then `EventSource` does not ask again. */
  open(): HttpResponse {
    const { eventStreamsMax, eventsQueuedMax, eventHeartbeatMs } = this.#bounds;
    if (this.#isStopped || this.#streams.size >= eventStreamsMax)
      return new HttpResponse(204, [['Cache-Control', 'no-store']], { kind: 'none' });
    const stream = new EventStream(eventsQueuedMax, () => this.#left(stream));
    this.#streams.add(stream);
    stream.push(Buffer.from(`retry: ${retryMs}\n${eventText('hello', { share: this.#shareId })}`));
    this.#timer ??= setInterval(() => this.#tell(heartbeat), eventHeartbeatMs).unref();
    return new HttpResponse(
      200,
      [
        ['Content-Type', 'text/event-stream'],
        ['Cache-Control', 'no-store'],
        ['X-Content-Type-Options', 'nosniff'],
        // Asks proxies such as nginx not to hold events back.
        ['X-Accel-Buffering', 'no'],
      ],
      { kind: 'stream', chunks: stream, isEndless: true },
    );
  }

  /** What is shared has been replaced; nothing is told where it is the same. */
  changed(shareId: string): void {
    if (shareId === this.#shareId) return;
    this.#shareId = shareId;
    this.#tell(Buffer.from(eventText('share-changed', { share: shareId })));
  }

  /** The owner has begun to share: pages may listen. */
  started(): void {
    this.#isStopped = false;
  }

  /** The owner stops: every page is told, and every stream ends now, so that nobody waits for it. */
  stopped(): void {
    this.#isStopped = true;
    this.#tell(Buffer.from(eventText('share-stopped', {})));
    for (const stream of [...this.#streams]) stream.end();
  }

  #tell(event: Buffer): void {
    for (const stream of [...this.#streams]) stream.push(event);
  }

  #left(stream: EventStream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0 || !this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }
}

function eventText(name: string, data: Readonly<Record<string, string>>): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** One page's events as a response body. `return` ends a `next` that waits: so the stream is gone as soon as its visitor is. */
class EventStream implements AsyncIterator<Buffer> {
  readonly #queuedMax: number;
  readonly #queue: Buffer[] = [];
  #onEnd: (() => void) | null;
  #wake: (() => void) | null = null;

  constructor(queuedMax: number, onEnd: () => void) {
    this.#queuedMax = queuedMax;
    this.#onEnd = onEnd;
  }

  push(event: Buffer): void {
    if (!this.#onEnd) return;
    // A page that has not read for so long will ask again, and be told all by the first event.
    if (this.#queue.length >= this.#queuedMax) this.end();
    else this.#queue.push(event);
    this.#wake?.();
  }

  /** Nothing more will come; what is queued is still sent. */
  end(): void {
    this.#onEnd?.();
    this.#onEnd = null;
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<Buffer, undefined>> {
    while (this.#queue.length === 0 && this.#onEnd) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    const event = this.#queue.shift();
    return event ? { done: false, value: event } : { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Buffer, undefined>> {
    this.#queue.length = 0;
    this.end();
    return { done: true, value: undefined };
  }
}
