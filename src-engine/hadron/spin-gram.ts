/**
 * All that mesons with sources and sinks of one site need of a propagator: for each time slice (counted from the source)
 *   G[(s b), (s' b')](t) = weight sum_x sum_{colour, index} S_{s b}(x) S_{s' b'}(x)^*,   s, s' spins of the sink, b, b' of the source.
 * Every correlator tr[A S B S^+] is a sum of a few of its elements. Test: test/unit/engine/hadron/mesons.test.ts.
 */
import { range } from '../kernel/complex.ts';
import type { Propagator } from './propagator.ts';

export interface SpinGram {
  readonly spins: number;
  /** matrix[t]: rows (s spins + b), columns (s' spins + b'), (re, im). */
  readonly matrix: readonly Float64Array[];
}

/** Adds u_i v_i^* over colours to the upper triangle: rows of `values` are the vectors of one site and index. */
const addOuter = (values: Float64Array, rows: number, colours: number, sum: Float64Array): void => {
  const width = 2 * colours;
  for (let i = 0; i < rows; i++) {
    for (let j = i; j < rows; j++) {
      let re = 0;
      let im = 0;
      for (let c = 0; c < width; c += 2) {
        const [a, b] = [values[i * width + c]!, values[i * width + c + 1]!];
        const [x, y] = [values[j * width + c]!, values[j * width + c + 1]!];
        re += a * x + b * y;
        im += b * x - a * y;
      }
      sum[2 * (i * rows + j)]! += re;
      sum[2 * (i * rows + j) + 1]! += im;
    }
  }
};

/** The lower triangle from the upper one, and the weight. */
const complete = (sum: Float64Array, rows: number, weight: number): void => {
  for (let i = 0; i < rows; i++) {
    for (let j = i; j < rows; j++) {
      const [upper, lower] = [2 * (i * rows + j), 2 * (j * rows + i)];
      const [re, im] = [weight * sum[upper]!, weight * sum[upper + 1]!];
      sum.set([re, im], upper);
      sum.set([re, -im], lower);
    }
  }
};

/** Of every time slice, t counted from the source. */
export const spinGram = ({ quark, source, columns }: Propagator): SpinGram => {
  const { space, spins, colours } = quark;
  const { dims, volume } = space.lattice;
  const extent = dims.at(-1)!;
  const slice = volume / extent;
  const rows = spins * spins;
  const width = 2 * colours;
  const local = new Float64Array(rows * width);
  const matrix = range(extent).map((t) => {
    const sum = new Float64Array(2 * rows * rows);
    const first = ((t + source.origin.at(-1)!) % extent) * slice;
    for (let x = first; x < first + slice; x++) {
      for (let index = 0; index < source.indices; index++) {
        for (let b = 0; b < spins; b++) {
          const { values, stride, offset } = columns[b * source.indices + index]!;
          for (let s = 0; s < spins; s++) {
            const from = x * stride + offset + s * width;
            const to = (s * spins + b) * width;
            for (let c = 0; c < width; c++) local[to + c] = values[from + c]!;
          }
        }
        addOuter(local, rows, colours, sum);
      }
    }
    complete(sum, rows, source.weight);
    return sum;
  });
  return { spins, matrix };
};
