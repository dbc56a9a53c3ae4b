/**
 * The links inside a Dirac operator: those of the gauge field, smeared, times boundary signs and staggered phases, perhaps in single precision
 * or without their third rows.
 *
 *   boundary antiperiodic: U_t(x) -> -U_t(x) at t = T - 1
 *   staggered phases:      U_mu(x) -> eta_mu(x) U_mu(x),   eta_mu(x) = (-1)^(x_0 + .. + x_{mu-1})
 *
 * And the way back: `gradient` collects dS/dU of an action by the components of the dressed links (all N rows of them, as the adjoint of a kernel
 * gives it: dS/d Re U_ij, dS/d Im U_ij), `kick` turns it into the force on the momenta and empties it.
 * Test: test/unit/engine/dirac/dressed-links.test.ts.
 */
import type { DiracBoundary, DiracSpec } from '../api/spec/dirac-spec.ts';
import type { Group } from '../group/group.ts';
import { range } from '../kernel/complex.ts';
import type { Precision } from '../kernel/graph.ts';
import { eachSite } from '../lattice/colouring.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field, Lattice } from '../lattice/lattice.ts';
import { convertField, inPrecision } from '../lattice/precision.ts';
import { VectorSpace } from '../linear/vector-space.ts';
import type { MomentumField } from '../update/momenta.ts';
import { kickFromGradient } from './link-gradient.ts';
import { type LinkStorage, linkStorage, type RowsKept } from './link-storage.ts';
import { type Smearing, smearedLinks } from './smeared-links.ts';

export interface DressOptions {
  readonly boundary: DiracBoundary;
  readonly phases?: 'none' | 'staggered';
  readonly smearing?: Smearing;
  readonly precision?: Precision;
  readonly storage?: RowsKept;
}

/** What the parameters of an operator say about its links. */
export const dressOf = ({
  boundary,
  smearing,
  smearingSteps = 0,
  smearingStrength = 0,
}: DiracSpec): Pick<DressOptions, 'boundary' | 'smearing'> =>
  smearing === 'none'
    ? { boundary }
    : { boundary, smearing: { steps: smearingSteps, rho: smearingStrength } };

export interface DressedLinks {
  /** Of `links` and `gradient`. */
  readonly lattice: Lattice;
  readonly group: Group;
  readonly links: Field;
  readonly storage: LinkStorage;
  /** Takes in the links of the gauge field as they are now. */
  refresh(): void;
  /** d N x N matrices per site, collected since the last kick. */
  gradient(): Field;
  /** The smeared links without signs, in double precision, and a gradient by them that counts with the other one. */
  readonly smeared: GaugeField;
  smearedGradient(): Field;
  /** P <- P + eps F, F the force of the action whose gradient was collected; then forgets it. */
  kick(momenta: MomentumField, eps: number): void;
  release(): void;
}

/** Sign of every link: d values per site, and the directions that have any. */
const linkSigns = (
  dims: readonly number[],
  { boundary, phases = 'none' }: DressOptions,
): { readonly values: Float64Array; readonly directions: readonly number[] } => {
  const d = dims.length;
  const values = new Float64Array(d * dims.reduce((p, n) => p * n, 1)).fill(1);
  eachSite(dims, (x, site) => {
    let sum = 0;
    for (let mu = 0; mu < d; mu++) {
      if (phases === 'staggered' && sum % 2 === 1) values[site * d + mu]! *= -1;
      sum += x[mu]!;
    }
    if (boundary === 'antiperiodic' && x[d - 1] === dims[d - 1]! - 1) values[site * d + d - 1]! *= -1;
  });
  const directions = range(d).filter(
    (mu) => (phases === 'staggered' && mu > 0) || (boundary === 'antiperiodic' && mu === d - 1),
  );
  return { values, directions };
};

/** Not dressed before the first `refresh`. */
export const dressedLinks = (gauge: GaugeField, options: DressOptions): DressedLinks => {
  const { group } = gauge;
  const double = gauge.lattice;
  const d = double.dims.length;
  const lattice = inPrecision(double, options.precision ?? 'f64');
  const { values, directions } = linkSigns(double.dims, options);
  const storage = linkStorage(options.storage ?? 'full', group, d, directions);
  const n2 = group.linkComponents;
  const full = d * n2;

  const signs = directions.length === 0 ? undefined : double.field(d);
  if (signs) double.write(signs, values);
  const dress = double.kernel(`dress links ${storage.key}; ${directions.join()}`, (k) => {
    const [out, u] = [k.field('dressed', storage.components), k.field('links', full)];
    const s = signs ? k.field('signs', d) : -1;
    const kept = storage.rows === 'full' ? n2 : 12;
    for (const mu of range(d)) {
      const signed = directions.includes(mu);
      for (const i of range(kept)) {
        const x = k.load(u, k.here, mu * n2 + i);
        k.store(out, storage.offset(mu) + i, signed ? k.mul(k.load(s, k.here, mu), x) : x);
      }
      const at = storage.signAt(mu);
      if (at !== undefined) k.store(out, at, k.load(s, k.here, mu));
    }
  });
  const undress = double.kernel(`signs of a gradient ${group.name}; ${directions.join()}`, (k) => {
    const [g, s] = [k.field('gradient', full), k.field('signs', d)];
    for (const mu of directions)
      for (const i of range(n2))
        k.store(g, mu * n2 + i, k.mul(k.load(s, k.here, mu), k.load(g, k.here, mu * n2 + i)));
  });

  const smeared = smearedLinks(gauge, options.smearing ?? { steps: 0, rho: 0 });
  const asTheyAre = signs === undefined && storage.rows === 'full' && lattice === double;
  const links = asTheyAre ? smeared.field.links : lattice.field(storage.components);
  let collected: Field | undefined;
  let withoutSigns: Field | undefined;
  const [gradients, sums] = [new VectorSpace(lattice, full), new VectorSpace(double, full)];

  return {
    lattice,
    group,
    links,
    storage,
    refresh: () => {
      smeared.refresh();
      if (asTheyAre) return;
      const made = lattice === double ? links : double.field(storage.components);
      dress([made, smeared.field.links, ...(signs ? [signs] : [])]);
      if (made === links) return;
      convertField(made, links);
      double.release(made);
    },
    gradient: () => {
      collected ??= lattice.field(full);
      return collected;
    },
    smeared: smeared.field,
    smearedGradient: () => {
      collected ??= lattice.field(full);
      withoutSigns ??= double.field(full);
      return withoutSigns;
    },
    kick: (momenta, eps) => {
      if (collected === undefined) return;
      const gradient = lattice === double ? collected : double.field(full);
      if (gradient !== collected) convertField(collected, gradient);
      if (signs) undress([gradient, signs]);
      if (withoutSigns) sums.addScaled([1], withoutSigns, gradient);
      kickFromGradient(momenta, gauge, smeared.pullBack(gradient), eps);
      if (gradient !== collected) double.release(gradient);
      gradients.zero(collected);
      if (withoutSigns) sums.zero(withoutSigns);
    },
    release: () => {
      if (!asTheyAre) lattice.release(links);
      smeared.release();
      if (signs) double.release(signs);
      if (collected) lattice.release(collected);
      if (withoutSigns) double.release(withoutSigns);
      collected = undefined;
      withoutSigns = undefined;
    },
  };
};
