/**
 * Few round values along an axis, with labels that all have the same number of decimals.
 * Proved by test/unit/renderer/chart/ticks.test.ts.
 */
import { type AxisView, forward } from './axis.ts';
import { groupDigits, powerOfTen } from './number-text.ts';

export interface Tick {
  readonly value: number;
  /** Empty for minor ticks. */
  readonly label: string;
}

/** At most `most` labelled ticks. */
export function ticksOf(axis: AxisView, most: number): readonly Tick[] {
  if (axis.scale === 'linear') return linearTicks(axis.from, axis.to, most);
  const decades = forward('log', axis.to) - forward('log', axis.from);
  return decades < 0.7 ? linearTicks(axis.from, axis.to, most) : logTicks(axis, most, decades);
}

function linearTicks(from: number, to: number, most: number): readonly Tick[] {
  const step = niceStep((to - from) / Math.max(1, most));
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  const power = commonPower(Math.max(Math.abs(from), Math.abs(to)), step);
  const decimals = Math.max(0, power - exponentOf(step));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => {
    const value = Number(((first + k) * step).toPrecision(15));
    if (value === 0) return { value: 0, label: '0' };
    const digits = groupDigits((value / 10 ** power).toFixed(decimals));
    return { value, label: power === 0 ? digits : `${digits}×${powerOfTen(power)}` };
  });
}

/** 1, 2 or 5 times a power of ten, not below `least`. */
function niceStep(least: number): number {
  const unit = 10 ** exponentOf(least);
  const step = [1, 2, 5, 10].find((factor) => factor * unit >= least * (1 - 1e-9)) ?? 10;
  return Number((step * unit).toPrecision(3));
}

/** Numbers that would need many digits carry a power of ten. */
const commonPower = (largest: number, step: number): number =>
  largest >= 1e7 || (largest < 1e-3 && step < 1e-4) ? exponentOf(largest) : 0;

const exponentOf = (x: number): number => Number(x.toExponential().split('e')[1]);

function logTicks({ from, to }: AxisView, most: number, decades: number): readonly Tick[] {
  const skip = Math.ceil(decades / Math.max(1, most));
  const factors = skip > 1 ? [1] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const labelled = decades * 3 <= most ? [1, 2, 5] : [1];
  const ticks: Tick[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++) {
    for (const factor of factors) {
      const value = Number(`${factor}e${power}`);
      if (value < from * (1 - 1e-12) || value > to * (1 + 1e-12)) continue;
      const shown = labelled.includes(factor) && power % skip === 0;
      ticks.push({ value, label: shown ? logLabel(factor, power) : '' });
    }
  }
  return ticks;
}

function logLabel(factor: number, power: number): string {
  if (power >= -3 && power <= 4)
    return groupDigits(Number(`${factor}e${power}`).toFixed(Math.max(0, -power)));
  return factor === 1 ? powerOfTen(power) : `${factor}×${powerOfTen(power)}`;
}
