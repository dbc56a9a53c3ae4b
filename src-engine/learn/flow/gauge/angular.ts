/**
 * Gauge-equivariant coupling of U(1) in two dimensions, links as angles: the active plaquettes P (stripes.ts), or larger loops (blocks.ts), are moved on the circle, P' = f(P; p) with p said by
 * a network that sees loops without moving links (their `features`); the moving link takes the plaquette's change,
 *   theta_0' = theta_0 + P' - P,   theta_1' = theta_1 - (P' - P),   log |det| = sum over active plaquettes of log f'.
 * G. Kanwar et al., arXiv:2003.06413. The inverse map and its cotangents are those of f at the preimage, so f alone is differentiated.
 * Proved by test/unit/engine/learn/flow/gauge/angular.test.ts.
 */
import { invariant } from '../../../base/invariant.ts';
import { gradient } from '../../../kernel/adjoint.ts';
import { exp } from '../../../kernel/math.ts';
import type { Real, Tracer } from '../../../kernel/tracer.ts';
import type { Field, Kernel, Lattice } from '../../../lattice/lattice.ts';
import type { FlowLayer } from '../../flow.ts';
import type { Network } from '../../network.ts';
import type { Moved } from '../coupling.ts';
import { type Direction, twoWayLayer } from '../two-way-layer.ts';
import { type CircleTransform, wrapAngle, wrapPositive } from './circle-transform.ts';
import type { LoopFeatures, MovedLoops } from './moved-loops.ts';
import { makeFindPreimage } from './preimage.ts';

const kernelsOf = (lattice: Lattice, mu: 0 | 1, transform: CircleTransform, features: LoopFeatures) => {
  const n = transform.parameters;
  const kernel = (what: string, body: (k: Tracer) => void): Kernel =>
    lattice.kernel(`angular ${what}`, body, { touch: false });
  const keyed = `${transform.key} ${mu}`;
  const loadAll = (k: Tracer, p: number): Real[] => Array.from({ length: n }, (_, c) => k.load(p, k.here, c));
  const moved = (k: Tracer, angle: number, p: number): Moved =>
    transform.forward(k, k.load(angle, k.here, 0), loadAll(k, p));
  const sign = (k: Tracer, x: Real): Real => (mu === 0 ? x : k.neg(x));

  const angles = kernel(features.key, (k) => {
    const [x, out] = [k.field('x', 2), k.field('angle', 1)];
    k.store(out, 0, wrapAngle(k, features.angle(k, x)));
  });
  /** `angle` before and after; the log-determinant at `angle`. */
  const mover = (direction: Direction): Kernel =>
    kernel(`${direction} ${keyed}`, (k) => {
      const [x, angle, p, logJ] = [k.field('x', 2), k.field('angle', 1), k.field('p', n), k.field('logJ', 1)];
      const { value, logSlope } = moved(k, angle, p);
      const change = k.sub(value, k.load(angle, k.here, 0));
      const forward = direction === 'forward';
      const link = k.add(k.load(x, k.here, mu), sign(k, forward ? change : k.neg(change)));
      k.store(x, mu, wrapPositive(k, link));
      k.store(logJ, 0, k.add(k.load(logJ, k.here, 0), forward ? logSlope : k.neg(logSlope)));
    });
  /** Cotangents of what the network says and of the plaquette, both at active sites. */
  const adjoint = (direction: Direction): Kernel =>
    kernel(`${direction} adjoint ${keyed}`, (k) => {
      const [angle, p, bar, weight] = [
        k.field('angle', 1),
        k.field('p', n),
        k.field('bar', 2),
        k.field('weight', 1),
      ];
      const [pBar, plaquetteBar] = [k.field('pBar', n), k.field('plaquetteBar', 1)];
      const linkBar = (kk: Tracer): Real => sign(kk, kk.load(bar, kk.here, mu));
      if (direction === 'forward') {
        const loss = (kk: Tracer): Real => {
          const { value, logSlope } = moved(kk, angle, p);
          return kk.fma(linkBar(kk), value, kk.mul(kk.load(weight, kk.here, 0), logSlope));
        };
        gradient(k, loss, p).forEach((slope, c) => k.store(pBar, c, slope));
        k.store(plaquetteBar, 0, k.sub(gradient(k, loss, angle)[0]!, linkBar(k)));
        return;
      }
      // x(y): dx/dy = 1/f', dx/dp = -(df/dp)/f'; the cotangent of y meanwhile in `plaquetteBar`
      const density = (kk: Tracer): Real => kk.mul(kk.load(weight, kk.here, 0), moved(kk, angle, p).logSlope);
      const total = k.sub(linkBar(k), gradient(k, density, angle)[0]!);
      k.store(plaquetteBar, 0, k.mul(total, exp(k, k.neg(moved(k, angle, p).logSlope))));
      k.nextPass();
      const loss = (kk: Tracer): Real => {
        const { value, logSlope } = moved(kk, angle, p);
        const [a, b] = [kk.load(plaquetteBar, kk.here, 0), kk.load(weight, kk.here, 0)];
        return kk.neg(kk.fma(a, value, kk.mul(b, logSlope)));
      };
      gradient(k, loss, p).forEach((slope, c) => k.store(pBar, c, slope));
      k.store(plaquetteBar, 0, k.sub(k.load(plaquetteBar, k.here, 0), linkBar(k)));
    });
  return {
    angles,
    forward: { move: mover('forward'), adjoint: adjoint('forward') },
    inverse: { move: mover('inverse'), adjoint: adjoint('inverse') },
    preimage: makeFindPreimage(lattice, transform),
  };
};

export const makeAngularCoupling = (
  name: string,
  loops: MovedLoops,
  network: Network,
  transform: CircleTransform,
  features: LoopFeatures,
): FlowLayer => {
  const { lattice, mu, active } = loops;
  invariant(
    network.inputs === features.count && network.outputs === transform.parameters,
    `${name}: the network does not fit ${transform.key}`,
  );
  const kernels = kernelsOf(lattice, mu, transform, features);
  /** Of active loops before the forward map. */
  const angle = lattice.field(1);
  let said: Field | undefined;

  const run = (direction: Direction, x: Field, logJ: Field, keep: boolean): void => {
    said = network.forward(features.look(x), keep);
    if (direction === 'forward') kernels.angles([x, angle], { sites: active });
    else {
      const moved = lattice.field(1);
      kernels.angles([x, moved], { sites: active });
      kernels.preimage(moved, said, angle, active);
      lattice.release(moved);
    }
    kernels[direction].move([x, angle, said, logJ], { sites: active });
  };
  const back = (direction: Direction, bar: Field, weight: Field): void => {
    invariant(said, `${name}: backward without a pass that kept`);
    const pBar = loops.shared('said', transform.parameters);
    const plaquetteBar = loops.shared('plaquette', 1);
    kernels[direction].adjoint([angle, said, bar, weight, pBar, plaquetteBar], { sites: active });
    features.handOn(network.backward(pBar), plaquetteBar, bar);
  };
  return twoWayLayer({
    name,
    run,
    back,
    release: () => {
      features.release();
      lattice.release(angle);
      network.release();
    },
  });
};
