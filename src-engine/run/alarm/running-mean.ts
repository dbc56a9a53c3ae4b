/**
 * Mean and error of a long series from block averages, in constant memory: when there are more than MAX_BLOCKS blocks, neighbours are
 * merged. With blocks much longer than the autocorrelation time the error is honest; until then it is only ever too small by the
 * factor that a naive error is, so alarms ask for several errors.
 */
const MAX_BLOCKS = 64;

export interface RunningMeanState {
  readonly blockLength: number;
  readonly blocks: readonly number[];
  readonly open: number;
  readonly inOpen: number;
}

export class RunningMean {
  private blockLength = 1;
  private blocks: number[] = [];
  private open = 0;
  private inOpen = 0;

  constructor(state?: RunningMeanState) {
    if (state === undefined) return;
    this.blockLength = state.blockLength;
    this.blocks = [...state.blocks];
    this.open = state.open;
    this.inOpen = state.inOpen;
  }

  add(x: number): void {
    this.open += x;
    if (++this.inOpen < this.blockLength) return;
    this.blocks.push(this.open / this.inOpen);
    this.open = 0;
    this.inOpen = 0;
    if (this.blocks.length < MAX_BLOCKS) return;
    this.blocks = this.blocks.filter((_, i) => i % 2 === 0).map((b, i) => (b + this.blocks[2 * i + 1]!) / 2);
    this.blockLength *= 2;
  }

  get samples(): number {
    return this.blocks.length * this.blockLength;
  }

  /** Mean and its standard error; undefined below two blocks. */
  estimate(): { readonly mean: number; readonly error: number } | undefined {
    const n = this.blocks.length;
    if (n < 2) return undefined;
    const mean = this.blocks.reduce((s, b) => s + b, 0) / n;
    const variance = this.blocks.reduce((s, b) => s + (b - mean) ** 2, 0) / (n - 1);
    return { mean, error: Math.sqrt(variance / n) };
  }

  state(): RunningMeanState {
    return { blockLength: this.blockLength, blocks: [...this.blocks], open: this.open, inOpen: this.inOpen };
  }
}
