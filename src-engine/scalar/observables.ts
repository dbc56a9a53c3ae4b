/**
 * Observables of a scalar field on V sites, as metrics:
 *   phi2, phi4              averages over the sites
 *   magnetisation           M = (1/V) sum phi;   abs-magnetisation |M|
 *   chi2                    V M^2, the susceptibility: its mean is sum_x <phi(x) phi(0)>
 *   energy                  (1/(2 V)) sum_x sum_mu phi(x) phi(x+mu)
 *   action                  S / V
 *   two-point.T             G(T) = (1/V) sum_t s(t) s(t+T), s(t) the sum over the slice t (the last direction is time): sum_T G(T) = chi2
 * (definitions of arXiv:1904.12072, 2101.08176). Test: test/unit/engine/scalar/observables.test.ts.
 */
import type { Real } from '../kernel/tracer.ts';
import type { Phi4Action } from './phi4-action.ts';
import type { ScalarField } from './scalar-field.ts';

export type ScalarMeter = () => Readonly<Record<string, number>>;

export const scalarMeter = ({ lattice, phi }: ScalarField, action: Phi4Action): ScalarMeter => {
  const { dims, volume } = lattice;
  const sums = lattice.kernel('scalar moments', (k) => {
    const field = k.field('phi', 1);
    const x = k.load(field, k.here, 0);
    const x2 = k.mul(x, x);
    let forward: Real | undefined;
    for (let mu = 0; mu < k.dimensions; mu++) {
      const [there] = k.move([k.load(field, k.shift(k.here, mu), 0)], k.here) as [Real];
      forward = forward ? k.add(forward, there) : there;
    }
    for (const value of [x2, k.mul(x2, x2), k.mul(x, forward!)]) k.reduce(value);
  });
  return () => {
    const [phi2, phi4, hops] = sums([phi]) as unknown as [number, number, number];
    const slices = sumsOfSlices(lattice.read(phi), dims.at(-1)!);
    const magnetisation = slices.reduce((sum, s) => sum + s, 0) / volume;
    return {
      phi2: phi2 / volume,
      phi4: phi4 / volume,
      magnetisation,
      'abs-magnetisation': Math.abs(magnetisation),
      chi2: volume * magnetisation * magnetisation,
      energy: hops / (2 * volume),
      action: action.value() / volume,
      ...Object.fromEntries(
        twoPoint(slices).map((g, time) => [`two-point.${time}`, (g * slices.length) / volume]),
      ),
    };
  };
};

/** The slices of time are contiguous in plain order. */
const sumsOfSlices = (values: Float64Array, extent: number): Float64Array => {
  const size = values.length / extent;
  return Float64Array.from({ length: extent }, (_, t) =>
    values.subarray(t * size, (t + 1) * size).reduce((sum, x) => sum + x, 0),
  );
};

/** Average over t of s(t) s(t+T). */
const twoPoint = (slices: Float64Array): number[] =>
  Array.from(slices, (_, time) => {
    let sum = 0;
    slices.forEach((s, t) => {
      sum += s * slices[(t + time) % slices.length]!;
    });
    return sum / slices.length;
  });
