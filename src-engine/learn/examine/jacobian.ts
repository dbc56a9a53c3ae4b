/**
 * log |det| of a flow from its Jacobian by differences of fourth order, nothing of the flow's own derivatives: at every number of the field (for links of SU(N): every
 * generator X of every link, U -> exp(e X) U) two steps each way. With dy the changes of the image and G = dy^T dy of all directions,
 *   log |det| = (log det G - log det G_0) / 2,   G_0 = X^T X of the generators,
 * which for links is with respect to Haar measure, whatever the basis. Proved by test/unit/engine/learn/examine/jacobian.test.ts.
 */
import type { Flow } from '../flow.ts';
import type { FlowFamily } from '../make-flow.ts';
import { differenceOf } from './field-distance.ts';
import { forwardOf } from './round-trip.ts';

const STEP = 1e-4;
const DIFFERENCES = [
  [-2, 1 / 12],
  [-1, -8 / 12],
  [1, 8 / 12],
  [2, -1 / 12],
] as const;

/** Moves `values` by `step` along direction `direction`, of `directions` in all. */
interface Directions {
  readonly count: number;
  /** log det of X^T X of all directions. */
  readonly logGram: number;
  move(values: Float64Array, direction: number, step: number): void;
}

const numbers = (count: number): Directions => ({
  count,
  logGram: 0,
  move: (values, direction, step) => {
    values[direction] = values[direction]! + step;
  },
});

type Turn = (link: Float64Array, step: number) => void;

/** exp(step X) link for a basis X: real and imaginary rotations of two rows, opposite phases of neighbouring rows. */
const turnsOf = (n: number): readonly Turn[] => {
  const rotate =
    (i: number, j: number, imaginary: boolean): Turn =>
    (link, step) => {
      const [c, s] = [Math.cos(step), Math.sin(step)];
      for (let k = 0; k < n; k++) {
        const [a, b] = [2 * (i * n + k), 2 * (j * n + k)];
        const [ar, ai, br, bi] = [link[a]!, link[a + 1]!, link[b]!, link[b + 1]!];
        const turned = imaginary
          ? [c * ar - s * bi, c * ai + s * br, c * br - s * ai, c * bi + s * ar]
          : [c * ar + s * br, c * ai + s * bi, c * br - s * ar, c * bi - s * ai];
        [link[a], link[a + 1], link[b], link[b + 1]] = turned as [number, number, number, number];
      }
    };
  const phase =
    (i: number): Turn =>
    (link, step) => {
      for (const [row, angle] of [
        [i, step],
        [i + 1, -step],
      ] as const) {
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let k = 0; k < n; k++) {
          const a = 2 * (row * n + k);
          const [re, im] = [link[a]!, link[a + 1]!];
          [link[a], link[a + 1]] = [c * re - s * im, c * im + s * re];
        }
      }
    };
  const turns: Turn[] = [];
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) turns.push(rotate(i, j, false), rotate(i, j, true));
  for (let i = 0; i + 1 < n; i++) turns.push(phase(i));
  return turns;
};

const links = (values: number, colours: number): Directions => {
  const size = 2 * colours ** 2;
  const turns = turnsOf(colours);
  const count = (values / size) * turns.length;
  return {
    count,
    // rotations have |X|^2 = 2; the phases are a row of simple roots, whose Gram matrix has determinant N
    logGram: (values / size) * (colours * (colours - 1) * Math.LN2 + Math.log(colours)),
    move: (all, direction, step) => {
      const link = Math.floor(direction / turns.length);
      turns[direction % turns.length]!(all.subarray(link * size, (link + 1) * size), step);
    },
  };
};

const directionsOf = (family: FlowFamily, values: number): Directions => {
  if (family === 'su2') return links(values, 2);
  return family === 'su3' ? links(values, 3) : numbers(values);
};

/** Numbers by which the field of one sample can change. */
export const directionCount = (family: FlowFamily, values: number): number =>
  directionsOf(family, values).count;

/** log det of a positive matrix, by Cholesky's factors. */
const logDeterminant = (rows: readonly Float64Array[]): number => {
  let sum = 0;
  for (let j = 0; j < rows.length; j++) {
    for (let i = j; i < rows.length; i++) {
      const [a, b] = [rows[i]!, rows[j]!];
      let x = a[j]!;
      for (let k = 0; k < j; k++) x -= a[k]! * b[k]!;
      a[j] = i === j ? Math.sqrt(x) : x / b[j]!;
    }
    sum += 2 * Math.log(rows[j]![j]!);
  }
  return sum;
};

/** log |det df/dz| at z (values of one sample). `breathe` between batches: false ends it, and the answer is not a number. */
export const numericalLogDet = async (
  flow: Flow,
  family: FlowFamily,
  z: Float64Array,
  breathe: () => Promise<boolean>,
): Promise<number> => {
  const directions = directionsOf(family, z.length);
  const difference = differenceOf(family);
  const jobs = directions.count * DIFFERENCES.length;
  const slopes = Array.from({ length: directions.count }, () => new Float64Array(z.length));
  const input = new Float64Array(flow.samples * z.length);
  let image: Float64Array | undefined;
  for (let first = 0; first < jobs; first += flow.samples - 1) {
    // the point itself is the last sample of every batch
    for (let s = 0; s < flow.samples; s++) {
      const values = input.subarray(s * z.length, (s + 1) * z.length);
      values.set(z);
      const job = first + s;
      if (s + 1 === flow.samples || job >= jobs) continue;
      const [multiple] = DIFFERENCES[job % DIFFERENCES.length]!;
      directions.move(values, Math.floor(job / DIFFERENCES.length), multiple * STEP);
    }
    const { x } = forwardOf(flow, input);
    image ??= x.slice((flow.samples - 1) * z.length);
    for (let s = 0; s + 1 < flow.samples && first + s < jobs; s++) {
      const job = first + s;
      const slope = slopes[Math.floor(job / DIFFERENCES.length)]!;
      const [, weight] = DIFFERENCES[job % DIFFERENCES.length]!;
      for (let i = 0; i < z.length; i++)
        slope[i] = slope[i]! + (weight * difference(x[s * z.length + i]!, image[i]!)) / STEP;
    }
    if (!(await breathe())) return Number.NaN;
  }
  const gram = slopes.map((a, i) =>
    Float64Array.from({ length: i + 1 }, (_, j) => {
      const b = slopes[j]!;
      let sum = 0;
      for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
      return sum;
    }),
  );
  return (logDeterminant(gram) - directions.logGram) / 2;
};
