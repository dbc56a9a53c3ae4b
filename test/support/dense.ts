/** Dense complex linear algebra for small operators: matrices from their action on unit vectors, determinants, solutions and traces of inverses. */
import { eachSite } from '../../src-engine/lattice/colouring.ts';
import type { Field, Lattice } from '../../src-engine/lattice/lattice.ts';

/** Row-major. */
export interface DenseMatrix {
  readonly n: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export const zeroMatrix = (n: number): DenseMatrix => ({
  n,
  re: new Float64Array(n * n),
  im: new Float64Array(n * n),
});

/** Complex components (site times complex numbers per site, plus number) on the sites of one parity, or on all. */
export const complexIndices = (
  dims: readonly number[],
  perSite: number,
  parity?: 'even' | 'odd',
): number[] => {
  const out: number[] = [];
  eachSite(dims, (x, site) => {
    const odd = x.reduce((a, b) => a + b, 0) % 2 === 1;
    if (parity !== undefined && odd !== (parity === 'odd')) return;
    for (let i = 0; i < perSite; i++) out.push(site * perSite + i);
  });
  return out;
};

/** The matrix of `apply` between the given complex components of a field. */
export const denseOf = (
  lattice: Lattice,
  components: number,
  apply: (out: Field, x: Field) => void,
  indices: readonly number[] = complexIndices(lattice.dims, components / 2),
): DenseMatrix => {
  const matrix = zeroMatrix(indices.length);
  const [x, out] = [lattice.field(components), lattice.field(components)];
  const values = new Float64Array(lattice.volume * components);
  indices.forEach((from, column) => {
    values.fill(0);
    values[2 * from] = 1;
    lattice.write(x, values);
    apply(out, x);
    const result = lattice.read(out);
    indices.forEach((to, row) => {
      matrix.re[row * matrix.n + column] = result[2 * to]!;
      matrix.im[row * matrix.n + column] = result[2 * to + 1]!;
    });
  });
  lattice.release(x);
  lattice.release(out);
  return matrix;
};

/** max |a - b|, or |a - b^+|. */
export const largestDifference = (a: DenseMatrix, b: DenseMatrix, dagger = false): number => {
  let worst = 0;
  for (let i = 0; i < a.n; i++) {
    for (let j = 0; j < a.n; j++) {
      const at = i * a.n + j;
      const to = dagger ? j * a.n + i : at;
      worst = Math.max(
        worst,
        Math.abs(a.re[at]! - b.re[to]!),
        Math.abs(a.im[at]! - (dagger ? -1 : 1) * b.im[to]!),
      );
    }
  }
  return worst;
};

/** Brings the first n columns of n rows of `width` numbers into triangular form, by rows with pivots; the number of exchanges. */
const eliminate = (n: number, width: number, re: Float64Array, im: Float64Array): number => {
  let exchanges = 0;
  const size = (row: number, k: number): number => Math.hypot(re[row * width + k]!, im[row * width + k]!);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k; i < n; i++) if (size(i, k) > size(pivot, k)) pivot = i;
    if (pivot !== k) {
      for (const values of [re, im]) {
        const row = values.slice(k * width, (k + 1) * width);
        values.copyWithin(k * width, pivot * width, (pivot + 1) * width);
        values.set(row, pivot * width);
      }
      exchanges++;
    }
    for (let i = k + 1; i < n; i++) {
      const [fr, fi] = quotient(re, im, i * width + k, k * width + k);
      if (fr === 0 && fi === 0) continue;
      for (let j = k + 1; j < width; j++) {
        const [x, y] = [re[k * width + j]!, im[k * width + j]!];
        re[i * width + j]! -= fr * x - fi * y;
        im[i * width + j]! -= fr * y + fi * x;
      }
    }
  }
  return exchanges;
};

const quotient = (re: Float64Array, im: Float64Array, above: number, below: number): [number, number] => {
  const [a, b, c, d] = [re[below]!, im[below]!, re[above]!, im[above]!];
  const size = a * a + b * b;
  return [(c * a + d * b) / size, (d * a - c * b) / size];
};

/** log det by Gaussian elimination: log |det| and its phase in (-pi, pi]. */
export const logDeterminant = (m: DenseMatrix): { readonly modulus: number; readonly phase: number } => {
  const { n } = m;
  const [re, im] = [m.re.slice(), m.im.slice()];
  let phase = Math.PI * eliminate(n, n, re, im);
  let modulus = 0;
  for (let k = 0; k < n; k++) {
    const [a, b] = [re[k * n + k]!, im[k * n + k]!];
    modulus += Math.log(Math.hypot(a, b));
    phase += Math.atan2(b, a);
  }
  return { modulus, phase: Math.atan2(Math.sin(phase), Math.cos(phase)) };
};

/** x with m x = b, vectors as a field of one complex number per site has them: (re, im) one after the other. */
export const solveDense = ({ n, re: mre, im: mim }: DenseMatrix, b: ArrayLike<number>): Float64Array => {
  const width = n + 1;
  const [re, im] = [new Float64Array(n * width), new Float64Array(n * width)];
  for (let i = 0; i < n; i++) {
    re.set(mre.subarray(i * n, (i + 1) * n), i * width);
    im.set(mim.subarray(i * n, (i + 1) * n), i * width);
    re[i * width + n] = b[2 * i]!;
    im[i * width + n] = b[2 * i + 1]!;
  }
  eliminate(n, width, re, im);
  const x = new Float64Array(2 * n);
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) {
      const [p, q] = [re[i * width + j]!, im[i * width + j]!];
      re[i * width + n]! -= p * x[2 * j]! - q * x[2 * j + 1]!;
      im[i * width + n]! -= p * x[2 * j + 1]! + q * x[2 * j]!;
    }
    x.set(quotient(re, im, i * width + n, i * width + i), 2 * i);
  }
  return x;
};

/** log det A and tr A^-1 of a Hermitian positive matrix by Cholesky's decomposition: A = L L^+, tr A^-1 = sum |(L^-1)_ij|^2. */
export const positiveMatrix = (
  m: DenseMatrix,
): { readonly logDet: number; readonly traceInverse: number } => {
  const { n } = m;
  const [re, im] = [new Float64Array(n * n), new Float64Array(n * n)];
  let logDet = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let [a, b] = [m.re[i * n + j]!, m.im[i * n + j]!];
      for (let k = 0; k < j; k++) {
        const [p, q, r, s] = [re[i * n + k]!, im[i * n + k]!, re[j * n + k]!, im[j * n + k]!];
        a -= p * r + q * s;
        b -= q * r - p * s;
      }
      if (i === j) {
        if (!(a > 0)) throw new Error(`not positive at row ${i}`);
        logDet += Math.log(a);
        re[i * n + i] = Math.sqrt(a);
      } else {
        re[i * n + j] = a / re[j * n + j]!;
        im[i * n + j] = b / re[j * n + j]!;
      }
    }
  }
  // columns of L^-1, one after the other
  let traceInverse = 0;
  const [xr, xi] = [new Float64Array(n), new Float64Array(n)];
  for (let c = 0; c < n; c++) {
    for (let i = c; i < n; i++) {
      let [a, b] = [i === c ? 1 : 0, 0];
      for (let k = c; k < i; k++) {
        const [p, q] = [re[i * n + k]!, im[i * n + k]!];
        a -= p * xr[k]! - q * xi[k]!;
        b -= p * xi[k]! + q * xr[k]!;
      }
      xr[i] = a / re[i * n + i]!;
      xi[i] = b / re[i * n + i]!;
      traceInverse += xr[i]! ** 2 + xi[i]! ** 2;
    }
  }
  return { logDet, traceInverse };
};
