/**
 * The rows of one live series: grows at its end without copying what is there. A row whose update is not beyond the last one belongs to a
 * newer segment and wins: what it overlaps is dropped. Test: test/unit/renderer/screen/run/series-buffer.test.ts.
 */
export interface Rows {
  readonly update: Float64Array;
  readonly value: Float64Array;
  readonly segment: Uint32Array;
}

export class SeriesBuffer {
  private update: Float64Array;
  private value: Float64Array;
  private segment: Uint32Array;
  private length: number;

  constructor(rows: Rows) {
    this.length = rows.update.length;
    const capacity = Math.max(256, 2 * this.length);
    this.update = new Float64Array(capacity);
    this.value = new Float64Array(capacity);
    this.segment = new Uint32Array(capacity);
    this.update.set(rows.update);
    this.value.set(rows.value);
    this.segment.set(rows.segment);
  }

  append(rows: Rows): void {
    const first = rows.update[0];
    if (first === undefined) return;
    while (this.length > 0 && this.update[this.length - 1]! >= first) this.length--;
    this.reserve(this.length + rows.update.length);
    this.update.set(rows.update, this.length);
    this.value.set(rows.value, this.length);
    this.segment.set(rows.segment, this.length);
    this.length += rows.update.length;
  }

  /** Views of what is there now; later rows do not change them. */
  get rows(): Rows {
    return {
      update: this.update.subarray(0, this.length),
      value: this.value.subarray(0, this.length),
      segment: this.segment.subarray(0, this.length),
    };
  }

  private reserve(length: number): void {
    if (length <= this.update.length) return;
    const capacity = 2 * length;
    const { update, value, segment } = this.rows;
    this.update = new Float64Array(capacity);
    this.value = new Float64Array(capacity);
    this.segment = new Uint32Array(capacity);
    this.update.set(update);
    this.value.set(value);
    this.segment.set(segment);
  }
}
