export interface TransferBufferBounds {
  readonly transferBufferBytes: number;
  readonly smallTransferBufferBytes: number;
  readonly largeTransferBuffersMax: number;
  readonly idleTransferBuffersMax: number;
}

/**
 * Reusable buffers for transfers, so that ten phones that pull a film each do not keep the garbage collector busy. When
 * many are out already, small ones are given: a thousand visitors who stand still must not hold half a gigabyte.
 */
export class TransferBuffers {
  readonly #bounds: TransferBufferBounds;
  readonly #idle: Buffer[] = [];
  #largeOut = 0;

  constructor(bounds: TransferBufferBounds) {
    this.#bounds = bounds;
  }

  /** A buffer of either size; every one is to be given to `release` or `forget`. */
  acquire(): Buffer {
    if (this.#largeOut >= this.#bounds.largeTransferBuffersMax)
      return Buffer.allocUnsafeSlow(this.#bounds.smallTransferBufferBytes);
    this.#largeOut++;
    return this.#idle.pop() ?? Buffer.allocUnsafeSlow(this.#bounds.transferBufferBytes);
  }

  /** Gives a buffer back. Only when neither the disk nor the socket uses it any more. */
  release(buffer: Buffer): void {
    this.forget(buffer);
    const isLarge = buffer.length === this.#bounds.transferBufferBytes;
    if (isLarge && this.#idle.length < this.#bounds.idleTransferBuffersMax) this.#idle.push(buffer);
  }

  /** Leaves a buffer to the garbage collector: a closing socket may refer to it still. */
  forget(buffer: Buffer): void {
    if (buffer.length === this.#bounds.transferBufferBytes) this.#largeOut--;
  }
}
