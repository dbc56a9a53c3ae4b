/**
 * A real scalar field on a lattice, in lattice units, and its plain form: values[x + X (y + Y (z + Z t))].
 * Test: test/unit/engine/scalar/scalar-field.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import type { Field, Lattice } from '../lattice/lattice.ts';
import { gaussians, openStream, streamParams } from '../random/stream.ts';

export interface ScalarField {
  readonly lattice: Lattice;
  readonly phi: Field;
}

/** A scalar field in plain site order, as files and tests see it. */
export interface ScalarConfiguration {
  readonly dims: readonly number[];
  readonly values: Float64Array;
}

/** Zero everywhere. */
export const makeScalarField = (lattice: Lattice): ScalarField => ({ lattice, phi: lattice.field(1) });

/** Independent normal numbers of variance 1, functions of the seed and the site. */
export const setHotScalar = ({ lattice, phi }: ScalarField, seed: number): void => {
  const kernel = lattice.kernel('hot scalar', (k) => {
    const out = k.field('phi', 1);
    k.store(out, 0, gaussians(k, openStream(k), 1)[0]!);
  });
  kernel([phi], { uparams: streamParams({ seed, purpose: 'start', update: 0 }) });
};

export const setScalar = ({ lattice, phi }: ScalarField, { dims, values }: ScalarConfiguration): void => {
  invariant(dims.join() === lattice.dims.join(), `a scalar field on ${dims.join(' x ')}`);
  lattice.write(phi, values);
};

export const scalarConfiguration = ({ lattice, phi }: ScalarField): ScalarConfiguration => ({
  dims: lattice.dims,
  values: lattice.read(phi),
});
