/** Complex numbers and small square matrices in plain code, for formulas written out in tests. */
export type Z = readonly [number, number];
export type ZMatrix = readonly (readonly Z[])[];

export const zadd = ([a, b]: Z, [c, d]: Z): Z => [a + c, b + d];
export const zmul = ([a, b]: Z, [c, d]: Z): Z => [a * c - b * d, a * d + b * c];
export const zscale = (s: number, [a, b]: Z): Z => [s * a, s * b];
export const zconj = ([a, b]: Z): Z => [a, -b];

const build = (n: number, f: (i: number, j: number) => Z): ZMatrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => f(i, j)));

export const zidentity = (n: number): ZMatrix => build(n, (i, j) => [i === j ? 1 : 0, 0]);
export const zplus = (a: ZMatrix, b: ZMatrix): ZMatrix =>
  build(a.length, (i, j) => zadd(a[i]![j]!, b[i]![j]!));
export const ztimes = (s: Z, a: ZMatrix): ZMatrix => build(a.length, (i, j) => zmul(s, a[i]![j]!));
export const zdagger = (a: ZMatrix): ZMatrix => build(a.length, (i, j) => zconj(a[j]![i]!));
export const ztranspose = (a: ZMatrix): ZMatrix => build(a.length, (i, j) => a[j]![i]!);
export const zproduct = (...factors: readonly ZMatrix[]): ZMatrix =>
  factors.reduce((a, b) =>
    build(a.length, (i, j) => a[i]!.reduce<Z>((sum, x, k) => zadd(sum, zmul(x, b[k]![j]!)), [0, 0])),
  );
export const ztrace = (a: ZMatrix): Z => a.reduce<Z>((sum, row, i) => zadd(sum, row[i]!), [0, 0]);
/** a and b in blocks: element (i n + k, j n + l) is a_ij b_kl. */
export const ztensor = (a: ZMatrix, b: ZMatrix): ZMatrix => {
  const n = b.length;
  return build(a.length * n, (i, j) => zmul(a[Math.floor(i / n)]![Math.floor(j / n)]!, b[i % n]![j % n]!));
};
