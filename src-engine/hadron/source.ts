/**
 * Sources of propagators. A column of a propagator starts from one spin and one index: the colour of a point or wall source, the number
 * of the noise vector of a noise source (random in colour and space, the same numbers for each spin: spin dilution).
 * `weight` turns sums over columns into the correlator: 1 for point and wall, 1 / (hits x sites of the slice) for noise, whose expected
 * value is then the mean over point sources on the slice. A wall is the sum of its points (fix the gauge).
 * Test: test/unit/engine/hadron/source.test.ts.
 */
import type { SourceSpec } from '../api/spec/hadron-spec.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { range } from '../kernel/complex.ts';
import type { Field, Lattice, SiteList } from '../lattice/lattice.ts';
import { setNoise } from './noise.ts';
import type { Quark } from './quark.ts';

/** Which random numbers: the run's seed and the number of the update. */
export interface NoiseAddress {
  readonly seed: number;
  readonly update: number;
}

export interface Column {
  readonly spin: number;
  readonly index: number;
}

export interface QuarkSource {
  readonly spec: SourceSpec;
  /** Origin of sinks: the site of a point; on the time slice otherwise. */
  readonly origin: readonly number[];
  /** Columns for each spin. */
  readonly indices: number;
  /** Whether an index is a colour, as baryons want it. */
  readonly coloured: boolean;
  readonly weight: number;
  /** Sets one block of b, zero before, to a column's source. */
  fill(b: Field, block: number, column: Column): void;
}

/** Stages of noise on time slices; those below are for traces. */
const SLICE_STAGE = 2 ** 15;

/** Time slice of the source, from which correlators count. */
export const timeOf = (source: SourceSpec, dims: readonly number[]): number =>
  source.source === 'point' ? (source.position?.[dims.length - 1] ?? 0) : (source.time ?? 0);

/** spec.outOfRange: a position or time slice outside the lattice. */
export const makeSource = (quark: Quark, spec: SourceSpec, noise: NoiseAddress): Result<QuarkSource> => {
  const { space, spins, colours } = quark;
  const { lattice } = space;
  const { dims } = lattice;
  const origin = spec.source === 'point' ? (spec.position ?? dims.map(() => 0)) : dims.map(() => 0);
  const time = timeOf(spec, dims);
  if (
    origin.length !== dims.length ||
    [...origin.slice(0, -1), time].some((x, mu) => !(x >= 0 && x < dims[mu]!))
  )
    return fail(
      'spec.outOfRange',
      `The source at ${spec.source === 'point' ? `(${origin.join(', ')})` : `t = ${time}`} is not on a lattice of ${dims.join(' x ')}.`,
      'Give one coordinate for each direction, from 0 to the extent less one.',
      { origin, time, dims },
    );
  const slice = lattice.volume / dims.at(-1)!;
  const n = space.components;
  const component = (block: number, spin: number, colour: number): number =>
    (block * spins + spin) * colours + colour;
  const common = { spec, origin: [...origin.slice(0, -1), time] };
  const set = (b: Field, site: number, sites: number, c: number): void => {
    const values = lattice.readRange(b, site * n, (site + sites) * n, new Float64Array(sites * n));
    for (let i = 0; i < sites; i++) values[i * n + 2 * c] = 1;
    lattice.writeRange(b, site * n, values);
  };
  switch (spec.source) {
    case 'point':
    case 'wall': {
      const point = spec.source === 'point';
      const first = point ? siteOf(dims, common.origin) : time * slice;
      return ok({
        ...common,
        indices: colours,
        coloured: true,
        weight: 1,
        fill: (b, block, { spin, index }) => set(b, first, point ? 1 : slice, component(block, spin, index)),
      });
    }
    default: {
      const hits = spec.hits ?? 1;
      const { source: kind } = spec;
      return ok({
        ...common,
        indices: hits,
        coloured: false,
        weight: 1 / (hits * slice),
        fill: (b, block, { spin, index }) =>
          setNoise(
            b,
            {
              kind,
              draws: colours,
              component: range(colours).map((c) => component(block, spin, c)),
              sites: timeSlice(lattice, time),
            },
            { ...noise, purpose: 'noise', stage: SLICE_STAGE + index },
          ),
      });
    }
  }
};

/** Number of the site in plain order, x running fastest. */
export const siteOf = (dims: readonly number[], x: readonly number[]): number =>
  dims.reduceRight((site, n, mu) => site * n + x[mu]!, 0);

const slices = new WeakMap<Lattice, Map<number, SiteList>>();

/** The sites of one time slice: made once for each lattice, not to be released. */
export const timeSlice = (lattice: Lattice, time: number): SiteList => {
  const known = slices.get(lattice) ?? new Map<number, SiteList>();
  slices.set(lattice, known);
  const seen = known.get(time);
  if (seen) return seen;
  const sites = lattice.volume / lattice.dims.at(-1)!;
  const made = lattice.siteList(range(sites).map((i) => time * sites + i));
  known.set(time, made);
  return made;
};
