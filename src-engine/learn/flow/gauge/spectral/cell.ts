/**
 * Maps of the simplex of eigenvalue gaps onto itself by splines, inside kernels, with log |det| with respect to Haar measure prod_(i<j) sin^2((theta_i - theta_j)/2)
 * (H. Weyl): the gaps and what completes them to 2 pi are all differences there are for N <= 3.
 *   SU(2): gap = 2 pi s, s moved by a spline of [0, 1].
 *   SU(3): gaps 2 pi s r and 2 pi s (1 - r); s and r are moved by a spline each, that of r with parameters linear in s.
 * D. Boyda et al., arXiv:2008.05456 (sections III C and D, with other coordinates). Proved by test/unit/engine/learn/flow/gauge/spectral/cell.test.ts.
 */
import { invariant } from '../../../../base/invariant.ts';
import { log, sin } from '../../../../kernel/math.ts';
import type { Real, Tracer } from '../../../../kernel/tracer.ts';
import { type RationalQuadratic, rationalQuadratic } from '../../rational-quadratic.ts';
import type { Direction } from '../../two-way-layer.ts';

export interface MovedGaps {
  readonly gaps: readonly Real[];
  readonly logJ: Real;
}

export interface Cell {
  /** Says everything that the traced functions depend on. */
  readonly key: string;
  readonly colours: number;
  /** Numbers that the network says. */
  readonly parameters: number;
  move(k: Tracer, direction: Direction, gaps: readonly Real[], p: readonly Real[]): MovedGaps;
}

const TURN = 2 * Math.PI;
/** Eigenvalues that coincide move together. */
const TINY = { f64: 1e-150, f32: 1e-18 } as const;

/** log of the ratio of the Haar densities of two sets of gaps. */
const haarRatio = (k: Tracer, after: readonly Real[], before: readonly Real[]): Real => {
  const size = (gaps: readonly Real[]): Real => {
    const rest = gaps.reduce((sum, g) => k.sub(sum, g), k.constant(TURN));
    // for N = 2 there is one difference, for N = 3 there are three
    const all = gaps.length === 1 ? gaps : [...gaps, rest];
    return all
      .map((g) => k.max(k.abs(sin(k, k.mul(k.constant(0.5), g))), k.constant(TINY[k.precision] ** (1 / 3))))
      .reduce((a, b) => k.mul(a, b));
  };
  return k.mul(k.constant(2), log(k, k.div(size(after), size(before))));
};

const single = (spline: RationalQuadratic, bins: number): Cell => ({
  key: `SU(2) ${bins}`,
  colours: 2,
  parameters: spline.parameters,
  move: (k, direction, gaps, p) => {
    const { value, logSlope } = spline[direction](k, k.mul(k.constant(1 / TURN), gaps[0]!), p);
    const after = [k.mul(k.constant(TURN), value)];
    return { gaps: after, logJ: k.add(logSlope, haarRatio(k, after, gaps)) };
  },
});

const triangle = (spline: RationalQuadratic, bins: number): Cell => ({
  key: `SU(3) ${bins}`,
  colours: 3,
  parameters: 3 * spline.parameters,
  move: (k, direction, gaps, p) => {
    const n = spline.parameters;
    const tiny = k.constant(TINY[k.precision]);
    const sum = k.max(k.add(gaps[0]!, gaps[1]!), tiny);
    const s = k.mul(k.constant(1 / TURN), sum);
    const moved = spline[direction](k, s, p.slice(0, n));
    // linear in the s of the side that the forward map begins at
    const at = direction === 'forward' ? s : moved.value;
    const mixed = p.slice(n, 2 * n).map((x, i) => k.fma(at, p[2 * n + i]!, x));
    const turned = spline[direction](k, k.div(gaps[0]!, sum), mixed);
    const reach = k.mul(k.constant(TURN), moved.value);
    const first = k.mul(reach, turned.value);
    const after = [first, k.max(k.sub(reach, first), k.constant(0))];
    const radial = log(k, k.div(k.max(moved.value, tiny), s));
    const slopes = k.add(k.add(moved.logSlope, turned.logSlope), radial);
    return { gaps: after, logJ: k.add(slopes, haarRatio(k, after, gaps)) };
  },
});

export const makeCell = (colours: number, bins: number): Cell => {
  invariant(colours === 2 || colours === 3, `spectral maps of SU(${colours})`);
  const spline = rationalQuadratic({ from: 0, to: 1, bins, ends: 'free' });
  return colours === 2 ? single(spline, bins) : triangle(spline, bins);
};
