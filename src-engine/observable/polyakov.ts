/**
 * The Polyakov loop: P(x) = tr / N of the product of all links of one line around the lattice in direction mu (time, the last
 * direction, unless told otherwise); its mean over space is the order parameter of the centre symmetry.
 * The line is built by doubling its length, so it takes about log2(L) matrix products per site.
 * Tests: test/golden/observable.test.ts (numbers of other codes), test/unit/engine/observable/polyakov.test.ts.
 */
import { loadMatrix, trace } from '../kernel/complex.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { copyLine, extendLine, joinLine, makeLine } from './lines.ts';

export interface PolyakovLoop {
  readonly re: number;
  readonly im: number;
  /** Modulus of the mean. */
  readonly abs: number;
}

/** Product of the links around the lattice from every site; the caller releases it. */
const windingLine = (field: GaugeField, mu: number): Field => {
  const extent = field.lattice.dims[mu]!;
  let line = makeLine(field);
  let other = makeLine(field);
  const swap = (): void => {
    [line, other] = [other, line];
  };
  copyLine(field, mu, line);
  let length = 1;
  // the binary digits of the extent after the first, from the highest: each doubles the length, a one adds a link
  for (const digit of extent.toString(2).slice(1)) {
    joinLine(field, mu, length, line, other);
    swap();
    length *= 2;
    if (digit === '0') continue;
    extendLine(field, mu, line, other);
    swap();
    length += 1;
  }
  field.lattice.release(other);
  return line;
};

const timeOf = ({ lattice }: GaugeField): number => lattice.dims.length - 1;

export const measurePolyakov = (field: GaugeField, mu = timeOf(field)): PolyakovLoop => {
  const { lattice, group } = field;
  const line = windingLine(field, mu);
  const kernel = lattice.kernel(`matrix trace ${group.name}`, (k) => {
    const t = trace(k, loadMatrix(k, k.field('line', group.linkComponents), k.here, 0, group.colours));
    k.reduce(t.re);
    k.reduce(t.im);
  });
  const sums = kernel([line]);
  lattice.release(line);
  const scale = 1 / (group.colours * lattice.volume);
  const re = sums[0]! * scale;
  const im = sums[1]! * scale;
  return { re, im, abs: Math.hypot(re, im) };
};

/** A new field of two components: real and imaginary part of P at every site (the same along mu). */
export const polyakovField = (field: GaugeField, mu = timeOf(field)): Field => {
  const { lattice, group } = field;
  const line = windingLine(field, mu);
  const out = lattice.field(2);
  const kernel = lattice.kernel(`matrix trace field ${group.name}`, (k) => {
    const t = trace(k, loadMatrix(k, k.field('line', group.linkComponents), k.here, 0, group.colours));
    const target = k.field('trace', 2);
    const scale = k.constant(1 / group.colours);
    k.store(target, 0, k.mul(scale, t.re));
    k.store(target, 1, k.mul(scale, t.im));
  });
  kernel([line, out]);
  lattice.release(line);
  return out;
};

/** The local values of P, one for each line in direction mu, in site order of the other directions: for histograms. */
export interface PolyakovValues {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export const polyakovValues = (field: GaugeField, mu = timeOf(field)): PolyakovValues => {
  const { lattice } = field;
  const density = polyakovField(field, mu);
  const values = lattice.read(density);
  lattice.release(density);
  const extent = lattice.dims[mu]!;
  const stride = lattice.dims.slice(0, mu).reduce((product, n) => product * n, 1);
  const count = lattice.volume / extent;
  const re = new Float64Array(count);
  const im = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const site = Math.floor(i / stride) * stride * extent + (i % stride);
    re[i] = values[2 * site]!;
    im[i] = values[2 * site + 1]!;
  }
  return { re, im };
};
