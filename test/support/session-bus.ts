import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A real session bus of its own, for programs that are started with `env`. */
export interface SessionBus extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
  /** Owns a name on the bus from now on, and answers the methods that are given, by their member names. */
  serve(name: string, replies: Readonly<Record<string, Reply>>): Promise<void>;
}

/** What a method returns; `silent` never answers. */
export type Reply = { readonly signature: string; readonly values: readonly (string | boolean | number)[] } | 'silent';

export async function startSessionBus(): Promise<SessionBus> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-bus-'));
  const path = join(folder, 'bus');
  const options = ['--session', '--nofork', '--print-address=1', `--address=unix:path=${path}`];
  const daemon = spawn('dbus-daemon', options, { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(createInterface(daemon.stdout), 'line');
  const services: Client[] = [];
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` },
    async serve(name, replies) {
      const client = await Client.open(path, replies);
      services.push(client);
      await client.own(name);
    },
    async [Symbol.asyncDispose]() {
      for (const service of services) service.close();
      await end(daemon);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

const types = { call: 1, reply: 2 } as const;

/** As much of D-Bus' wire protocol as a small service needs (dbus.freedesktop.org/doc/dbus-specification.html). */
class Client {
  readonly #socket: Socket;
  readonly #replies: Readonly<Record<string, Reply>>;
  readonly #waiting = new Map<number, () => void>();
  #serial = 0;
  #received = Buffer.alloc(0);

  static async open(path: string, replies: Readonly<Record<string, Reply>>): Promise<Client> {
    const socket = connect(path);
    const id = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
    socket.write(`\0AUTH EXTERNAL ${id}\r\n`);
    await once(socket, 'data');
    socket.write('BEGIN\r\n');
    const client = new Client(socket, replies);
    await client.#call('Hello', '', []);
    return client;
  }

  private constructor(socket: Socket, replies: Readonly<Record<string, Reply>>) {
    this.#socket = socket;
    this.#replies = replies;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => this.#receive(chunk));
  }

  async own(name: string): Promise<void> {
    await this.#call('RequestName', 'su', [name, 0]);
  }

  close(): void {
    this.#socket.destroy();
  }

  #call(member: string, signature: string, values: readonly (string | number)[]): Promise<void> {
    const bus = 'org.freedesktop.DBus';
    const serial = this.#send(types.call, signature, values, [
      [1, 'o', '/org/freedesktop/DBus'],
      [2, 's', bus],
      [3, 's', member],
      [6, 's', bus],
    ]);
    return new Promise((resolve) => this.#waiting.set(serial, resolve));
  }

  #send(
    type: number,
    signature: string,
    values: readonly (string | boolean | number)[],
    fields: readonly (readonly [code: number, signature: string, value: string | number])[],
  ): number {
    this.#serial += 1;
    const body = new Writer();
    writeAll(body, signature, values);
    const list = new Writer();
    const all = signature === '' ? fields : [...fields, [8, 'g', signature] as const];
    for (const [code, kind, value] of all) {
      list.align(8);
      list.byte(code);
      list.write('g', kind);
      list.write(kind, value);
    }
    const header = new Writer();
    for (const byte of ['l'.charCodeAt(0), type, 0, 1]) header.byte(byte);
    for (const number of [body.bytes.length, this.#serial, list.bytes.length]) header.write('u', number);
    header.append(list.bytes);
    header.align(8);
    this.#socket.write(Buffer.from([...header.bytes, ...body.bytes]));
    return this.#serial;
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    while (this.#received.length >= 16) {
      const fieldsEnd = 16 + this.#received.readUInt32LE(12);
      const end = Math.ceil(fieldsEnd / 8) * 8 + this.#received.readUInt32LE(4);
      if (this.#received.length < end) return;
      const message = this.#received.subarray(0, end);
      this.#received = this.#received.subarray(end);
      this.#handle(message, readFields(message, fieldsEnd));
    }
  }

  #handle(message: Buffer, fields: ReadonlyMap<number, string | number>): void {
    if (message[1] === types.reply) this.#waiting.get(Number(fields.get(5)))?.();
    if (message[1] !== types.call) return;
    const reply = this.#replies[String(fields.get(3))] ?? { signature: '', values: [] };
    if (reply === 'silent') return;
    this.#send(types.reply, reply.signature, reply.values, [
      [5, 'u', message.readUInt32LE(8)],
      [6, 's', String(fields.get(7))],
    ]);
  }
}

function readFields(message: Buffer, end: number): Map<number, string | number> {
  const fields = new Map<number, string | number>();
  let at = 16;
  while (at < end) {
    at = Math.ceil(at / 8) * 8;
    const [code = 0, signatureLength = 0] = [message[at], message[at + 1]];
    const signature = message.toString('latin1', at + 2, at + 2 + signatureLength);
    at += 3 + signatureLength;
    if (signature !== 'g') at = Math.ceil(at / 4) * 4;
    const length = signature === 'g' ? (message[at] ?? 0) : message.readUInt32LE(at);
    at += signature === 'g' ? 1 : 4;
    fields.set(code, signature === 'u' ? length : message.toString('utf8', at, at + length));
    if (signature !== 'u') at += length + 1;
  }
  return fields;
}

/** Values of a signature without containers, but for variants of one boolean (`v`). */
function writeAll(writer: Writer, signature: string, values: readonly (string | boolean | number)[]): void {
  for (const [index, kind] of [...signature].entries()) writer.write(kind, values[index] ?? '');
}

class Writer {
  readonly bytes: number[] = [];

  byte(value: number): void {
    this.bytes.push(value);
  }

  append(bytes: readonly number[]): void {
    this.bytes.push(...bytes);
  }

  align(size: number): void {
    while (this.bytes.length % size !== 0) this.byte(0);
  }

  write(kind: string, value: string | boolean | number): void {
    if (kind === 'v') {
      this.write('g', 'b');
      this.write('b', value);
    } else if (kind === 'g') {
      const text = Buffer.from(String(value));
      this.append([text.length, ...text, 0]);
    } else if (kind === 's' || kind === 'o') {
      const text = Buffer.from(String(value));
      this.write('u', text.length);
      this.append([...text, 0]);
    } else {
      this.align(4);
      const number = Buffer.alloc(4);
      number.writeUInt32LE(Number(value));
      this.append([...number]);
    }
  }
}
