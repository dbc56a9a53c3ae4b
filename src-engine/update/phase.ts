/** The phase of a complex number, and links of U(1) times a phase: what the angle updates of U(1) share. */
import { type Complex, cmul, type Matrix, mapMatrix } from '../kernel/complex.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';

/** Its square is a normal number, and no staple that matters is as small. */
const TINY = 1e-150;

/** |z| and z/|z|; zero counts as a tiny positive number. */
export const unitPhase = (k: Tracer, z: Complex): { readonly norm: Real; readonly unit: Complex } => {
  const re = k.add(z.re, k.constant(TINY));
  const norm = k.sqrt(k.fma(re, re, k.mul(z.im, z.im)));
  const inverse = k.div(k.constant(1), norm);
  return { norm, unit: { re: k.mul(re, inverse), im: k.mul(z.im, inverse) } };
};

export const multiplyPhase = (k: Tracer, g: Complex, m: Matrix): Matrix => mapMatrix(m, (x) => cmul(k, g, x));
