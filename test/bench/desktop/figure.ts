/** A figure of the benchmark: several samples of one quantity, what is wanted of it, and the verdict. */
export interface Figure {
  readonly title: string;
  readonly unit: 'ms' | 'MB' | 'fps' | '%';
  readonly samples: readonly number[];
  /** What is wanted: at most this, or at least this for frames per second. Absent: for comparison only. */
  readonly target?: number;
  /** Which of them must meet the target. */
  readonly judged?: 'median' | 'worst';
  /** What one has to know to read it. */
  readonly remark?: string;
}

export const median = (samples: readonly number[]): number => {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

const moreIsBetter = ({ unit }: Figure): boolean => unit === 'fps';

export const worst = (figure: Figure): number =>
  moreIsBetter(figure) ? Math.min(...figure.samples) : Math.max(...figure.samples);

export const reached = (figure: Figure): boolean | undefined => {
  const { target, samples, judged } = figure;
  if (target === undefined || samples.length === 0) return undefined;
  const value = judged === 'worst' ? worst(figure) : median(samples);
  return moreIsBetter(figure) ? value >= target : value <= target;
};
