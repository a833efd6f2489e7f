/** Reusable buffers for transfers, so that ten phones that pull a film each do not keep the garbage collector busy. */
export class TransferBuffers {
  readonly #bufferBytes: number;
  readonly #idleMax: number;
  readonly #idle: Buffer[] = [];

  constructor(bufferBytes: number, idleMax: number) {
    this.#bufferBytes = bufferBytes;
    this.#idleMax = idleMax;
  }

  acquire(): Buffer {
    return this.#idle.pop() ?? Buffer.allocUnsafeSlow(this.#bufferBytes);
  }

  /** Gives a buffer back. Only when neither the disk nor the socket uses it any more. */
  release(buffer: Buffer): void {
    if (this.#idle.length < this.#idleMax) this.#idle.push(buffer);
  }
}
