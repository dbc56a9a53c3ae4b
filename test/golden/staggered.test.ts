/** The staggered operator on real configurations: determinants, exact traces and pions of independent codes. */
import { expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import type { DiracOperator } from '../../src-engine/dirac/dirac-operator.ts';
import { makeDirac } from '../../src-engine/dirac/make-dirac.ts';
import type { GaugeField } from '../../src-engine/lattice/gauge-field.ts';
import { conjugateGradient } from '../../src-engine/linear/conjugate-gradient.ts';
import { fieldOfFile } from '../support/configuration-file.ts';
import { complexIndices, denseOf, positiveMatrix } from '../support/dense.ts';
import { describeShared } from '../support/shared-data.ts';

const operatorOn = (gauge: GaugeField, mass: number): DiracOperator =>
  unwrap(makeDirac(gauge, { operator: 'staggered', mass, boundary: 'antiperiodic', smearing: 'none' }));

/** log det D = log det A, and tr D^-1 = 2 m tr A^-1 (the part of D^-1 that changes parity has no trace). */
const determinant = ({ space, normal }: DiracOperator): { logDet: number; traceInverse: number } => {
  const { lattice, components } = space;
  const evens = complexIndices(lattice.dims, components / 2, 'even');
  return positiveMatrix(denseOf(lattice, components, normal.apply, evens));
};

/** C(t) = sum_x sum over colours of source and sink of |D^-1(x, 0)|^2. */
const pion = (operator: DiracOperator): number[] => {
  const { space, normal } = operator;
  const { lattice, components } = space;
  const correlator = new Array<number>(lattice.dims[3]!).fill(0);
  for (let colour = 0; colour < 3; colour++) {
    const [b, c, x] = [space.vector(), space.vector(), space.vector()];
    const values = new Float64Array(lattice.volume * components);
    values[2 * colour] = 1;
    lattice.write(b, values);
    operator.prepare(c, b);
    unwrap(conjugateGradient(normal, c, x, { tolerance: 1e-13, maxIterations: 2000 }));
    operator.reconstruct(x, b);
    const slice = (lattice.volume * components) / correlator.length;
    lattice.read(x).forEach((v, i) => {
      correlator[Math.floor(i / slice)]! += v * v;
    });
    for (const f of [b, c, x]) lattice.release(f);
  }
  return correlator;
};

describeShared('staggered quarks on real configurations', (folder) => {
  it.each([
    [0.5, 1.1432448206, 224.2100954668],
    [0.1, 0.5016820175, undefined],
    [1, 1.2501951856, undefined],
  ])(
    'the configuration of QCDMeasurements.jl, m = %d: Tr D^-1 / V and log det',
    async (mass, trace, logDet) => {
      const field = await fieldOfFile(folder, 'juliaqcd/testconf.txt');
      const dense = determinant(operatorOn(field, mass));
      expect((2 * mass * dense.traceInverse) / 256).toBeCloseTo(trace, 10);
      if (logDet !== undefined) expect(dense.logDet).toBeCloseTo(logDet, 9);
    },
  );

  it('the configuration of QCDMeasurements.jl, m = 1: the pion', async () => {
    const field = await fieldOfFile(folder, 'juliaqcd/testconf.txt');
    const expected = [1.01536813, 0.11213556, 0.01660014, 0.10936171];
    pion(operatorOn(field, 1)).forEach((c, t) => expect(c).toBeCloseTo(expected[t]!, 8));
  });

  it("MILC's lat.sample.l4448, m = 0.1: Tr D^-1 / V, log det and the pion", async () => {
    const operator = operatorOn(await fieldOfFile(folder, 'milc/lat.sample.l4448'), 0.1);
    const dense = determinant(operator);
    expect((0.2 * dense.traceInverse) / 512).toBeCloseTo(0.731428956, 9);
    expect(dense.logDet).toBeCloseTo(219.2989251175, 8);
    const expected = [
      ...[2.5609559838, 1.0344644526, 0.5897258601, 0.3491443973],
      ...[0.2298115278, 0.2840038752, 0.4973365186, 1.0244665802],
    ];
    pion(operator).forEach((c, t) => expect(c).toBeCloseTo(expected[t]!, 9));
  });
});
