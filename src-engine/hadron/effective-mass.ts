/**
 * Effective mass of a correlator that is symmetric in time, C(t) = C(T - t): the m > 0 that solves
 *   C(t) / C(t + 1) = cosh(m (t - T/2)) / cosh(m (t + 1 - T/2)).
 * Undefined where there is none: no fall towards the middle (noise), a sign change, or t and t + 1 as far from the middle as one another.
 * Pure: no lattice. Test: test/unit/engine/hadron/effective-mass.test.ts.
 */

const logCosh = (x: number): number => {
  const a = Math.abs(x);
  return a < 1 ? Math.log1p(2 * Math.sinh(a / 2) ** 2) : a + Math.log1p(Math.exp(-2 * a)) - Math.LN2;
};

/** Between `here` = C(t) and `next` = C(t + 1), T = `extent`; t may lie on either side of the middle. */
export const coshMass = (here: number, next: number, t: number, extent: number): number | undefined => {
  const [a, b] = [Math.abs(t - extent / 2), Math.abs(t + 1 - extent / 2)];
  if (a === b) return undefined;
  const ratio = a > b ? here / next : next / here;
  if (!(ratio > 1 && Number.isFinite(ratio))) return undefined;
  const [far, near] = a > b ? [a, b] : [b, a];
  const wanted = Math.log(ratio);
  // x - log 2 <= log cosh x <= x brackets the root; inside, log cosh(m far) - log cosh(m near) rises with m
  let low = wanted / (far - near);
  let high = (wanted + Math.LN2) / (far - near);
  let m = high;
  for (let i = 0; i < 200; i++) {
    const excess = logCosh(m * far) - logCosh(m * near) - wanted;
    if (excess > 0) high = m;
    else low = m;
    const newton = m - excess / (far * Math.tanh(m * far) - near * Math.tanh(m * near));
    const better = newton >= low && newton <= high ? newton : (low + high) / 2;
    if (Math.abs(better - m) <= 1e-16 * m) break;
    m = better;
  }
  return m;
};

/** m(t) for t = 0 .. T - 2 of a whole correlator. */
export const effectiveMasses = (correlator: readonly number[]): (number | undefined)[] =>
  correlator.slice(0, -1).map((c, t) => coshMass(c, correlator[t + 1]!, t, correlator.length));
