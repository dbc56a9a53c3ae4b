/**
 * What the network of a coupling of U(1) sees, and how cotangents come back from it to the links: (cos, sin) of the frozen plaquettes; at the active sites also
 * (cos, sin) of loops across the moving links: the active plaquette with the 1 (`rectangles`) or with the 1, 2 and 3 (`strips`) next ones behind it, of which the
 * first is the passive one. Neither of these two is frozen, their sum is. In a field of independent plaquettes the law of the active one, when those behind it
 * are still to be moved, depends on such a sum alone. With `places` also the place along the stripe. M. Albergo et al., arXiv:2202.11712 (2 x 1 loops).
 * Proved by test/unit/engine/learn/flow/gauge/angular.test.ts.
 */
import type { AngularFlowSpec } from '../../../api/spec/flow-spec.ts';
import { gradient } from '../../../kernel/adjoint.ts';
import { cos, sin } from '../../../kernel/math.ts';
import type { Real, Tracer } from '../../../kernel/tracer.ts';
import { plaquetteAngle } from '../../target/u1.ts';
import type { LoopFeatures } from './moved-loops.ts';
import { PLACES, writePlaces } from './places.ts';
import type { Stripes } from './stripes.ts';

export interface AngularSight {
  readonly loops: NonNullable<AngularFlowSpec['loops']>;
  readonly places: boolean;
}

/** Loops across the moving links. */
const crossing = { plaquettes: 0, rectangles: 1, strips: 3 } as const;

/** Numbers per site. */
const angularFeatures = ({ loops, places }: AngularSight): number =>
  2 + 2 * crossing[loops] + (places ? PLACES : 0);

export const makeAngularFeatures = (stripes: Stripes, sight: AngularSight): LoopFeatures => {
  const { lattice, active, frozen, mu } = stripes;
  const count = angularFeatures(sight);
  const loops = crossing[sight.loops];
  const features = lattice.field(count);
  if (sight.places) writePlaces(stripes, features, count - PLACES);
  const name = (what: string): string => `angular ${what} of ${count}, ${loops} across ${mu}`;
  const plaquette = (k: Tracer, x: number): Real => plaquetteAngle(k, x, k.here, 0, 1);
  /** The active plaquette with 1, 2, ... behind it. */
  const strips = (k: Tracer, x: number): Real[] => {
    let [at, sum] = [k.here, plaquette(k, x)];
    return Array.from({ length: loops }, () => {
      at = k.shift(at, 1 - mu, -1);
      sum = k.add(sum, k.move([plaquetteAngle(k, x, at, 0, 1)], k.here)[0]!);
      return sum;
    });
  };
  const seen = (
    what: string,
    first: number,
    angles: (k: Tracer, x: number) => readonly Real[],
    n: number,
  ) => ({
    look: lattice.kernel(name(`${what} seen`), (k) => {
      const [x, out] = [k.field('x', 2), k.field('features', count)];
      angles(k, x).forEach((angle, j) => {
        k.store(out, first + 2 * j, cos(k, angle));
        k.store(out, first + 2 * j + 1, sin(k, angle));
      });
    }),
    /** Cotangents of the angles. */
    back: lattice.kernel(name(`${what} back`), (k) => {
      const [field, bar, out] = [k.field('features', count), k.field('bar', count), k.field('angleBar', n)];
      for (let j = 0; j < n; j++) {
        const at = first + 2 * j;
        const [c, s] = [k.load(field, k.here, at), k.load(field, k.here, at + 1)];
        k.store(out, j, k.sub(k.mul(c, k.load(bar, k.here, at + 1)), k.mul(s, k.load(bar, k.here, at))));
      }
    }),
  });
  const plaquettes = seen('plaquette', 0, (k, x) => [plaquette(k, x)], 1);
  const wide = loops > 0 ? seen('strips', 2, strips, loops) : undefined;
  const links = lattice.kernel(name('links'), (k) => {
    const [x, bar, plaquetteBar] = [k.field('x', 2), k.field('bar', 2), k.field('plaquetteBar', 1)];
    const stripsBar = k.field('stripsBar', Math.max(loops, 1));
    const sum = (kk: Tracer): Real =>
      strips(kk, x).reduce(
        (total, angle, j) => kk.fma(kk.load(stripsBar, kk.here, j), angle, total),
        kk.mul(kk.load(plaquetteBar, kk.here, 0), plaquette(kk, x)),
      );
    gradient(k, sum, x).forEach((slope, nu) => k.store(bar, nu, k.add(k.load(bar, k.here, nu), slope)));
  });
  return {
    key: 'plaquette',
    count,
    angle: plaquette,
    look: (x) => {
      plaquettes.look([x, features], { sites: frozen });
      wide?.look([x, features], { sites: active });
      return features;
    },
    handOn: (featuresBar, plaquetteBar, bar) => {
      const stripsBar = wide ? stripes.shared('strips', loops) : plaquetteBar;
      plaquettes.back([features, featuresBar, plaquetteBar], { sites: frozen });
      wide?.back([features, featuresBar, stripsBar], { sites: active });
      // linear in the angles: the links themselves are not read
      links([bar, bar, plaquetteBar, stripsBar]);
    },
    release: () => lattice.release(features),
  };
};
