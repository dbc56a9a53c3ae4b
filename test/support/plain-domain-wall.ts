/**
 * Moebius domain walls in plain loops over plainWilson, slice by slice as the operator is written in its papers:
 *   (D x)_s = (b D_W + 1) x_s - (1 - c D_W) (P_- x_{s+1} + P_+ x_{s-1}), x_L = -m x_0, x_{-1} = -m x_{L-1}, P_+- = (1 +- g_5) / 2.
 * Vectors: [site][slice][spin][colour][re, im].
 */
import type { GaugeConfiguration } from '../../src-engine/lattice/gauge-configuration.ts';
import { plainGamma5, plainWilson } from './plain-wilson.ts';

export interface PlainDomainWall {
  readonly mass: number;
  readonly height: number;
  readonly ls: number;
  readonly b: number;
  readonly c: number;
  readonly boundary: 'periodic' | 'antiperiodic';
}

export const plainDomainWall = (
  configuration: GaugeConfiguration,
  x: Float64Array,
  { mass, height, ls, b, c, boundary }: PlainDomainWall,
): Float64Array => {
  const d = configuration.dims.length;
  const gamma5 = plainGamma5(d);
  const spinor = 2 * gamma5.length * configuration.colours;
  const volume = x.length / (ls * spinor);
  const sliceOf = (s: number): Float64Array =>
    Float64Array.from({ length: volume * spinor }, (_, i) => {
      const [site, rest] = [Math.floor(i / spinor), i % spinor];
      return x[(site * ls + s) * spinor + rest]!;
    });
  const wilson = (psi: Float64Array): Float64Array =>
    plainWilson(configuration, psi, { kappa: 1 / (2 * (d - height)), boundary }).map((v) => (d - height) * v);
  const slices = Array.from({ length: ls }, (_, s) => sliceOf(s));
  const out = new Float64Array(x.length);
  for (let s = 0; s < ls; s++) {
    const up = slices[(s + 1) % ls]!.map((v) => (s === ls - 1 ? -mass * v : v));
    const down = slices[(s + ls - 1) % ls]!.map((v) => (s === 0 ? -mass * v : v));
    const neighbours = up.map((v, i) => {
      const spin = Math.floor((i % spinor) / (2 * configuration.colours));
      return gamma5[spin]! < 0 ? v : down[i]!;
    });
    const [own, other] = [wilson(slices[s]!), wilson(neighbours)];
    for (let i = 0; i < volume * spinor; i++) {
      const at = (Math.floor(i / spinor) * ls + s) * spinor + (i % spinor);
      out[at] = b * own[i]! + slices[s]![i]! - neighbours[i]! + c * other[i]!;
    }
  }
  return out;
};
