import type { Socket } from 'node:net';

interface StreamHandle {
  readonly bytesWritten?: number;
  readonly writeQueueSize?: number;
}

/**
 * How many bytes of all that was written to `socket` the kernel has accepted; null where it cannot be told (the handle
 * is closed). Node's own `bytesWritten` counts what still waits in user space too, and on a visitor who leaves in the
 * middle of a file that is the difference between a true log and a false one. libuv's queue size is visible only on
 * Node's internal handle, so a runtime without it is answered by what Node itself says.
 */
export function kernelAcceptedBytes(socket: Socket): number | null {
  const handle = (socket as unknown as { _handle?: StreamHandle | null })._handle;
  if (!handle) return null;
  if (handle.bytesWritten === undefined || handle.writeQueueSize === undefined)
    return socket.bytesWritten - socket.writableLength;
  return handle.bytesWritten - handle.writeQueueSize;
}
