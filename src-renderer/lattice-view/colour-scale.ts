/**
 * From numbers to places in a colour map. Signed quantities get a scale symmetric about zero, so that the middle colour means zero; two
 * configurations side by side share one scale. Test: test/unit/renderer/lattice-view/colour-scale.test.ts.
 */
import { COLOURS } from './colour-map.ts';

export interface ColourScale {
  readonly min: number;
  readonly max: number;
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** The scale that shows all of `ranges`; never empty. */
export const scaleFor = (ranges: readonly Range[], signed: boolean): ColourScale => {
  const finite = ranges.filter(({ min, max }) => Number.isFinite(min) && Number.isFinite(max));
  if (finite.length === 0) return signed ? { min: -1, max: 1 } : { min: 0, max: 1 };
  const min = Math.min(...finite.map((range) => range.min));
  const max = Math.max(...finite.map((range) => range.max));
  if (signed) {
    const reach = Math.max(Math.abs(min), Math.abs(max)) || 1;
    return { min: -reach, max: reach };
  }
  if (max > min) return { min, max };
  const room = Math.abs(min) || 1;
  return { min: min - room / 2, max: max + room / 2 };
};

export interface Histogram {
  /** Of equal bins from `from` to `to`. */
  readonly counts: Uint32Array;
  readonly from: number;
  readonly to: number;
}

/** The range that holds at least `share` of the values: whole bins, as many left out below as above. */
export const rangeHolding = ({ counts, from, to }: Histogram, share: number): Range => {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const out = ((1 - share) / 2) * total;
  const width = (to - from) / counts.length;
  let first = 0;
  for (let below = counts[0]!; below <= out && first < counts.length - 1; below += counts[first]!) first++;
  let last = counts.length - 1;
  for (let above = counts[last]!; above <= out && last > first; above += counts[last]!) last--;
  return { min: from + first * width, max: last === counts.length - 1 ? to : from + (last + 1) * width };
};

/** Index of the colour, 0 to 255; values beyond the scale get its ends; -1 for what is not a number. */
export const colourIndex = ({ min, max }: ColourScale, value: number): number => {
  if (Number.isNaN(value)) return -1;
  const x = (value - min) / (max - min);
  return Math.min(COLOURS - 1, Math.max(0, Math.floor(x * COLOURS)));
};

/** Round numbers from min to max, about `count` of them, for the legend. */
export const scaleTicks = ({ min, max }: ColourScale, count = 5): readonly number[] => {
  const rough = (max - min) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= 0.7 * rough)!;
  const ticks: number[] = [];
  for (let k = Math.ceil(min / step - 1e-9); k * step <= max + 1e-9 * step; k++)
    ticks.push(k === 0 ? 0 : k * step);
  return ticks;
};
