/** The kernels of a masked stout step (residual.ts); fields in the order in which they are declared. M = C U^dagger is kept as a field of its own. */
import { gradient } from '../../../../kernel/adjoint.ts';
import {
  loadMatrix,
  type Matrix,
  madd,
  range,
  realTraceMulAdjoint,
  storeMatrix,
} from '../../../../kernel/complex.ts';
import type { Real, Tracer } from '../../../../kernel/tracer.ts';
import type { Kernel, Lattice } from '../../../../lattice/lattice.ts';
import type { Link, LinkKind } from './link-kind.ts';
import { stoutLogDeterminant } from './stout-determinant.ts';

export interface StoutKernels {
  /** (links, M), weights */
  readonly loops: Kernel;
  /** (links, M, logJ) */
  readonly step: Kernel;
  /** (links, C, image, guess), weights: `guess` and `image` begin as the link. */
  readonly staples: Kernel;
  /** (C, image, guess): one iteration; largest change. */
  readonly approach: Kernel;
  /** (links, C, guess, M, logJ) */
  readonly settle: Kernel;
  /** (links before, M, bar, weight, MBar): bar becomes E^dagger bar. */
  readonly adjoint: Kernel;
  /** (links before, M, bar, weight, MBar, g, lambda): MBar is that of the log-determinant. */
  readonly inverseAdjoint: Kernel;
  /** (links before, M, g, lambda): one iteration; largest change. */
  readonly solve: Kernel;
  /** (links before, M, lambda, MBar, bar) */
  readonly inverseFinish: Kernel;
  /** (links before, MBar, bar), weights: bar += what M hands to all links. */
  readonly handToLinks: Kernel;
  /** (links before, MBar), weights: the derivatives by the weights. */
  readonly weights: Kernel;
}

export const stoutKernels = (lattice: Lattice, mu: number, kind: LinkKind): StoutKernels => {
  const dimensions = lattice.dims.length;
  const { size, group } = kind;
  const n = group.colours;
  const loopSize = 2 * n * n;
  const all = dimensions * size;
  const kernel = (what: string, body: (k: Tracer) => void): Kernel =>
    lattice.kernel(`stout ${what} ${kind.key} ${mu}`, body, { touch: false });
  const weightsOf = (k: Tracer): Real[] => range(dimensions - 1).map(() => k.param());
  const loadLink = (k: Tracer, field: number, first = mu * size): Link =>
    range(size).map((c) => k.load(field, k.here, first + c));
  const storeLink = (k: Tracer, field: number, link: Link, first = mu * size): void =>
    link.forEach((x, c) => k.store(field, first + c, x));
  const loadLoop = (k: Tracer, field: number): Matrix => loadMatrix(k, field, k.here, 0, n);
  const matrixOf = (x: readonly Real[]): Matrix =>
    range(n).map((i) => range(n).map((j) => ({ re: x[2 * (i * n + j)]!, im: x[2 * (i * n + j) + 1]! })));
  const change = (k: Tracer, a: Link, b: Link): Real =>
    a.map((x, c) => k.abs(k.sub(x, b[c]!))).reduce((x, y) => k.max(x, y));
  const addLogJ = (k: Tracer, logJ: number, loop: Matrix, sign: 1 | -1): void => {
    const density = stoutLogDeterminant(k, loop, group);
    k.store(logJ, 0, k.add(k.load(logJ, k.here, 0), sign > 0 ? density : k.neg(density)));
  };

  const loops = kernel('loops', (k) => {
    const [links, m] = [k.field('links', all), k.field('M', loopSize)];
    const staple = kind.staple(k, links, mu, weightsOf(k));
    storeMatrix(k, m, 0, kind.loop(k, staple, loadLink(k, links)));
  });
  const step = kernel('step', (k) => {
    const [links, m, logJ] = [k.field('links', all), k.field('M', loopSize), k.field('logJ', 1)];
    addLogJ(k, logJ, loadLoop(k, m), 1);
    storeLink(k, links, kind.turn(k, loadLoop(k, m), loadLink(k, links), 1));
  });
  const staples = kernel('staples', (k) => {
    const [links, c] = [k.field('links', all), k.field('C', loopSize)];
    const [image, guess] = [k.field('image', size), k.field('guess', size)];
    storeMatrix(k, c, 0, kind.staple(k, links, mu, weightsOf(k)));
    storeLink(k, image, loadLink(k, links), 0);
    storeLink(k, guess, loadLink(k, links), 0);
  });
  const approach = kernel('approach', (k) => {
    const [c, image, guess] = [k.field('C', loopSize), k.field('image', size), k.field('guess', size)];
    const before = loadLink(k, guess, 0);
    const next = kind.turn(k, kind.loop(k, loadLoop(k, c), before), loadLink(k, image, 0), -1);
    k.reduce(change(k, next, before), 'max');
    storeLink(k, guess, next, 0);
  });
  const settle = kernel('settle', (k) => {
    const [links, c] = [k.field('links', all), k.field('C', loopSize)];
    const [guess, m, logJ] = [k.field('guess', size), k.field('M', loopSize), k.field('logJ', 1)];
    const link = loadLink(k, guess, 0);
    const loop = kind.loop(k, loadLoop(k, c), link);
    storeMatrix(k, m, 0, loop);
    addLogJ(k, logJ, loop, -1);
    storeLink(k, links, link);
  });

  const adjoint = kernel('adjoint', (k) => {
    const [links, m, bar] = [k.field('links', all), k.field('M', loopSize), k.field('bar', all)];
    const [weight, mBar] = [k.field('weight', 1), k.field('MBar', loopSize)];
    const loss = (kk: Tracer): Real => {
      const loop = loadLoop(kk, m);
      const paired = kind.pairing(kk, loop, loadLink(kk, links), loadLink(kk, bar));
      return kk.fma(kk.load(weight, kk.here, 0), stoutLogDeterminant(kk, loop, group), paired);
    };
    storeMatrix(k, mBar, 0, matrixOf(gradient(k, loss, m)));
    storeLink(k, bar, kind.turnBar(k, loadLoop(k, m), loadLink(k, bar), -1));
  });
  const inverseAdjoint = kernel('inverse adjoint', (k) => {
    const [links, m, bar] = [k.field('links', all), k.field('M', loopSize), k.field('bar', all)];
    const [weight, mBar] = [k.field('weight', 1), k.field('MBar', loopSize)];
    const [g, lambda] = [k.field('g', size), k.field('lambda', size)];
    const loss = (kk: Tracer): Real =>
      kk.neg(kk.mul(kk.load(weight, kk.here, 0), stoutLogDeterminant(kk, loadLoop(kk, m), group)));
    const loopBar = matrixOf(gradient(k, loss, m));
    storeMatrix(k, mBar, 0, loopBar);
    const loop = loadLoop(k, m);
    const extra = kind.linkBar(k, loop, loopBar, loadLink(k, links));
    const whole = loadLink(k, bar).map((x, c) => k.add(x, extra[c]!));
    storeLink(k, g, whole, 0);
    storeLink(k, lambda, kind.turnBar(k, loop, whole, 1), 0);
  });
  /** The cotangent of M in <lambda, exp(TA(M)) U>. */
  const pulledLoop = (k: Tracer, links: number, m: number, lambda: number): Matrix => {
    const loss = (kk: Tracer): Real =>
      kind.pairing(kk, loadLoop(kk, m), loadLink(kk, links), loadLink(kk, lambda, 0));
    return matrixOf(gradient(k, loss, m));
  };
  const solve = kernel('solve', (k) => {
    const [links, m] = [k.field('links', all), k.field('M', loopSize)];
    const [g, lambda] = [k.field('g', size), k.field('lambda', size)];
    const loop = loadLoop(k, m);
    const back = kind.linkBar(k, loop, pulledLoop(k, links, m, lambda), loadLink(k, links));
    const rest = loadLink(k, g, 0).map((x, c) => k.sub(x, back[c]!));
    const next = kind.turnBar(k, loop, rest, 1);
    k.reduce(change(k, next, loadLink(k, lambda, 0)), 'max');
    storeLink(k, lambda, next, 0);
  });
  const inverseFinish = kernel('inverse finish', (k) => {
    const [links, m, lambda] = [k.field('links', all), k.field('M', loopSize), k.field('lambda', size)];
    const [mBar, bar] = [k.field('MBar', loopSize), k.field('bar', all)];
    const pulled = pulledLoop(k, links, m, lambda);
    const total = madd(
      k,
      loadLoop(k, mBar),
      pulled.map((row) => row.map((x) => ({ re: k.neg(x.re), im: k.neg(x.im) }))),
    );
    storeMatrix(k, mBar, 0, total);
    // the moved link is what is given: what M would hand to it is taken back
    const own = kind.linkBar(k, loadLoop(k, m), total, loadLink(k, links));
    storeLink(
      k,
      bar,
      loadLink(k, lambda, 0).map((x, c) => k.sub(x, own[c]!)),
    );
  });

  const handToLinks = kernel('links', (k) => {
    const [links, mBar, bar] = [k.field('links', all), k.field('MBar', loopSize), k.field('bar', all)];
    const weights = weightsOf(k);
    const sum = (kk: Tracer): Real => {
      const loop = kind.loop(kk, kind.staple(kk, links, mu, weights), loadLink(kk, links));
      return realTraceMulAdjoint(kk, loop, loadLoop(kk, mBar));
    };
    gradient(k, sum, links).forEach((x, c) => k.store(bar, c, k.add(k.load(bar, k.here, c), x)));
  });
  const weights = kernel('weights', (k) => {
    const [links, mBar] = [k.field('links', all), k.field('MBar', loopSize)];
    range(dimensions - 1).forEach((i) => {
      const one = range(dimensions - 1).map((j) => k.constant(i === j ? 1 : 0));
      const loop = kind.loop(k, kind.staple(k, links, mu, one), loadLink(k, links));
      k.reduce(realTraceMulAdjoint(k, loop, loadLoop(k, mBar)));
    });
  });
  return {
    loops,
    step,
    staples,
    approach,
    settle,
    adjoint,
    inverseAdjoint,
    solve,
    inverseFinish,
    handToLinks,
    weights,
  };
};
