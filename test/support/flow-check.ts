/**
 * Checks of flows and layers without the engine's derivatives: the map is called on perturbed samples, side by side in one batch.
 */
import type { Field, Lattice } from '../../src-engine/lattice/lattice.ts';
import type { Parameters } from '../../src-engine/learn/parameters.ts';
import { fillSamples, sampleSums } from '../../src-engine/learn/samples.ts';
import { someNumbers } from './kernel-lab.ts';

/** A map of batch fields with its log-determinant, and the way back: a layer in one of its directions. */
export interface DensityMap {
  run(x: Field, logJ: Field, keep: boolean): void;
  back(xBar: Field, weight: Field): void;
}

export interface MapValues {
  readonly x: Float64Array;
  readonly logJ: Float64Array;
}

/** Values of a map: x in plain order, log |det| per sample. */
export const mapValues = (
  lattice: Lattice,
  components: number,
  run: DensityMap['run'],
  input: Float64Array,
  keep = false,
): MapValues => {
  const x = lattice.field(components);
  const logJ = lattice.field(1);
  lattice.write(x, input);
  run(x, logJ, keep);
  const values = { x: lattice.read(x), logJ: sampleSums(logJ) };
  lattice.release(x);
  lattice.release(logJ);
  return values;
};

/** log |det| of a square matrix by elimination with pivots. */
export const logAbsDeterminant = (rows: readonly Float64Array[]): number => {
  const m = rows.map((row) => row.slice());
  const n = m.length;
  let sum = 0;
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(m[r]![c]!) > Math.abs(m[pivot]![c]!)) pivot = r;
    [m[c], m[pivot]] = [m[pivot]!, m[c]!];
    sum += Math.log(Math.abs(m[c]![c]!));
    for (let r = c + 1; r < n; r++) {
      const factor = m[r]![c]! / m[c]![c]!;
      for (let j = c; j < n; j++) m[r]![j] = m[r]![j]! - factor * m[c]![j]!;
    }
  }
  return sum;
};

/** Differences of fourth order with these weights at multiples of the step. */
export const DIFFERENCES = [
  [-2, 1 / 12],
  [-1, -8 / 12],
  [1, 8 / 12],
  [2, -1 / 12],
] as const;

/**
 * |log |det| said - that of the Jacobian by differences| of the first sample of `point` (values of one sample). The lattice must hold at least
 * 4 n samples, n numbers of one sample.
 */
export const determinantError = (
  lattice: Lattice,
  components: number,
  run: DensityMap['run'],
  point: Float64Array,
  step = 1e-3,
): number => {
  const n = point.length;
  const { samples } = lattice.layout;
  const input = new Float64Array(samples * n);
  for (let s = 0; s < samples; s++) input.set(point, s * n);
  const at = (column: number, i: number): number => (4 * column + i) * n;
  for (let column = 0; column < n; column++)
    DIFFERENCES.forEach(([multiple], i) => {
      const where = at(column, i) + column;
      input[where] = input[where]! + multiple * step;
    });
  const out = mapValues(lattice, components, run, input).x;
  const jacobian = Array.from({ length: n }, (_, column) =>
    Float64Array.from({ length: n }, (__, row) =>
      DIFFERENCES.reduce((sum, [, w], i) => sum + (w * out[at(column, i) + row]!) / step, 0),
    ),
  );
  for (let s = 0; s < samples; s++) input.set(point, s * n);
  const said = mapValues(lattice, components, run, input).logJ[0]!;
  return Math.abs(said - logAbsDeterminant(jacobian));
};

export interface GradientErrors {
  /** Relative to the largest derivative met. */
  readonly inputs: number;
  readonly parameters: number;
}

/** A way to change the input of a map. */
export interface InputChange {
  /** The input at parameter e of a curve through it. */
  moved(e: number): Float64Array;
  /** The derivative of L along the curve by its derivatives xBar by the input. */
  slope(xBar: Float64Array): number;
}

export interface CurveOptions {
  readonly curves: readonly InputChange[];
  /** Parameters that are looked at, spread over all. */
  readonly parameterCount: number;
  readonly step: number;
  readonly parameterStep: number;
  readonly seed: number;
}

/**
 * The backward pass of a map against differences of L = sum_s (c_s . x'_s + w_s logJ_s) with random c and w: along curves through the input and for
 * some single parameters. Parameters are f32, so their steps are what rounding makes of them.
 */
export const curveErrors = (
  lattice: Lattice,
  components: number,
  map: DensityMap,
  parameters: Parameters,
  input: Float64Array,
  { curves, parameterCount, step, parameterStep, seed }: CurveOptions,
): GradientErrors => {
  const { samples } = lattice.layout;
  const c = someNumbers(input.length, seed);
  const w = someNumbers(samples, seed + 1);
  const loss = (values: Float64Array): number => {
    const { x, logJ } = mapValues(lattice, components, map.run, values);
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += c[i]! * x[i]!;
    for (let s = 0; s < samples; s++) sum += w[s]! * logJ[s]!;
    return sum;
  };
  mapValues(lattice, components, map.run, input, true);
  const bar = lattice.field(components);
  const weight = lattice.field(1);
  lattice.write(bar, c);
  fillSamples(w, weight);
  parameters.clearGradient();
  map.back(bar, weight);
  const xBar = lattice.read(bar);
  const gradient = Float64Array.from(parameters.gradient());
  lattice.release(bar);
  lattice.release(weight);

  const worst = { inputs: 0, parameters: 0 };
  const largest = { inputs: 1e-300, parameters: 1e-300 };
  const note = (what: keyof GradientErrors, said: number, measured: number): void => {
    worst[what] = Math.max(worst[what], Math.abs(said - measured));
    largest[what] = Math.max(largest[what], Math.abs(measured));
  };
  for (const { moved, slope } of curves) {
    const measured = DIFFERENCES.reduce((sum, [m, f]) => sum + (f / step) * loss(moved(m * step)), 0);
    note('inputs', slope(xBar), measured);
  }
  const stride = Math.max(1, Math.floor(parameters.length / parameterCount));
  for (let i = 0; i < parameters.length; i += stride) {
    const before = parameters.values()[i]!;
    const at = (h: number): { readonly p: number; readonly l: number } => {
      parameters.values()[i] = before + h;
      parameters.changed();
      return { p: parameters.values()[i]!, l: loss(input) };
    };
    const [a, b] = [at(parameterStep), at(-parameterStep)];
    const [a2, b2] = [at(2 * parameterStep), at(-2 * parameterStep)];
    at(0);
    const narrow = (a.l - b.l) / (a.p - b.p);
    const wide = (a2.l - b2.l) / (a2.p - b2.p);
    note('parameters', gradient[i]!, (4 * narrow - wide) / 3);
  }
  return { inputs: worst.inputs / largest.inputs, parameters: worst.parameters / largest.parameters };
};

/** The same along `count` random directions of the input, which are straight, and for `count` parameters. */
export const gradientErrors = (
  lattice: Lattice,
  components: number,
  map: DensityMap,
  parameters: Parameters,
  input: Float64Array,
  { count = 12, step = 1e-3, parameterStep = 1e-3, seed = 5 } = {},
): GradientErrors => {
  const curves = Array.from({ length: count }, (_, i): InputChange => {
    const direction = someNumbers(input.length, seed + 2 + i);
    return {
      moved: (e) => input.map((x, j) => x + e * direction[j]!),
      slope: (xBar) => direction.reduce((sum, d, j) => sum + d * xBar[j]!, 0),
    };
  });
  const options = { curves, parameterCount: count, step, parameterStep, seed };
  return curveErrors(lattice, components, map, parameters, input, options);
};
