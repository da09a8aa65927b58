/** Random numbers that are the same in every run with the same seed (Mulberry32). */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0 up to, but not including, 1. */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** From 0 up to, but not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }

  hex(length: number): string {
    return this.bytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length);
  }

  uuid(): string {
    const hex = this.hex(32);
    const variant = '89ab'.charAt(this.below(4));
    const tail = `${variant}${hex.slice(17, 20)}`;
    return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, tail, hex.slice(20)].join('-');
  }

  /** The same items in another order; of two or more, never in the order they came in. */
  shuffled<T>(items: readonly T[]): T[] {
    const mixed = items
      .map((item) => ({ item, weight: this.fraction() }))
      .sort((a, b) => a.weight - b.weight)
      .map(({ item }) => item);
    const unchanged = mixed.every((item, index) => item === items[index]);
    return unchanged ? mixed.reverse() : mixed;
  }
}
