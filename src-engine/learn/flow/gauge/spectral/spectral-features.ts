/**
 * What the network of a spectral coupling sees, and how cotangents come back from it to the links: the traces over N of the frozen plaquettes (of SU(2) the real
 * part alone, the trace is real); with `rectangles` also those of the 2 x 1 loops across the moving links, which these are not part of, at the active sites.
 * D. Boyda et al., arXiv:2008.05456. Proved by test/unit/engine/learn/flow/gauge/spectral/spectral-coupling.test.ts.
 */
import { pathProduct } from '../../../../action/path-product.ts';
import { gradient } from '../../../../kernel/adjoint.ts';
import { loadMatrix, range, realTraceMulAdjoint, trace } from '../../../../kernel/complex.ts';
import type { Real, Tracer } from '../../../../kernel/tracer.ts';
import type { Field } from '../../../../lattice/lattice.ts';
import type { Stripes } from '../stripes.ts';

export const PLAQUETTE = [1, 2, -1, -2];

/** Numbers of one loop. */
export const numbersOfLoop = (colours: number): number => (colours === 2 ? 1 : 2);
/** Numbers per site. */
export const spectralFeatures = (colours: number, rectangles: boolean): number =>
  (rectangles ? 2 : 1) * numbersOfLoop(colours);

export interface SpectralFeatures {
  /** The features of x; the field belongs to this. */
  look(x: Field): Field;
  /** bar += what the features, and the active plaquettes with their cotangents, hand to the links `x`. */
  handOn(x: Field, featuresBar: Field, plaquetteBar: Field, bar: Field): void;
  release(): void;
}

export const makeSpectralFeatures = (
  stripes: Stripes,
  colours: number,
  rectangles: boolean,
): SpectralFeatures => {
  const { lattice, active, frozen, mu } = stripes;
  const size = 2 * colours ** 2;
  const numbers = numbersOfLoop(colours);
  const count = spectralFeatures(colours, rectangles);
  const features = lattice.field(count);
  const name = (what: string): string =>
    `spectral ${what} ${colours}${rectangles ? ` rectangles ${mu}` : ''}`;
  const [along, across] = [mu + 1, 2 - mu];
  const rectangle = [across, along, -across, -across, -along, across];

  const traceOf = (k: Tracer, links: number, path: readonly number[]): Real[] => {
    const { re, im } = trace(k, pathProduct(k, { field: links, colours }, k.here, path));
    return [re, im].slice(0, numbers).map((x) => k.mul(k.constant(1 / colours), x));
  };
  const look = (what: string, first: number, path: readonly number[]) =>
    lattice.kernel(name(`${what} seen`), (k) => {
      const [links, out] = [k.field('links', 2 * size), k.field('features', count)];
      traceOf(k, links, path).forEach((x, c) => k.store(out, first + c, x));
    });
  const plaquettes = look('plaquettes', 0, PLAQUETTE);
  const wide = look('rectangles', numbers, rectangle);
  /** What plaquettes and features are worth, at the sites where the fields of cotangents are not zero. */
  const links = lattice.kernel(name('links'), (k) => {
    const [x, plaquetteBar] = [k.field('links', 2 * size), k.field('plaquetteBar', size)];
    const [seenBar, bar] = [k.field('seenBar', count), k.field('bar', 2 * size)];
    const worth = (kk: Tracer, first: number, path: readonly number[], before: Real): Real =>
      traceOf(kk, x, path).reduce(
        (sum, t, c) => kk.fma(kk.load(seenBar, kk.here, first + c), t, sum),
        before,
      );
    const sum = (kk: Tracer): Real => {
      const plaquette = pathProduct(kk, { field: x, colours }, kk.here, PLAQUETTE);
      const moved = realTraceMulAdjoint(kk, plaquette, loadMatrix(kk, plaquetteBar, kk.here, 0, colours));
      const near = worth(kk, 0, PLAQUETTE, moved);
      return rectangles ? worth(kk, numbers, rectangle, near) : near;
    };
    gradient(k, sum, x).forEach((slope, c) => k.store(bar, c, k.add(k.load(bar, k.here, c), slope)));
  });
  const take = (what: string, first: number) =>
    lattice.kernel(name(`${what} back`), (k) => {
      const [from, to] = [k.field('from', count), k.field('to', count)];
      for (const c of range(numbers)) k.store(to, first + c, k.load(from, k.here, first + c));
    });
  const takePlaquettes = take('plaquettes', 0);
  const takeWide = take('rectangles', numbers);
  return {
    look: (x) => {
      plaquettes([x, features], { sites: frozen });
      if (rectangles) wide([x, features], { sites: active });
      return features;
    },
    handOn: (x, featuresBar, plaquetteBar, bar) => {
      // cotangents of what was not looked at are dropped
      const seenBar = stripes.shared('seen', count);
      takePlaquettes([featuresBar, seenBar], { sites: frozen });
      if (rectangles) takeWide([featuresBar, seenBar], { sites: active });
      links([x, plaquetteBar, seenBar, bar]);
    },
    release: () => lattice.release(features),
  };
};
