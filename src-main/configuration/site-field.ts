/**
 * The value of a quantity at every site of a gauge field, in plain site order (x fastest), as f32 for eyes; sum and mean are taken before
 * rounding. The Polyakov loop, the same all along time, is kept for one time slice. Test: test/unit/main/configuration/site-field.test.ts.
 */
import { invariant } from '../../src-engine/base/invariant.ts';
import type { GaugeField } from '../../src-engine/lattice/gauge-field.ts';
import type { Field } from '../../src-engine/lattice/lattice.ts';
import {
  actionDensityField,
  chargeKind,
  geometricDensityField,
  plaquetteField,
  polyakovField,
  topologicalDensityField,
} from '../../src-engine/observable/index.ts';
import type { Quantity } from '../contract/index.ts';

export interface SiteField {
  readonly dims: readonly number[];
  readonly axes: readonly string[];
  readonly values: Float32Array<ArrayBuffer>;
  /** Of the finite values; NaN where there are none. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly sum: number;
  /** Finite values in equal bins from min to max. */
  readonly histogram: Uint32Array<ArrayBuffer>;
}

const BINS = 64;
/** Sites read from the device at a time. */
const CHUNK = 1 << 15;

/** Names of the axes; the last one is time. */
export const axesOf = (dimensions: number): string[] => [...['x', 'y', 'z'].slice(0, dimensions - 1), 't'];

/** What of a device field's components a quantity is. */
interface Recipe {
  readonly make: (field: GaugeField) => Field;
  readonly value: (components: Float64Array, at: number) => number;
}

const first = (components: Float64Array, at: number): number => components[at]!;

const recipe = (field: GaugeField, quantity: Quantity): Recipe => {
  const d = field.lattice.dims.length;
  switch (quantity) {
    case 'plaquette': {
      const planes = (d * (d - 1)) / 2;
      const value = (c: Float64Array, at: number): number => {
        let sum = 0;
        for (let plane = 0; plane < planes; plane++) sum += c[at + plane]!;
        return sum / planes;
      };
      return { make: (f) => plaquetteField(f), value };
    }
    case 'action-density':
      return { make: actionDensityField, value: (c, at) => c[at]! + c[at + 1]! };
    case 'topological-charge-density': {
      const kind = chargeKind(field.group, d);
      invariant(kind !== 'none', 'a density of a charge that does not exist');
      return {
        make: kind === 'geometric' ? geometricDensityField : (f) => topologicalDensityField(f),
        value: first,
      };
    }
    case 'polyakov-real':
      return { make: (f) => polyakovField(f), value: first };
    case 'polyakov-modulus':
      return { make: (f) => polyakovField(f), value: (c, at) => Math.hypot(c[at]!, c[at + 1]!) };
  }
};

const isPolyakov = (quantity: Quantity): boolean =>
  quantity === 'polyakov-real' || quantity === 'polyakov-modulus';

export const siteField = (field: GaugeField, quantity: Quantity): SiteField => {
  const { lattice } = field;
  const all = axesOf(lattice.dims.length);
  const kept = isPolyakov(quantity) ? lattice.dims.length - 1 : lattice.dims.length;
  const dims = lattice.dims.slice(0, kept);
  const { make, value } = recipe(field, quantity);
  const density = make(field);
  const n = density.components;
  const values = new Float32Array(dims.reduce((product, extent) => product * extent, 1));
  const buffer = new Float64Array(Math.min(CHUNK, values.length) * n);
  let sum = 0;
  for (let from = 0; from < values.length; from += CHUNK) {
    const to = Math.min(values.length, from + CHUNK);
    lattice.readRange(density, from * n, to * n, buffer);
    for (let site = from; site < to; site++) {
      const x = value(buffer, (site - from) * n);
      sum += x;
      values[site] = x;
    }
  }
  lattice.release(density);
  const mean = sum / values.length;
  return { dims, axes: all.slice(0, kept), values, mean, sum, ...distribution(values) };
};

/** Range and histogram of the finite values. */
export const distribution = (
  values: Float32Array,
): { min: number; max: number; histogram: Uint32Array<ArrayBuffer> } => {
  const { min, max } = rangeOf(values);
  const histogram = new Uint32Array(BINS);
  const scale = max > min ? BINS / (max - min) : 0;
  for (const x of values) {
    if (!Number.isFinite(x)) continue;
    histogram[Math.min(BINS - 1, Math.floor((x - min) * scale))]!++;
  }
  return { min, max, histogram };
};

/** Smallest and largest finite value. */
export const rangeOf = (values: Float32Array): { readonly min: number; readonly max: number } => {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const x of values) {
    if (!Number.isFinite(x)) continue;
    if (x < min) min = x;
    if (x > max) max = x;
  }
  return min <= max ? { min, max } : { min: Number.NaN, max: Number.NaN };
};
