/**
 * Symmetries that flows have by construction: log q of a field and of its image must agree.
 * Gauge transformations (all flows of links), translations by the period of the masks, phi -> -phi (continuous flows).
 */
import type { FlowSpec } from '../../api/spec/flow-spec.ts';
import { groupOfColours } from '../../group/group.ts';
import { randomTransformation, transform } from '../../lattice/gauge-transformation.ts';
import type { Field } from '../../lattice/lattice.ts';
import { wrapPositive } from '../flow/gauge/circle-transform.ts';
import { ROW_PERIOD } from '../flow/gauge/spectral/rows.ts';
import { STRIPE_PERIOD } from '../flow/gauge/stripes.ts';
import type { Flow } from '../flow.ts';
import type { FlowFamily } from '../make-flow.ts';
import { uniformAngles } from '../prior/uniform-angles.ts';

/** theta_mu(x) -> theta_mu(x) + alpha(x) - alpha(x + mu) */
const transformAngles = (angles: Field, seed: number): void => {
  const { lattice, components } = angles;
  const alpha = lattice.field(1);
  uniformAngles(1).draw(alpha, { seed, purpose: 'gauge', update: 0, firstSample: 0 });
  const kernel = lattice.kernel(`gauge transformation of angles ${components}`, (k) => {
    const [theta, a] = [k.field('theta', components), k.field('alpha', 1)];
    const here = k.load(a, k.here, 0);
    for (let mu = 0; mu < components; mu++) {
      const [next] = k.move([k.load(a, k.shift(k.here, mu), 0)], k.here);
      const moved = k.add(k.load(theta, k.here, mu), k.sub(here, next!));
      k.store(theta, mu, wrapPositive(k, moved));
    }
  });
  kernel([angles, alpha]);
  lattice.release(alpha);
};

/** Every sample in a random gauge of its own; null for scalars. */
export const gaugeTransformed = (
  { lattice, components }: Flow,
  family: FlowFamily,
  values: Float64Array,
  seed: number,
): Float64Array | null => {
  if (family === 'scalar') return null;
  const x = lattice.field(components);
  lattice.write(x, values);
  if (family === 'u1') transformAngles(x, seed);
  else {
    const field = { lattice, group: groupOfColours(family === 'su2' ? 2 : 3), links: x };
    const g = randomTransformation(field, seed);
    transform(field, g);
    lattice.release(g);
  }
  const moved = lattice.read(x);
  lattice.release(x);
  return moved;
};

/** Every field moved by some sites in every direction. */
export const translated = ({ lattice, components }: Flow, values: Float64Array, by: number): Float64Array => {
  const { dims, volume, samples } = lattice.layout;
  const sites = volume / samples;
  const out = new Float64Array(values.length);
  for (let site = 0; site < sites; site++) {
    let [rest, to, stride] = [site, 0, 1];
    for (const extent of dims) {
      to += stride * (((rest % extent) + by) % extent);
      rest = Math.floor(rest / extent);
      stride *= extent;
    }
    for (let s = 0; s < samples; s++) {
      const from = (s * sites + site) * components;
      out.set(values.subarray(from, from + components), (s * sites + to) * components);
    }
  }
  return out;
};

/** Sites by which a field may be moved in every direction, infinite where the whole lattice is one period; null where networks know no translations. */
export const periodOf = (spec: FlowSpec): number | null => {
  switch (spec.kind) {
    case 'continuous':
      return 1;
    case 'residual':
      return 2;
    case 'affine':
    case 'spline':
      return spec.network === 'dense' ? null : 2;
    case 'angular':
      if (spec.masks === 'blocks') return Number.POSITIVE_INFINITY;
      return spec.network === 'dense' ? null : STRIPE_PERIOD;
    case 'spectral':
      if (spec.network === 'dense') return null;
      return spec.masks === 'sweeps' ? ROW_PERIOD : STRIPE_PERIOD;
  }
};

export const isOdd = ({ kind }: FlowSpec): boolean => kind === 'continuous';
