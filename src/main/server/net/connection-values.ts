/** The value of the Date field, made once a second (RFC 9110 §6.6.1). */
export class DateField {
  #second = Number.NaN;
  #value = '';

  /** `epochMs` is the current time. */
  value(epochMs: number): string {
    const second = Math.floor(epochMs / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#value = new Date(second * 1000).toUTCString();
    }
    return this.#value;
  }
}

/** A peer's address as people write it: IPv4 mapped into IPv6 (RFC 4291 §2.5.5.2) as IPv4. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}
