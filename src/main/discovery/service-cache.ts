import {
  addressesPerHostMax,
  hostsMax,
  recordTtlMaxMs,
  refreshFractions,
  servicesMax,
  servicesPerSourceMax,
  unansweredAskMs,
  unansweredAsksMax,
} from './limits.ts';
import { type HeardRecord, type HeardResponse, type Question, serviceType } from './mdns-port.ts';
import { decodeTxt } from './txt-record.ts';

/** A service of which all is known that is needed to reach it. */
export interface KnownService {
  /** The full name, in lower case: what tells it from the others of its network. */
  readonly key: string;
  /** The first label as it was announced; dots in it are its own. */
  readonly name: string;
  readonly target: string;
  readonly port: number;
  /** In the order in which they were heard. */
  readonly addresses: readonly string[];
  /** Empty while TXT is not known. */
  readonly txt: ReadonlyMap<string, string>;
  /** Who spoke of it last. */
  readonly source: string;
}

/**
 * What was heard of `_http._tcp` services on one interface, put together from whatever packets it came in. Has no clock
 * and no socket: the caller gives the time (milliseconds) and asks what the cache wants asked. Bounded in every
 * direction, since anybody on the network can fill it.
 */
export class ServiceCache {
  readonly #services = new Map<string, Service>();
  readonly #hosts = new Map<string, Map<string, Expiry>>();
  #changed = false;

  /** Whether something came, went or changed since this was last asked. */
  takeChanged(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  /** Takes a packet in. */
  add({ records, source }: HeardResponse, now: number): void {
    // Addresses last: they are kept only for hosts that a service names.
    for (const record of records) if (record.type === 'PTR') this.#addPointer(record, source, now);
    for (const record of records) if (record.type === 'SRV') this.#addLocation(record, source, now);
    for (const record of records) if (record.type === 'TXT') this.#addText(record);
    this.#addAddresses(records, now);
  }

  /** Drops what has expired. */
  expire(now: number): void {
    for (const [host, addresses] of this.#hosts) {
      for (const [address, expiry] of addresses) if (expiry.at <= now) this.#removeAddress(host, addresses, address);
    }
    for (const service of this.#services.values()) {
      const isUnanswered = service.asks > unansweredAsksMax && now >= service.nextAskAt;
      if (service.location ? service.location.expiry.at <= now : isUnanswered) this.remove(service.key);
    }
  }

  /**
   * What to ask at this moment, about `questionsMax` at most: what is missing, a few times, and what is about to expire.
   * Counts it as asked.
   */
  dueQuestions(now: number, questionsMax: number): Question[] {
    const questions = new Map<string, Question>();
    const ask = (name: string, type: Question['type']): void => {
      if (isAskable(name)) questions.set(`${type} ${name}`, { name, type });
      // A name with a dot in its first label cannot be asked for, as the library would split it; its type can.
      else questions.set(`PTR ${serviceType}`, { name: serviceType, type: 'PTR' });
    };
    for (const service of this.#services.values()) {
      if (questions.size >= questionsMax) break;
      const addresses = service.location && this.#hosts.get(service.location.target.toLowerCase());
      const isMissing = !service.location || !service.txt || !addresses;
      if (isMissing && service.asks <= unansweredAsksMax && now >= service.nextAskAt) {
        if (!service.location) ask(service.name, 'SRV');
        if (!service.txt) ask(service.name, 'TXT');
        if (service.location && !addresses) ask(service.location.target, 'A');
        service.nextAskAt = now + unansweredAskMs * 2 ** service.asks++;
        // Without its text it is shown from the second question on.
        this.#changed = true;
      }
      if (service.location && isRefreshDue(service.location.expiry, now)) ask(service.name, 'SRV');
      for (const expiry of addresses?.values() ?? []) {
        if (isRefreshDue(expiry, now)) ask(service.location?.target ?? '', 'A');
      }
    }
    return [...questions.values()];
  }

  /** After sleep: what would have expired gets `ms` more, in which its owner can answer. */
  prolong(now: number, ms: number): void {
    const expiries = [...this.#services.values()].flatMap(({ location }) => location?.expiry ?? []);
    for (const addresses of this.#hosts.values()) expiries.push(...addresses.values());
    for (const expiry of expiries) expiry.at = Math.max(expiry.at, now + ms);
  }

  /** Forgets a service that is known to be gone. */
  remove(key: string): void {
    const target = this.#services.get(key)?.location?.target.toLowerCase();
    if (this.#services.delete(key)) this.#changed = true;
    const isStillNamed = [...this.#services.values()].some(({ location }) => location?.target.toLowerCase() === target);
    if (target !== undefined && !isStillNamed) this.#hosts.delete(target);
  }

  /** Those of which location, address and text are known, or of which no text came though it was asked for. */
  services(): KnownService[] {
    const known: KnownService[] = [];
    for (const { key, name, location, txt, asks, source } of this.#services.values()) {
      const addresses = location && this.#hosts.get(location.target.toLowerCase());
      if (!location || !addresses || (!txt && asks < 2)) continue;
      const { target, port } = location;
      const label = name.slice(0, -serviceType.length - 1);
      known.push({ key, name: label, target, port, addresses: [...addresses.keys()], txt: txt ?? new Map(), source });
    }
    return known;
  }

  #addPointer(record: HeardRecord & { type: 'PTR' }, source: string, now: number): void {
    if (record.name.toLowerCase() !== serviceType || !isServiceName(record.data)) return;
    if (record.ttl === 0) this.remove(record.data.toLowerCase());
    else this.#service(record.data, source, now);
  }

  #addLocation({ name, ttl, data }: HeardRecord & { type: 'SRV' }, source: string, now: number): void {
    if (!isServiceName(name)) return;
    if (ttl === 0) {
      this.remove(name.toLowerCase());
      return;
    }
    const service = this.#service(name, source, now);
    if (!service) return;
    const { location: before } = service;
    if (before?.target !== data.target || before.port !== data.port || service.source !== source) this.#changed = true;
    service.location = { ...data, expiry: newExpiry(ttl, now) };
    service.source = source;
  }

  #addText({ name, ttl, data }: HeardRecord & { type: 'TXT' }): void {
    const service = this.#services.get(name.toLowerCase());
    if (!service || ttl === 0) return;
    const text = decodeTxt(data);
    if (!service.txt || !isEqual(service.txt, text)) this.#changed = true;
    service.txt = text;
  }

  #addAddresses(records: readonly HeardRecord[], now: number): void {
    const targets = new Set([...this.#services.values()].map(({ location }) => location?.target.toLowerCase()));
    const flushed = new Set<string>();
    for (const record of records) {
      if (record.type !== 'A' && record.type !== 'AAAA') continue;
      const host = record.name.toLowerCase();
      if (!targets.has(host)) continue;
      if (record.flush && !flushed.has(`${record.type} ${host}`)) {
        flushed.add(`${record.type} ${host}`);
        this.#flush(host, record.type, records);
      }
      this.#addAddress(host, record, now);
    }
  }

  /** Drops the addresses of that type that the packet, which voids what was heard before, does not have. */
  #flush(host: string, type: 'A' | 'AAAA', records: readonly HeardRecord[]): void {
    const addresses = this.#hosts.get(host);
    const isStated = (address: string): boolean =>
      records.some((each) => each.type === type && each.name.toLowerCase() === host && each.data === address);
    for (const address of addresses?.keys() ?? []) {
      const isOfType = address.includes(':') === (type === 'AAAA');
      if (addresses && isOfType && !isStated(address)) this.#removeAddress(host, addresses, address);
    }
  }

  #addAddress(host: string, { data: address, ttl }: HeardRecord & { type: 'A' | 'AAAA' }, now: number): void {
    const addresses = this.#hosts.get(host) ?? new Map<string, Expiry>();
    if (ttl === 0) {
      this.#removeAddress(host, addresses, address);
      return;
    }
    const isNew = !addresses.has(address);
    if (isNew && addresses.size >= addressesPerHostMax) return;
    if (!this.#hosts.has(host) && this.#hosts.size >= hostsMax) return;
    addresses.set(address, newExpiry(ttl, now));
    this.#hosts.set(host, addresses);
    if (isNew) this.#changed = true;
  }

  /** The entry of that name, made where there is room for it. */
  #service(name: string, source: string, now: number): Service | null {
    const key = name.toLowerCase();
    const existing = this.#services.get(key);
    if (existing) return existing;
    if (!this.#makeRoom(source)) return null;
    const service: Service = { key, name, source, location: null, txt: null, asks: 0, nextAskAt: now };
    this.#services.set(key, service);
    return service;
  }

  /** Where all places are taken, one who has few gets one from whoever has most: a flood does not keep others out. */
  #makeRoom(source: string): boolean {
    const keysBySource = new Map<string, string[]>();
    for (const { key, source: from } of this.#services.values()) {
      const keys = keysBySource.get(from);
      if (keys) keys.push(key);
      else keysBySource.set(from, [key]);
    }
    const own = keysBySource.get(source)?.length ?? 0;
    if (this.#services.size < servicesMax) return own < servicesPerSourceMax;
    const most = [...keysBySource.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
    const victim = most.at(-1);
    if (victim === undefined || most.length <= own + 1) return false;
    this.remove(victim);
    return true;
  }

  #removeAddress(host: string, addresses: Map<string, Expiry>, address: string): void {
    if (addresses.delete(address)) this.#changed = true;
    if (addresses.size === 0) this.#hosts.delete(host);
  }
}

interface Expiry {
  at: number;
  readonly ttlMs: number;
  /** How many of `refreshFractions` were used. */
  refreshes: number;
}

interface Service {
  readonly key: string;
  /** The full name as it was first heard. */
  readonly name: string;
  source: string;
  location: { readonly target: string; readonly port: number; readonly expiry: Expiry } | null;
  txt: ReadonlyMap<string, string> | null;
  /** How often something missing was asked for. */
  asks: number;
  nextAskAt: number;
}

function newExpiry(ttlSeconds: number, now: number): Expiry {
  const ttlMs = Math.min(ttlSeconds * 1_000, recordTtlMaxMs);
  return { at: now + ttlMs, ttlMs, refreshes: 0 };
}

/** RFC 6762 §5.2: at 80, 85, 90 and 95 % of the lifetime. Counts the question as asked. */
function isRefreshDue(expiry: Expiry, now: number): boolean {
  const fraction = refreshFractions[expiry.refreshes];
  if (fraction === undefined || now < expiry.at - expiry.ttlMs * (1 - fraction)) return false;
  expiry.refreshes++;
  return true;
}

function isEqual(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}

function isServiceName(name: string): boolean {
  return name.length > serviceType.length + 1 && name.toLowerCase().endsWith(`.${serviceType}`);
}

/** Whether the library can write the name: labels of at most 63 bytes, none with a dot of its own or undecodable bytes. */
function isAskable(name: string): boolean {
  const labels = name.split('.');
  const isService = isServiceName(name);
  if (isService && labels.length !== serviceType.split('.').length + 1) return false;
  return (
    !name.includes('\ufffd') &&
    name.length > 0 &&
    labels.every((label) => label !== '' && Buffer.byteLength(label) <= 63)
  );
}
