/**
 * Rate and remaining time. Updates of one kind (those that do and measure the same) last about equally long: the duration of each kind is averaged
 * exponentially, the average corrected for its start (as tqdm does), so early estimates are not pulled to zero, and a rare long measurement neither
 * looks like a stall nor shifts the estimate. Kinds count as often as they were among the latest updates; the range of the remaining time comes from
 * the scatter of the durations.
 */
const WEIGHT = 0.1;
/** Updates (of one kind, for what is usual of it) before an estimate is given. */
const SETTLED = 5;
/** The latest updates, by which the shares of the kinds are known. */
const LATEST = 400;

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Updates per second; undefined until it has settled. */
  readonly rate: number | undefined;
  /** Seconds that remain, and their uncertainty. */
  readonly remaining: number | undefined;
  readonly remainingError: number | undefined;
}

/** Durations of one kind. */
class Durations {
  seen = 0;
  /** Among the latest updates. */
  latest = 0;
  private sum = 0;
  private sumOfSquares = 0;
  private weight = 0;

  add(seconds: number): void {
    this.sum += WEIGHT * (seconds - this.sum);
    this.sumOfSquares += WEIGHT * (seconds * seconds - this.sumOfSquares);
    this.weight += WEIGHT * (1 - this.weight);
    this.seen++;
  }
  get mean(): number {
    return this.sum / this.weight;
  }
  get variance(): number {
    return Math.max(0, this.sumOfSquares / this.weight - this.mean * this.mean);
  }
}

export class ProgressMeter {
  private readonly kinds = new Map<string, Durations>();
  private readonly latest: Durations[] = [];

  /** Takes in the duration of one more update. */
  add(seconds: number, kind = ''): void {
    const durations = this.kinds.get(kind) ?? new Durations();
    this.kinds.set(kind, durations);
    durations.add(seconds);
    durations.latest++;
    this.latest.push(durations);
    if (this.latest.length > LATEST) this.latest.shift()!.latest--;
  }

  /** The usual duration of an update, in seconds; undefined until it has settled. */
  get usual(): number | undefined {
    return this.latest.length < SETTLED ? undefined : this.average(({ mean }) => mean);
  }

  /** The usual duration of an update of this kind, in seconds; undefined until it has settled. */
  usualOf(kind: string): number | undefined {
    const durations = this.kinds.get(kind);
    return durations === undefined || durations.seen < SETTLED ? undefined : durations.mean;
  }

  report(done: number, total: number): Progress {
    const { usual } = this;
    if (usual === undefined || usual <= 0)
      return { done, total, rate: undefined, remaining: undefined, remainingError: undefined };
    const left = total - done;
    const variance = this.average((one) => one.variance);
    // the average itself is uncertain by its effective number of samples
    const error = Math.sqrt(variance * (left + left * left * (WEIGHT / (2 - WEIGHT))));
    return { done, total, rate: 1 / usual, remaining: left * usual, remainingError: error };
  }

  private average(of: (durations: Durations) => number): number {
    let sum = 0;
    for (const durations of this.kinds.values())
      if (durations.latest > 0) sum += durations.latest * of(durations);
    return sum / this.latest.length;
  }
}
