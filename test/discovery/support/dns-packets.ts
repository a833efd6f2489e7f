/** Writes DNS messages (RFC 1035 §4) as they should be, for tests that then spoil them. */

export interface DnsQuestion {
  readonly name: string;
  readonly type: number;
}

export interface DnsRecord {
  readonly name: string;
  readonly type: number;
  readonly ttl?: number;
  /** Without the cache-flush bit unless given. */
  readonly flush?: boolean;
  readonly data: Buffer;
}

export const dnsTypes = { A: 1, PTR: 12, TXT: 16, AAAA: 28, SRV: 33, NSEC: 47, ANY: 255 } as const;

export interface DnsMessage {
  readonly isResponse: boolean;
  readonly questions?: readonly DnsQuestion[];
  readonly answers?: readonly DnsRecord[];
  readonly additionals?: readonly DnsRecord[];
}

export function dnsMessage({ isResponse, questions = [], answers = [], additionals = [] }: DnsMessage): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(isResponse ? 0x8400 : 0, 2);
  header.writeUInt16BE(questions.length, 4);
  header.writeUInt16BE(answers.length, 6);
  header.writeUInt16BE(additionals.length, 10);
  const asked = questions.map(({ name, type }) => Buffer.concat([dnsName(name), uint16(type), uint16(1)]));
  return Buffer.concat([header, ...asked, ...[...answers, ...additionals].map(record)]);
}

/** Labels are divided by dots; `\.` is a dot inside a label. */
export function dnsName(name: string): Buffer {
  const labels = name.split(/(?<!\\)\./).map((label) => Buffer.from(label.replaceAll('\\.', '.')));
  return Buffer.concat([...labels.flatMap((label) => [Buffer.from([label.length]), label]), Buffer.from([0])]);
}

export function srvData(target: string, port: number): Buffer {
  return Buffer.concat([uint16(0), uint16(0), uint16(port), dnsName(target)]);
}

export function txtData(items: readonly string[]): Buffer {
  const texts = items.map((item) => Buffer.from(item));
  return Buffer.concat(texts.flatMap((text) => [Buffer.from([text.length]), text]));
}

export function ipv4Data(address: string): Buffer {
  return Buffer.from(address.split('.').map(Number));
}

function record({ name, type, ttl = 120, flush = false, data }: DnsRecord): Buffer {
  const time = Buffer.alloc(4);
  time.writeUInt32BE(ttl);
  return Buffer.concat([dnsName(name), uint16(type), uint16(flush ? 0x8001 : 1), time, uint16(data.length), data]);
}

export function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
