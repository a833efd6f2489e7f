import { type OnReadOpts, Socket, type SocketConstructorOpts } from 'node:net';

/** Takes what was received. The bytes are valid until it returns: the next ones are written over them. */
export type Receiver = (bytes: Buffer) => void;

/** Node's internal end of a connection; `handle` is the option by which its own modules give one to a socket. */
interface HandleOptions extends SocketConstructorOpts {
  readonly handle: object;
  /** Types know it where a socket connects; the constructor is where Node takes it. */
  readonly onread: OnReadOpts;
}

/**
 * A socket that reads into one buffer, again and again. An ordinary one makes a buffer of 64 KiB for each read, which
 * costs a server of small files a tenth of its time. Listen with `onReceived`; there are no `data` events.
 */
class ReceivingSocket extends Socket {
  receiver: Receiver = () => {};

  constructor(handle: object, buffer: Buffer) {
    const options: HandleOptions = {
      handle,
      allowHalfOpen: true,
      onread: {
        buffer,
        callback: (count) => {
          this.receiver(buffer.subarray(0, count));
          return true;
        },
      },
    };
    super(options);
  }
}

/**
 * A socket in place of `accepted`, which must not have begun to read (`pauseOnConnect`), that receives into `buffer`; many
 * can share one. Node offers this for sockets that connect, not for those that a server accepts, so the connection's
 * internal handle is moved; in a runtime without it `accepted` itself is returned, and reads as sockets do.
 */
export function receivingInto(buffer: Buffer, accepted: Socket): Socket {
  const internal = accepted as unknown as { _handle?: object | null };
  const handle = internal._handle;
  if (!handle) {
    accepted.resume();
    return accepted;
  }
  internal._handle = null;
  // What is left of it has nothing to close, and no longer counts as a connection of its server.
  accepted.destroy();
  return new ReceivingSocket(handle, buffer);
}

/** Gives `receiver` all that `socket` receives from now on. */
export function onReceived(socket: Socket, receiver: Receiver): void {
  if (socket instanceof ReceivingSocket) socket.receiver = receiver;
  else socket.on('data', receiver);
}
