/**
 * What the network of a coupling of U(1) sees, and how cotangents come back from it to the links: (cos, sin) of the frozen plaquettes; with `rectangles` also
 * (cos, sin) of the 2 x 1 loops across the moving links, at the active sites. Such a loop is the active plaquette with the passive one behind it: neither is frozen,
 * their sum is. D. Albergo et al., arXiv:2202.11712 (wider loops). Proved by test/unit/engine/learn/flow/gauge/angular.test.ts.
 */
import { gradient } from '../../../kernel/adjoint.ts';
import type { Site } from '../../../kernel/graph.ts';
import { cos, sin } from '../../../kernel/math.ts';
import type { Real, Tracer } from '../../../kernel/tracer.ts';
import type { Field } from '../../../lattice/lattice.ts';
import { plaquetteAngle } from '../../target/u1.ts';
import type { Stripes } from './stripes.ts';

/** Numbers per site. */
export const angularFeatures = (rectangles: boolean): number => (rectangles ? 4 : 2);

export interface AngularFeatures {
  /** The features of x; the field belongs to this. */
  look(x: Field): Field;
  /** bar += what the features and the active plaquettes, with cotangents in `plaquetteBar`, hand to the links. After `look`. */
  handOn(featuresBar: Field, plaquetteBar: Field, bar: Field): void;
  release(): void;
}

export const makeAngularFeatures = (stripes: Stripes, rectangles: boolean): AngularFeatures => {
  const { lattice, active, frozen, mu } = stripes;
  const count = angularFeatures(rectangles);
  const features = lattice.field(count);
  const name = (what: string): string => `angular ${what} ${rectangles ? `rectangles ${mu}` : ''}`;
  const plaquette = (k: Tracer, x: number, at: Site): Real => plaquetteAngle(k, x, at, 0, 1);
  const rectangle = (k: Tracer, x: number): Real => {
    const behind = k.shift(k.here, 1 - mu, -1);
    return k.add(plaquette(k, x, k.here), k.move([plaquette(k, x, behind)], k.here)[0]!);
  };
  const seen = (what: string, first: number, angle: (k: Tracer, x: number) => Real) => ({
    look: lattice.kernel(name(`${what} seen`), (k) => {
      const [x, out] = [k.field('x', 2), k.field('features', count)];
      const value = angle(k, x);
      k.store(out, first, cos(k, value));
      k.store(out, first + 1, sin(k, value));
    }),
    /** Cotangent of the angle. */
    back: lattice.kernel(name(`${what} back`), (k) => {
      const [field, bar, out] = [k.field('features', count), k.field('bar', count), k.field('angleBar', 1)];
      const [c, s] = [k.load(field, k.here, first), k.load(field, k.here, first + 1)];
      k.store(out, 0, k.sub(k.mul(c, k.load(bar, k.here, first + 1)), k.mul(s, k.load(bar, k.here, first))));
    }),
  });
  const plaquettes = seen('plaquette', 0, (k, x) => plaquette(k, x, k.here));
  const wide = seen('rectangle', 2, rectangle);
  const links = lattice.kernel(name('links'), (k) => {
    const [x, bar, plaquetteBar] = [k.field('x', 2), k.field('bar', 2), k.field('plaquetteBar', 1)];
    const rectangleBar = k.field('rectangleBar', 1);
    const sum = (kk: Tracer): Real => {
      const near = kk.mul(kk.load(plaquetteBar, kk.here, 0), plaquette(kk, x, kk.here));
      return rectangles ? kk.fma(kk.load(rectangleBar, kk.here, 0), rectangle(kk, x), near) : near;
    };
    gradient(k, sum, x).forEach((slope, nu) => k.store(bar, nu, k.add(k.load(bar, k.here, nu), slope)));
  });
  return {
    look: (x) => {
      plaquettes.look([x, features], { sites: frozen });
      if (rectangles) wide.look([x, features], { sites: active });
      return features;
    },
    handOn: (featuresBar, plaquetteBar, bar) => {
      const rectangleBar = rectangles ? stripes.shared('rectangle', 1) : plaquetteBar;
      plaquettes.back([features, featuresBar, plaquetteBar], { sites: frozen });
      if (rectangles) wide.back([features, featuresBar, rectangleBar], { sites: active });
      // linear in the angles: the links themselves are not read
      links([bar, bar, plaquetteBar, rectangleBar]);
    },
    release: () => lattice.release(features),
  };
};
