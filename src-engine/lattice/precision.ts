/**
 * The same lattice in the other precision, and fields copied between the two: lanes lie differently, so this is a walk over the sites.
 * Test: test/unit/engine/lattice/precision.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import type { Precision } from '../kernel/graph.ts';
import { type Field, Lattice } from './lattice.ts';
import { copiesOfLane } from './layout.ts';

const partners = new WeakMap<Lattice, Lattice>();

/** The lattice itself, or its partner in that precision: one for each lattice, on the same device. */
export const inPrecision = (lattice: Lattice, precision: Precision): Lattice => {
  if (lattice.layout.precision === precision) return lattice;
  const seen = partners.get(lattice);
  if (seen) return seen;
  const made = new Lattice(lattice.device, lattice.dims, precision);
  partners.set(lattice, made);
  partners.set(made, lattice);
  return made;
};

const valuesOf = ({ lattice, address, components }: Field): Float64Array | Float32Array => {
  const { precision, outerVolume, lanes } = lattice.layout;
  const length = outerVolume * components * lanes;
  return precision === 'f64'
    ? lattice.device.float64(address, length)
    : lattice.device.float32(address, length);
};

/** to <- from, rounded where `to` is single precision. */
export const convertField = (from: Field, to: Field): void => {
  const n = from.components;
  invariant(n === to.components, 'conversion between fields of different size');
  if (from.lattice.layout.precision === to.lattice.layout.precision) {
    from.lattice.copy(from, to);
    return;
  }
  const [source, target] = [from.lattice.layout, to.lattice.layout];
  const [read, write] = [valuesOf(from), valuesOf(to)];
  const copies = Array.from({ length: target.lanes }, (_, lane) => copiesOfLane(target, lane));
  for (let site = 0; site < source.volume; site++) {
    const a = source.outerOf[site]! * n * source.lanes + source.laneOf[site]!;
    for (const lane of copies[target.laneOf[site]!]!) {
      const b = target.outerOf[site]! * n * target.lanes + lane;
      for (let c = 0; c < n; c++) write[b + c * target.lanes] = read[a + c * source.lanes]!;
    }
  }
};
