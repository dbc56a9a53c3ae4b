/**
 * Rate and remaining time. The duration of an update is averaged exponentially, the average corrected for its start (as tqdm does), so
 * early estimates are not pulled to zero; the range of the remaining time comes from the scatter of the durations.
 */
const WEIGHT = 0.1;
/** Updates before an estimate is given. */
const SETTLED = 5;

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Updates per second; undefined until it has settled. */
  readonly rate: number | undefined;
  /** Seconds that remain, and their uncertainty. */
  readonly remaining: number | undefined;
  readonly remainingError: number | undefined;
}

export class ProgressMeter {
  private mean = 0;
  private square = 0;
  private weight = 0;
  private seen = 0;

  /** Takes in the duration of one more update. */
  add(seconds: number): void {
    this.mean += WEIGHT * (seconds - this.mean);
    this.square += WEIGHT * (seconds * seconds - this.square);
    this.weight += WEIGHT * (1 - this.weight);
    this.seen++;
  }

  /** The usual duration of an update, in seconds; undefined until it has settled. */
  get usual(): number | undefined {
    return this.seen < SETTLED ? undefined : this.mean / this.weight;
  }

  report(done: number, total: number): Progress {
    const { usual } = this;
    if (usual === undefined || usual <= 0)
      return { done, total, rate: undefined, remaining: undefined, remainingError: undefined };
    const left = total - done;
    const variance = Math.max(0, this.square / this.weight - usual * usual);
    // the average itself is uncertain by its effective number of samples
    const error = Math.sqrt(variance * (left + left * left * (WEIGHT / (2 - WEIGHT))));
    return { done, total, rate: 1 / usual, remaining: left * usual, remainingError: error };
  }
}
