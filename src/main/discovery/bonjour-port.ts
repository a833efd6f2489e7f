import { EventEmitter } from 'node:events';
import Bonjour from 'bonjour-service';
import { isSameSubnet } from './address-scope.ts';
import { type BonjourInternals, bonjourInternals, type MdnsPacket, type MdnsRecord } from './bonjour-internals.ts';
import { heardRecords } from './heard-records.ts';
import { hostTtlSeconds, questionsAnsweredMax, responsesPerSecondMax, serviceTtlSeconds } from './limits.ts';
import {
  type MdnsPort,
  type MdnsPortEvents,
  type PortAddress,
  type PublishedService,
  type Question,
  serviceType,
} from './mdns-port.ts';
import { portProblem } from './port-problem.ts';

/**
 * The only place that knows bonjour-service (1.4.4, pinned, as this reaches into it; `bonjour-contract.test.ts` holds
 * what is used). As it stands the library is deaf or wrong on most networks and one packet can end the process:
 *
 * - One instance for each interface, bound to the wildcard address with the interface given: else it speaks on the
 *   default route's network only, or hears nothing.
 * - Its error events have listeners from the first moment: an error event without one ends the process.
 * - Its records are ours: it lists the addresses of all interfaces, docker0's too, and a bare host name, which others
 *   cannot resolve.
 * - Queries are answered behind a guard: it sends one answer for each question, so that one packet of hundreds makes
 *   hundreds, and throws where an answer cannot be encoded.
 * - Its browser is not used: it loses services and keeps dead ones. `response` events are passed on as they are.
 */
export class BonjourPort extends EventEmitter<MdnsPortEvents> implements MdnsPort {
  readonly #where: PortAddress;
  readonly #bonjour: Bonjour;
  readonly #internals: BonjourInternals;
  readonly #budget = new ResponseBudget();
  #published: PublishedService | null = null;
  #isClosed = false;

  constructor(where: PortAddress) {
    super();
    this.#where = where;
    // The library's type of options is that of a service, though it hands them on to multicast-dns.
    const options: object = { interface: where.address, bind: '0.0.0.0' };
    this.#bonjour = new Bonjour(options, (error: unknown) => this.#failed(error));
    this.#internals = bonjourInternals(this.#bonjour);
    const { mdns } = this.#internals;
    mdns.on('error', (error: unknown) => this.#failed(error));
    // Undecodable packets come here, too; they are anybody's, and no problem.
    mdns.on('warning', (error: unknown) => this.#failed(error));
    mdns.on('ready', () => !this.#isClosed && this.emit('ready'));
    mdns.on('response', (packet: MdnsPacket, source: Source) => this.#heard(packet, source));
    mdns.removeAllListeners('query');
    mdns.on('query', (packet: MdnsPacket, source: Source) => this.#asked(packet, source));
  }

  ask(questions: readonly Question[]): void {
    if (this.#isClosed || questions.length === 0) return;
    this.#guarded(() => this.#internals.mdns.query({ questions }, (error: unknown) => this.#failed(error)));
  }

  publish(service: PublishedService): void {
    if (this.#isClosed) return;
    if (this.#published) throw new Error('A port announces one service in its life');
    this.#published = service;
    const { name, port, host } = service;
    const txt = { ...service.txt };
    ownRecords.set(txt, (isGoodbye) => serviceRecords(service, this.#where.address, isGoodbye));
    this.#guarded(() => this.#bonjour.publish({ name, type: 'http', port, host, txt, probe: false }));
  }

  async close({ goodbye }: { readonly goodbye: boolean }): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (goodbye && this.#published) {
      await new Promise<void>((resolve) => {
        this.#guarded(() => this.#bonjour.unpublishAll(() => resolve()), resolve);
      });
    }
    await new Promise<void>((resolve) => {
      this.#guarded(() => this.#bonjour.destroy(() => resolve()), resolve);
    });
  }

  #heard(packet: MdnsPacket, source: Source): void {
    // RFC 6762 §6: a response comes from port 5353; §11: and from this link.
    if (this.#isClosed || source.port !== mdnsUdpPort || !this.#isOnLink(source.address)) return;
    const records = heardRecords([...packet.answers, ...packet.additionals]);
    if (records.length > 0) this.emit('response', { records, source: source.address });
  }

  #asked(packet: MdnsPacket, source: Source): void {
    const service = this.#published;
    if (!service || this.#isClosed || !this.#isOnLink(source.address)) return;
    const names = [serviceType, metaType, serviceName(service), service.host].map((name) => name.toLowerCase());
    const questions = new Map<string, (typeof packet.questions)[number]>();
    for (const question of packet.questions) {
      const name = question.name.toLowerCase();
      if (names.includes(name) && questions.size < questionsAnsweredMax)
        questions.set(`${name} ${question.type}`, question);
    }
    if (questions.size === 0 || !this.#budget.take(questions.size)) return;
    this.#guarded(() => {
      this.#internals.respondToQuery({ ...packet, questions: [...questions.values()] });
      if (questions.has(`${service.host.toLowerCase()} AAAA`)) {
        this.#internals.mdns.respond({ answers: [noIpv6Record(service.host)] }, (error: unknown) =>
          this.#failed(error),
        );
      }
    });
  }

  #isOnLink(source: string): boolean {
    const { address, netmask } = this.#where;
    return netmask === '' || netmask === '255.255.255.255' || isSameSubnet(source, address, netmask);
  }

  #failed(error: unknown): void {
    const problem = portProblem(error);
    if (problem && !this.#isClosed) this.emit('problem', problem);
  }

  #guarded(action: () => void, afterFailure?: () => void): void {
    try {
      action();
    } catch (error) {
      this.emit('fault', error instanceof Error ? error : new Error(String(error)));
      afterFailure?.();
    }
  }
}

interface Source {
  readonly address: string;
  readonly port: number;
}

const mdnsUdpPort = 5353;

/** Where all types of services are listed (RFC 6763 §9). */
const metaType = '_services._dns-sd._udp.local';

/** Published services' TXT objects, by whose identity the library's hook below finds our records. */
const ownRecords = new WeakMap<object, (isGoodbye: boolean) => MdnsRecord[]>();

const stockRecords = Bonjour.Service.prototype.records;
Bonjour.Service.prototype.records = function records(): ReturnType<typeof stockRecords> {
  const own: ((isGoodbye: boolean) => unknown[]) | undefined = ownRecords.get(this.txt);
  // The library takes a service out of action, and then asks for what it has to say goodbye for.
  return own ? (own(!this.activated) as ReturnType<typeof stockRecords>) : stockRecords.call(this);
};

/** New objects at each call, since the library sets the TTL of what it says goodbye for. */
function serviceRecords(service: PublishedService, address: string, isGoodbye: boolean): MdnsRecord[] {
  const name = serviceName(service);
  const { host, port } = service;
  const txt = Object.entries(service.txt).map(([key, value]) => Buffer.from(`${key}=${value}`));
  const records: MdnsRecord[] = [
    { name: serviceType, type: 'PTR', ttl: serviceTtlSeconds, data: name },
    { name, type: 'SRV', ttl: hostTtlSeconds, flush: true, data: { port, target: host } },
    { name, type: 'TXT', ttl: serviceTtlSeconds, flush: true, data: txt },
    { name: host, type: 'A', ttl: hostTtlSeconds, flush: true, data: address },
  ];
  // There may be other web pages on this network: the type itself does not go.
  const type: MdnsRecord = { name: metaType, type: 'PTR', ttl: serviceTtlSeconds, data: serviceType };
  return isGoodbye ? records : [...records, type];
}

function serviceName({ name }: PublishedService): string {
  return `${name}.${serviceType}`;
}

/** RFC 6762 §6.1: says that there is no IPv6 address, so that who asks for both does not wait for it. */
function noIpv6Record(host: string): MdnsRecord {
  return { name: host, type: 'NSEC', ttl: hostTtlSeconds, flush: true, data: { nextDomain: host, rrtypes: ['A'] } };
}

/** At most `responsesPerSecondMax`, so that a flood of queries is not answered with a flood. */
class ResponseBudget {
  #second = 0;
  #spent = 0;

  take(responses: number): boolean {
    const second = Math.floor(Date.now() / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#spent = 0;
    }
    this.#spent += responses;
    return this.#spent <= responsesPerSecondMax;
  }
}
