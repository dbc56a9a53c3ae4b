/**
 * Facts about one N x N complex matrix stored row by row as (re, im), starting at index `o`.
 * Test: test/unit/engine/format/meter.test.ts.
 */

/** max |(U U^dagger - 1)_ij| over the entries; NaN when an entry is not a number. */
export const unitarityDeviation = (u: Float64Array, o: number, n: number): number => {
  let worst = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      let re = i === j ? -1 : 0;
      let im = 0;
      let p = o + 2 * n * i;
      let q = o + 2 * n * j;
      for (let k = 0; k < n; k++, p += 2, q += 2) {
        re += u[p]! * u[q]! + u[p + 1]! * u[q + 1]!;
        im += u[p + 1]! * u[q]! - u[p]! * u[q + 1]!;
      }
      // Math.max keeps a NaN.
      worst = Math.max(worst, re * re + im * im);
    }
  }
  return Math.sqrt(worst);
};

/** Largest |real or imaginary part|. */
export const largestEntry = (u: Float64Array, o: number, n: number): number => {
  let worst = 0;
  for (let k = o; k < o + 2 * n * n; k++) worst = Math.max(worst, Math.abs(u[k]!));
  return worst;
};

export const realTrace = (u: Float64Array, o: number, n: number): number => {
  let trace = 0;
  for (let i = 0; i < n; i++) trace += u[o + 2 * (n + 1) * i]!;
  return trace;
};

/** det U as (re, im) for N = 3, along the first row. */
const determinant3 = (u: Float64Array, o: number): readonly [number, number] => {
  let re = 0;
  let im = 0;
  for (let c = 0; c < 3; c++) {
    const p = o + 6 + 2 * ((c + 1) % 3);
    const q = o + 6 + 2 * ((c + 2) % 3);
    const mr = u[p]! * u[q + 6]! - u[p + 1]! * u[q + 7]! - u[q]! * u[p + 6]! + u[q + 1]! * u[p + 7]!;
    const mi = u[p]! * u[q + 7]! + u[p + 1]! * u[q + 6]! - u[q]! * u[p + 7]! - u[q + 1]! * u[p + 6]!;
    const xr = u[o + 2 * c]!;
    const xi = u[o + 2 * c + 1]!;
    re += xr * mr - xi * mi;
    im += xr * mi + xi * mr;
  }
  return [re, im];
};

/** det U as (re, im): by minors for N = 3, otherwise Gaussian elimination with row pivots on a copy. */
export const determinant = (u: Float64Array, o: number, n: number): readonly [number, number] => {
  if (n === 3) return determinant3(u, o);
  const a = u.slice(o, o + 2 * n * n);
  let re = 1;
  let im = 0;
  for (let c = 0; c < n; c++) {
    let pivot = c;
    let best = -1;
    for (let r = c; r < n; r++) {
      const k = 2 * (r * n + c);
      const size = a[k]! * a[k]! + a[k + 1]! * a[k + 1]!;
      if (size > best) {
        best = size;
        pivot = r;
      }
    }
    if (!(best > 0)) return best === 0 ? [0, 0] : [Number.NaN, Number.NaN];
    const from = 2 * pivot * n;
    const to = 2 * c * n;
    if (from !== to) {
      for (let k = 0; k < 2 * n; k++) {
        const held = a[to + k]!;
        a[to + k] = a[from + k]!;
        a[from + k] = held;
      }
      re = -re;
      im = -im;
    }
    const pr = a[to + 2 * c]!;
    const pi = a[to + 2 * c + 1]!;
    [re, im] = [re * pr - im * pi, re * pi + im * pr];
    for (let r = c + 1; r < n; r++) {
      const row = 2 * r * n;
      const xr = a[row + 2 * c]!;
      const xi = a[row + 2 * c + 1]!;
      const fr = (xr * pr + xi * pi) / best;
      const fi = (xi * pr - xr * pi) / best;
      for (let k = 2 * (c + 1); k < 2 * n; k += 2) {
        a[row + k] = a[row + k]! - (fr * a[to + k]! - fi * a[to + k + 1]!);
        a[row + k + 1] = a[row + k + 1]! - (fr * a[to + k + 1]! + fi * a[to + k]!);
      }
    }
  }
  return [re, im];
};

/** How far the determinant is from `sign`; for U(1), where it is the phase itself, how far its size is from 1. */
export const determinantDeviation = (det: readonly [number, number], n: number, sign: number): number =>
  n === 1 ? Math.abs(Math.hypot(det[0], det[1]) - 1) : Math.hypot(det[0] - sign, det[1]);
