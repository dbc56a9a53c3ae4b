/**
 * How a stout step sees links, inside kernels: matrices of SU(2) and SU(3), or angles of U(1). The loops of a link U = U_mu(x) are M = C U^dagger, with C the
 * staples of the planes (mu, nu), nu != mu, each plane with its weight.
 */
import { pathSum, type WeightedPath } from '../../../../action/path-product.ts';
import { tracelessAntiHermitian } from '../../../../group/algebra.ts';
import { exponential } from '../../../../group/exponential.ts';
import { type Group, groupOfColours, u1 } from '../../../../group/group.ts';
import {
  adjoint,
  cmul,
  conj,
  type Matrix,
  mmul,
  range,
  realTraceMulAdjoint,
} from '../../../../kernel/complex.ts';
import { sincos } from '../../../../kernel/math.ts';
import type { Real, Tracer } from '../../../../kernel/tracer.ts';
import { wrapPositive } from '../circle-transform.ts';

/** The reals of one link. */
export type Link = readonly Real[];

export interface LinkKind {
  readonly key: string;
  readonly group: Group;
  /** Reals of a link. */
  readonly size: number;
  /** C at `here`; `weights` of the other directions in their order. */
  staple(k: Tracer, links: number, mu: number, weights: readonly Real[]): Matrix;
  /** M = C U^dagger */
  loop(k: Tracer, staple: Matrix, link: Link): Matrix;
  /** exp(+-TA(M)) U */
  turn(k: Tracer, loop: Matrix, link: Link, sign: 1 | -1): Link;
  /** The same for cotangents of links. */
  turnBar(k: Tracer, loop: Matrix, bar: Link, sign: 1 | -1): Link;
  /** A number whose derivative by M is that of <bar, exp(TA(M)) U>. */
  pairing(k: Tracer, loop: Matrix, link: Link, bar: Link): Real;
  /** The cotangent of U in M from that of M. */
  linkBar(k: Tracer, loop: Matrix, loopBar: Matrix, link: Link): Link;
}

const others = (dimensions: number, mu: number): number[] => range(dimensions).filter((nu) => nu !== mu);

const flat = (m: Matrix): Real[] => m.flatMap((row) => row.flatMap((x) => [x.re, x.im]));
const matrixOf = (link: Link, n: number): Matrix =>
  range(n).map((i) => range(n).map((j) => ({ re: link[2 * (i * n + j)]!, im: link[2 * (i * n + j) + 1]! })));

export const matrixLinks = (colours: number): LinkKind => {
  const group = groupOfColours(colours);
  const rotation = (k: Tracer, loop: Matrix, sign: 1 | -1): Matrix => {
    const z = tracelessAntiHermitian(k, loop, group);
    return exponential(k, sign > 0 ? z : z.map((x) => k.neg(x)), group);
  };
  const turn: LinkKind['turn'] = (k, loop, link, sign) =>
    flat(mmul(k, rotation(k, loop, sign), matrixOf(link, colours)));
  return {
    key: group.name,
    group,
    size: group.linkComponents,
    staple: (k, links, mu, weights) => {
      const paths = others(k.dimensions, mu).flatMap((nu, i): WeightedPath[] => [
        { steps: [nu + 1, mu + 1, -nu - 1], weight: { real: weights[i]! } },
        { steps: [-nu - 1, mu + 1, nu + 1], weight: { real: weights[i]! } },
      ]);
      return pathSum(k, { field: links, colours }, k.shift(k.here, mu), paths);
    },
    loop: (k, staple, link) => mmul(k, staple, adjoint(k, matrixOf(link, colours))),
    turn,
    turnBar: turn,
    pairing: (k, loop, link, bar) =>
      realTraceMulAdjoint(
        k,
        rotation(k, loop, 1),
        mmul(k, matrixOf(bar, colours), adjoint(k, matrixOf(link, colours))),
      ),
    linkBar: (k, loop, loopBar, link) =>
      flat(mmul(k, mmul(k, adjoint(k, loopBar), loop), matrixOf(link, colours))),
  };
};

export const angleLinks: LinkKind = {
  key: 'angles',
  group: u1,
  size: 1,
  staple: (k, links, mu, weights) => {
    const at = (site: ReturnType<Tracer['shift']>, direction: number): Real =>
      k.move([k.load(links, site, direction)], k.here)[0]!;
    let [re, im] = [k.constant(0), k.constant(0)];
    others(k.dimensions, mu).forEach((nu, i) => {
      const [up, down, next] = [k.shift(k.here, nu), k.shift(k.here, nu, -1), k.shift(k.here, mu)];
      const above = k.sub(k.add(k.load(links, k.here, nu), at(up, mu)), at(next, nu));
      const below = k.add(k.sub(at(down, mu), at(down, nu)), at(k.shift(next, nu, -1), nu));
      for (const angle of [above, below]) {
        const { sin, cos } = sincos(k, angle);
        re = k.fma(weights[i]!, cos, re);
        im = k.fma(weights[i]!, sin, im);
      }
    });
    return [[{ re, im }]];
  },
  loop: (k, staple, link) => {
    const { sin, cos } = sincos(k, link[0]!);
    return [[cmul(k, staple[0]![0]!, { re: cos, im: k.neg(sin) })]];
  },
  turn: (k, loop, link, sign) => {
    const step = loop[0]![0]!.im;
    return [wrapPositive(k, k.add(link[0]!, sign > 0 ? step : k.neg(step)))];
  },
  turnBar: (_k, _loop, bar) => bar,
  pairing: (k, loop, _link, bar) => k.mul(bar[0]!, loop[0]![0]!.im),
  // dM = -i M dtheta
  linkBar: (k, loop, loopBar) => [cmul(k, conj(k, loopBar[0]![0]!), loop[0]![0]!).im],
};
