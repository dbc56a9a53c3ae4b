/**
 * Where the relative error of Zolotarev's rational approximation of type (n, n) to x^(-1/2) on [lower, upper] alternates:
 * upper dn(k K / (2n + 1))^2, k = 0 .. 2n + 1, complementary modulus sqrt(lower / upper) (E. I. Zolotarev, 1877; N. I. Akhiezer,
 * Elements of the theory of elliptic functions). For other powers the first guess of the exchange in remez.ts.
 * Test: test/unit/engine/pseudofermion/rational/remez.test.ts.
 */

/** Jacobi's dn(u K) for 0 <= u <= 1/2 and complementary modulus k', by Gauss's transformation (Abramowitz, Stegun 16.4). */
const dn = (u: number, complement: number): number => {
  const means: { readonly a: number; readonly c: number }[] = [];
  let a = 1;
  let b = complement;
  while (a - b > 1e-15 * a) {
    const next = (a + b) / 2;
    means.push({ a: next, c: (a - b) / 2 });
    b = Math.sqrt(a * b);
    a = next;
  }
  // K = pi / (2 a)
  let phi = 2 ** means.length * u * (Math.PI / 2);
  let before = phi;
  for (const m of means.toReversed()) {
    before = phi;
    phi = (phi + Math.asin((m.c / m.a) * Math.sin(phi))) / 2;
  }
  return Math.cos(phi) / Math.cos(before - phi);
};

/** Rising, both ends included; the points of degree n are 2n + 2. */
export const zolotarevPoints = (degree: number, lower: number, upper: number): number[] => {
  const complement = Math.sqrt(lower / upper);
  const last = 2 * degree + 1;
  const points: number[] = [];
  for (let k = 0; k <= degree; k++) {
    const d = dn(k / last, complement);
    points[last - k] = upper * d * d;
    // dn(K - u) = k' / dn(u)
    points[k] = lower / (d * d);
  }
  return points;
};
