import { expect, test } from 'vitest';
import { convertField, inPrecision } from '../../../../src-engine/lattice/precision.ts';
import { someNumbers } from '../../../support/kernel-lab.ts';
import { newLattice } from '../../../support/lattice.ts';

test.each([[[4, 4]], [[6, 2]], [[3, 4]], [[3, 3]], [[2, 4, 2, 6]]])(
  'a field on %j goes to single precision and back, rounded once',
  (dims) => {
    const double = newLattice(dims);
    const single = inPrecision(double, 'f32');
    expect(inPrecision(single, 'f64')).toBe(double);
    expect(inPrecision(double, 'f32')).toBe(single);
    expect(inPrecision(double, 'f64')).toBe(double);
    const [a, b, c] = [double.field(3), single.field(3), double.field(3)];
    const values = someNumbers(3 * double.volume, 5);
    double.write(a, values);
    convertField(a, b);
    expect([...single.read(b)]).toEqual([...values].map(Math.fround));
    convertField(b, c);
    expect([...double.read(c)]).toEqual([...values].map(Math.fround));
    // and every copy of a site that lies in several lanes
    const sum = (lattice: typeof double, field: typeof a): number =>
      lattice.kernel('sum', (k) => k.reduce(k.load(k.field('f', 3), k.here, 1)))([field])[0]!;
    expect(sum(single, b)).toBeCloseTo(sum(double, c), 12);
  },
);
