import { Random } from '../../support/random.ts';
import { type DnsRecord, dnsMessage, dnsName, dnsTypes, ipv4Data, srvData, txtData, uint16 } from './dns-packets.ts';

const type = '_http._tcp.local';

/** Messages of which one each ended, hung or misled some program; `service` and `host` are a real one's. */
export function brokenMessages(service: string, host: string): Buffer[] {
  const pointer = (data: string): DnsRecord => ({ name: type, type: dnsTypes.PTR, data: dnsName(data) });
  const location = (name: string, target = 'evil.local', port = 80): DnsRecord => {
    return { name, type: dnsTypes.SRV, data: srvData(target, port) };
  };
  const text = (name: string, data: Buffer): DnsRecord => ({ name, type: dnsTypes.TXT, data });
  const answers = (...records: DnsRecord[]): Buffer => dnsMessage({ isResponse: true, answers: records });
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '\x1b[31mred',
    '\u202egpj.exe',
    '<b>',
    'a\\.b',
    ' ',
  ];
  const header = (counts: readonly number[]): Buffer =>
    Buffer.concat([uint16(0), uint16(0x8400), ...counts.map(uint16)]);
  const valid = answers(pointer(service), location(service, host));
  return [
    // Kills the stock library where it browses with a filter on TXT.
    answers(pointer(`evil.${type}`), location(`evil.${type}`)),
    answers(pointer(`evil.${type}`), text(`evil.${type}`, Buffer.alloc(0))),
    answers(pointer(`evil.${type}`), location(`evil.${type}`, 'evil.local', 0), text(`evil.${type}`, txtData(['']))),
    answers(
      location(`evil.${type}`, ''),
      text(`evil.${type}`, txtData(['=', '==', 'path', 'path=', 'id=\x00', 'v=\xff'])),
    ),
    answers(pointer(type), pointer('.'), pointer(''), pointer(`.${type}`)),
    ...names.map((name) => answers(pointer(`${name}.${type}`), location(`${name}.${type}`, `${name}.local`))),
    answers({ name: 'evil.local', type: dnsTypes.A, data: Buffer.from([1, 2, 3]) }),
    answers({ name: 'evil.local', type: dnsTypes.AAAA, data: ipv4Data('1.2.3.4') }),
    answers({ name: service, type: dnsTypes.SRV, data: Buffer.alloc(1) }),
    answers({ name: service, type: dnsTypes.TXT, data: Buffer.from([255, 1]) }),
    answers({ name: service, type: dnsTypes.NSEC, data: Buffer.from([0xc0, 0x0c, 0xff, 0xff]) }),
    answers({ name: service, type: 41, data: Buffer.from([0, 8, 255, 255]) }),
    answers({ name: service, type: 64_000, data: Buffer.alloc(64) }),
    ...[1, 6, 15, 35, 43, 44, 46, 50, 52, 257].map((rare) =>
      answers({ name: service, type: rare, data: Buffer.alloc(3, 0xc0) }),
    ),
    // Goodbyes for what is not the sender's are obeyed by the protocol's design; they must not stop what comes after.
    answers({ name: 'nobody.local', type: dnsTypes.A, ttl: 0, data: ipv4Data('0.0.0.0') }),
    answers({ name: host, type: dnsTypes.A, ttl: 0xff_ff_ff_ff, data: ipv4Data('8.8.8.8') }),
    Buffer.alloc(0),
    Buffer.alloc(11),
    Buffer.alloc(12, 0xff),
    header([0xffff, 0xffff, 0xffff, 0xffff]),
    // A name that points to itself, and two that point to each other.
    Buffer.concat([header([0, 1, 0, 0]), Buffer.from([0xc0, 12]), uint16(12), uint16(1), Buffer.alloc(6)]),
    Buffer.concat([header([0, 1, 0, 0]), Buffer.from([0xc0, 14, 0xc0, 12]), uint16(12), uint16(1), Buffer.alloc(6)]),
    Buffer.concat([header([0, 1, 0, 0]), Buffer.from([0x41, 0x61, 0]), uint16(12), uint16(1), Buffer.alloc(6)]),
    ...[13, 20, valid.length - 1].map((length) => valid.subarray(0, length)),
    Buffer.concat([valid, Buffer.alloc(8_000)]),
    dnsMessage({
      isResponse: false,
      questions: Array.from({ length: 300 }, () => ({ name: service, type: dnsTypes.ANY })),
    }),
    dnsMessage({ isResponse: false, questions: [{ name: '', type: dnsTypes.PTR }] }),
    dnsMessage({ isResponse: false, questions: [{ name: '_services', type: dnsTypes.PTR }] }),
    dnsMessage({ isResponse: false, questions: [{ name: service, type: 65_535 }] }),
  ];
}

/** Well-formed messages with some bytes changed, taken out, doubled or cut off; the same ones for the same seed. */
export function* mutatedMessages(seed: number, count: number, service: string, host: string): Generator<Buffer> {
  const random = new Random(seed);
  const other = `Mutant.${type}`;
  const full = (name: string, target: string, port: number): Buffer =>
    dnsMessage({
      isResponse: true,
      answers: [{ name: type, type: dnsTypes.PTR, data: dnsName(name) }],
      additionals: [
        { name, type: dnsTypes.SRV, flush: true, data: srvData(target, port) },
        {
          name,
          type: dnsTypes.TXT,
          flush: true,
          data: txtData(['path=/', 'id=0123456789abcdef', 'v=1', 'access=open']),
        },
        { name: target, type: dnsTypes.A, flush: true, data: ipv4Data('10.99.0.77') },
      ],
    });
  const seeds = [
    full(other, 'mutant.local', 80),
    full(other, 'doorstep-0123456789abcdef.local', 8_000),
    full(service, host, 9),
    dnsMessage({ isResponse: false, questions: [{ name: type, type: dnsTypes.PTR }] }),
    dnsMessage({
      isResponse: false,
      questions: [
        { name: service, type: dnsTypes.ANY },
        { name: host, type: dnsTypes.AAAA },
      ],
    }),
  ];
  for (let index = 0; index < count; index++) yield mutate(random.pick(seeds), random);
}

/** Complete services, each with a host of its own at the sender's address. */
export function* floodMessages(count: number, address: string): Generator<Buffer> {
  for (let index = 0; index < count; index++) {
    const name = `Flood ${index}.${type}`;
    const target = `flood-${index}.local`;
    yield dnsMessage({
      isResponse: true,
      answers: [
        { name: type, type: dnsTypes.PTR, ttl: 0x7f_ff_ff_ff, data: dnsName(name) },
        { name, type: dnsTypes.SRV, ttl: 0x7f_ff_ff_ff, data: srvData(target, 80) },
        { name, type: dnsTypes.TXT, data: txtData(['path=/']) },
        { name: target, type: dnsTypes.A, data: ipv4Data(address) },
      ],
    });
  }
}

/** Packets of as many questions as fit, all of which the service could answer. */
export function* questionStorm(count: number, service: string, host: string): Generator<Buffer> {
  const names = [type, service, host, '_services._dns-sd._udp.local'];
  const questions = Array.from({ length: 24 }, (_, index) => ({ name: names[index % 4] ?? type, type: dnsTypes.ANY }));
  for (let index = 0; index < count; index++) yield dnsMessage({ isResponse: false, questions });
}

/** Claims the service's name, and each number that it could take, for another host. */
export function* conflictingMessage(count: number, service: string): Generator<Buffer> {
  const label = service.slice(0, -type.length - 1);
  const claimed = [label, ...Array.from({ length: 30 }, (_, index) => `${label} (${index + 2})`)];
  for (let index = 0; index < count; index++) {
    const answers = claimed.map((name) => ({
      name: `${name}.${type}`,
      type: dnsTypes.SRV,
      ttl: 1,
      data: srvData('aaa.local', 80),
    }));
    yield dnsMessage({ isResponse: true, answers: answers.slice(0, 16) });
    yield dnsMessage({ isResponse: true, answers: answers.slice(16) });
  }
}

function mutate(original: Buffer, random: Random): Buffer {
  let bytes = Buffer.from(original);
  for (let changes = 1 + random.below(6); changes > 0 && bytes.length > 0; changes--) {
    const at = random.below(bytes.length);
    switch (random.below(5)) {
      case 0:
        bytes[at] = random.below(256);
        break;
      case 1:
        bytes[at] = random.pick([0, 0xff, 0xc0, 0x3f, 0x40, 0x0c]);
        break;
      case 2:
        bytes = bytes.subarray(0, at);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(4))]);
        break;
      default:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + random.below(20)), bytes.subarray(at)]);
    }
  }
  return bytes;
}
