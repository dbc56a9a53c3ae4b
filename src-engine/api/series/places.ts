/**
 * A growing list of places in a series, in the order of adding.
 * Proved by test/property/chart-decimate.test.ts.
 */
export class Places {
  length = 0;
  #items: Uint32Array;

  constructor(capacity: number, begin?: Uint32Array) {
    this.#items = new Uint32Array(Math.max(capacity, begin?.length ?? 0));
    if (begin) this.#items.set(begin);
    this.length = begin?.length ?? 0;
  }

  push(place: number): void {
    if (this.length === this.#items.length) {
      const larger = new Uint32Array(2 * this.length + 1);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length++] = place;
  }

  /** Leaves out the place that is last already; answers how many were added. */
  pushNew(place: number): number {
    if (this.length > 0 && this.#items[this.length - 1] === place) return 0;
    this.push(place);
    return 1;
  }

  taken(): Uint32Array {
    return this.#items.slice(0, this.length);
  }
}
