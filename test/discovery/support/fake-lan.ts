import { EventEmitter } from 'node:events';
import type {
  HeardRecord,
  HeardResponse,
  MdnsPort,
  MdnsPortEvents,
  OpenPort,
  PortAddress,
  PortProblem,
  PublishedService,
  Question,
} from '../../../src/main/discovery/mdns-port.ts';
import { serviceType } from '../../../src/main/discovery/mdns-port.ts';

/** Networks without packets: what one port says, every other port of the same subnet hears at once. */
export class FakeLan {
  readonly ports = new Set<FakePort>();
  /** Every port that was ever opened, in order. */
  readonly opened: FakePort[] = [];
  /** What the next ports that are opened come to. */
  nextProblem: PortProblem | null = null;

  readonly openPort: OpenPort = (where) => {
    const port = new FakePort(this, where);
    this.opened.push(port);
    const problem = this.nextProblem;
    queueMicrotask(() => {
      if (problem) {
        port.emit('problem', problem);
        return;
      }
      this.ports.add(port);
      port.emit('ready');
    });
    return port;
  };

  /** Ports that are open at this moment, by their address. */
  get addresses(): string[] {
    return [...this.ports].map(({ where }) => where.address).sort();
  }

  /** Somebody who is no port of ours says this. */
  say(records: readonly HeardRecord[], source: string): void {
    this.broadcast({ records, source }, null);
  }

  broadcast(response: HeardResponse, from: FakePort | null): void {
    for (const port of this.ports)
      if (port !== from && isNear(port.where.address, response.source)) port.emit('response', response);
  }
}

export class FakePort extends EventEmitter<MdnsPortEvents> implements MdnsPort {
  readonly where: PortAddress;
  readonly asked: Question[] = [];
  published: PublishedService | null = null;
  /** How it was closed; null while it is open. */
  closed: { readonly goodbye: boolean } | null = null;
  /** Set by a test: closing never ends. */
  isStuck = false;
  readonly #lan: FakeLan;

  constructor(lan: FakeLan, where: PortAddress) {
    super();
    this.#lan = lan;
    this.where = where;
  }

  ask(questions: readonly Question[]): void {
    this.asked.push(...questions);
    for (const port of this.#lan.ports) {
      const isAsked = questions.some(({ name }) => port.#answersTo(name));
      if (port !== this && isNear(port.where.address, this.where.address) && isAsked) port.#announce(120);
    }
  }

  publish(service: PublishedService): void {
    this.published = service;
    this.#announce(120);
  }

  async close(options: { readonly goodbye: boolean }): Promise<void> {
    this.closed = options;
    if (options.goodbye && this.published) this.#announce(0);
    this.#lan.ports.delete(this);
    if (this.isStuck) await new Promise(() => {});
  }

  #answersTo(name: string): boolean {
    if (!this.published) return false;
    return [serviceType, `${this.published.name}.${serviceType}`, this.published.host].includes(name);
  }

  #announce(ttl: number): void {
    if (!this.published) return;
    this.#lan.broadcast(
      { records: serviceRecords(this.published, this.where.address, ttl), source: this.where.address },
      this,
    );
  }
}

/** What a service's owner says of it. */
export function serviceRecords({ name, port, host, txt }: PublishedService, address: string, ttl = 120): HeardRecord[] {
  const fullName = `${name}.${serviceType}`;
  const items = Object.entries(txt).map(([key, value]) => Buffer.from(`${key}=${value}`));
  return [
    { type: 'PTR', name: serviceType, ttl, data: fullName },
    { type: 'SRV', name: fullName, ttl, data: { target: host, port } },
    { type: 'TXT', name: fullName, ttl, data: items },
    { type: 'A', name: host, ttl, data: address, flush: true },
  ];
}

function isNear(a: string, b: string): boolean {
  return a.split('.').slice(0, 3).join() === b.split('.').slice(0, 3).join();
}
