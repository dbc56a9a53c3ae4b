/**
 * Costs of an independent sample as bars: lengths and errors as shares of the axis, which begins at zero and has round ticks.
 * Test: test/unit/renderer/screen/compare/cost-bars.test.ts.
 */
import type { Comparison } from '../../../src-main/contract/index.ts';

export interface CostBar {
  readonly run: string;
  readonly place: number;
  readonly seconds: number;
  readonly error: number | null;
  /** 0 to 1 along the axis. */
  readonly length: number;
  readonly low: number;
  readonly high: number;
  readonly host: string | null;
}

export interface CostChart {
  readonly bars: readonly CostBar[];
  /** Runs whose cost is not known, and where they ran. */
  readonly unknown: readonly { readonly run: string; readonly place: number; readonly host: string | null }[];
  readonly ticks: readonly number[];
  readonly end: number;
  /** More than one machine: then times are not a comparison of methods alone. */
  readonly hosts: readonly string[];
}

/** The least of 1, 2, 5 times a power of ten that is not below x. */
const roundUp = (x: number): number => {
  const power = 10 ** Math.floor(Math.log10(x));
  const step = [1, 2, 5, 10].find((digit) => digit * power >= x * (1 - 1e-12))!;
  return step * power;
};

export const costChart = ({ runs, costs }: Pick<Comparison, 'runs' | 'costs'>): CostChart => {
  const all = runs.map((run, place) => ({ run, place, ...costs[place]! }));
  const known = all.filter(({ secondsPerIndependentSample: s }) => s !== null && Number.isFinite(s) && s > 0);
  const tops = known.map(
    ({ secondsPerIndependentSample, error }) => secondsPerIndependentSample! + (error ?? 0),
  );
  const most = Math.max(0, ...tops);
  const step = most > 0 ? roundUp(most / 4) : 1;
  const count = Math.max(1, Math.ceil(most / step - 1e-9));
  const end = count * step;
  const share = (seconds: number): number => Math.min(1, Math.max(0, seconds / end));
  return {
    bars: known.map(({ run, place, secondsPerIndependentSample: s, error, host }) => ({
      run,
      place,
      seconds: s!,
      error,
      length: share(s!),
      low: share(s! - (error ?? 0)),
      high: share(s! + (error ?? 0)),
      host,
    })),
    unknown: all.filter((one) => !known.includes(one)).map(({ run, place, host }) => ({ run, place, host })),
    ticks: Array.from({ length: count + 1 }, (_, k) => Number((k * step).toPrecision(12))),
    end,
    hosts: [...new Set(all.flatMap(({ host }) => host ?? []))],
  };
};
