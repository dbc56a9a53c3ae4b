/**
 * Plaquettes from time slices: P_{mu nu}(x) = U_mu(x) U_nu(x+mu) U_mu(x+nu)^dagger U_nu(x)^dagger, Re tr P / N.
 * Plain code for the inspector, independent of the kernels; two slices at a time.
 * Test: test/golden/format-configs.test.ts, test/unit/engine/format/meter.test.ts (gauge invariance).
 */

/** Re tr[(A B)(C D)^dagger] of four N x N matrices at the given indices of their arrays. */
const loopTrace = (
  u: Float64Array,
  a: number,
  v: Float64Array,
  b: number,
  c: number,
  w: Float64Array,
  d: number,
  n: number,
): number => {
  let sum = 0;
  const width = 2 * n;
  for (let i = 0; i < n; i++) {
    const rowA = a + i * width;
    const rowC = c + i * width;
    for (let j = 0; j < n; j++) {
      let re = 0;
      let im = 0;
      let sr = 0;
      let si = 0;
      let p = rowA;
      let q = rowC;
      let x = b + 2 * j;
      let y = d + 2 * j;
      for (let k = 0; k < n; k++, p += 2, q += 2, x += width, y += width) {
        re += u[p]! * v[x]! - u[p + 1]! * v[x + 1]!;
        im += u[p]! * v[x + 1]! + u[p + 1]! * v[x]!;
        sr += u[q]! * w[y]! - u[q + 1]! * w[y + 1]!;
        si += u[q]! * w[y + 1]! + u[q + 1]! * w[y]!;
      }
      sum += re * sr + im * si;
    }
  }
  return sum;
};

/** For each spatial site and direction, the site one step on, within the slice. */
export const spatialNeighbours = (extents: readonly number[]): Int32Array => {
  const sites = extents.reduce((product, n) => product * n, 1);
  const table = new Int32Array(sites * extents.length);
  for (let site = 0; site < sites; site++) {
    let stride = 1;
    for (const [mu, extent] of extents.entries()) {
      const coordinate = Math.floor(site / stride) % extent;
      table[site * extents.length + mu] =
        coordinate + 1 < extent ? site + stride : site - stride * (extent - 1);
      stride *= extent;
    }
  }
  return table;
};

/** Sum of Re tr P / N over the planes inside one slice. */
export const spatialPlaquettes = (u: Float64Array, step: Int32Array, d: number, n: number): number => {
  const space = d - 1;
  const matrix = 2 * n * n;
  let sum = 0;
  for (let site = 0; site * d * matrix < u.length; site++) {
    const base = site * d * matrix;
    for (let mu = 0; mu < space; mu++) {
      const onMu = step[site * space + mu]! * d * matrix;
      for (let nu = mu + 1; nu < space; nu++) {
        const onNu = step[site * space + nu]! * d * matrix;
        const a = base + mu * matrix;
        const b = base + nu * matrix;
        sum += loopTrace(u, a, u, onMu + nu * matrix, b, u, onNu + mu * matrix, n);
      }
    }
  }
  return sum / n;
};

/** Sum of Re tr P / N over the planes between a slice and the next one. */
export const temporalPlaquettes = (
  u: Float64Array,
  next: Float64Array,
  step: Int32Array,
  d: number,
  n: number,
): number => {
  const space = d - 1;
  const matrix = 2 * n * n;
  let sum = 0;
  for (let site = 0; site * d * matrix < u.length; site++) {
    const base = site * d * matrix;
    const time = base + space * matrix;
    for (let mu = 0; mu < space; mu++) {
      const on = step[site * space + mu]! * d * matrix;
      const a = base + mu * matrix;
      sum += loopTrace(u, a, u, on + space * matrix, time, next, a, n);
    }
  }
  return sum / n;
};
