/** Heads of file responses have some 350 bytes. */
const roomBytes = 512;

/**
 * Content with room before it for the head of its response, so that both can leave in one write and the content is
 * copied once in its life, not for each answer. The head is written anew only where it differs from the last one (its
 * Date does, once a second), and never while the kernel has yet to take the last one.
 */
export class HeadRoom {
  /** A copy of the content. */
  readonly content: Buffer;
  readonly #bytes: Buffer;
  #head = '';
  #packet: Buffer | null = null;
  #held = 0;

  constructor(content: Buffer) {
    this.#bytes = Buffer.allocUnsafeSlow(roomBytes + content.length);
    content.copy(this.#bytes, roomBytes);
    this.content = this.#bytes.subarray(roomBytes);
  }

  /** `head` and the content in one piece; null where the room is too small, or holds another head that is still held. */
  packet(head: string): Buffer | null {
    if (head !== this.#head) {
      if (this.#held > 0 || head.length > roomBytes) return null;
      const start = roomBytes - head.length;
      this.#bytes.write(head, start, 'latin1');
      this.#head = head;
      this.#packet = this.#bytes.subarray(start);
    }
    return this.#packet;
  }

  /** The packet given last is still to be taken by the kernel: it must not change until as many calls of `release`. */
  hold(): void {
    this.#held++;
  }

  release(): void {
    this.#held--;
  }
}
