/** Pions and traces on real configurations and on free quarks, against independent computations with other code. */
import { describe, expect, it } from 'vitest';
import type { DiracSpec } from '../../src-engine/api/spec/dirac-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { inverseTraces } from '../../src-engine/hadron/condensate.ts';
import { pionCorrelator } from '../../src-engine/hadron/mesons.ts';
import type { GaugeField } from '../../src-engine/lattice/gauge-field.ts';
import { fieldOfFile } from '../support/configuration-file.ts';
import {
  coldField,
  NOISE,
  propagatorOf,
  quarkOn,
  staggeredQuark,
  wilsonQuark,
} from '../support/hadron-lab.ts';
import { describeShared } from '../support/shared-data.ts';

const pionOn = (gauge: GaugeField, spec: DiracSpec): number[] =>
  pionCorrelator(propagatorOf(quarkOn(gauge, spec)));

const expectPion = (found: readonly number[], wanted: readonly number[], digits: number): void =>
  wanted.forEach((x, t) => {
    expect(found[t]!).toBeCloseTo(x, digits);
  });

describe('free pions', () => {
  it.each([
    [
      [4, 4, 4, 4],
      [13.78848355, 1.15054371, 0.65529945, 1.15054371],
    ],
    [
      [8, 8, 8, 16],
      [
        14.01326349, 0.84568426, 0.16617776, 0.0688875, 0.04341852, 0.03219232, 0.02596524, 0.02263892,
        0.02158223,
      ],
    ],
  ])('Wilson quarks, kappa 0.12, on %j', (dims, wanted) => {
    expectPion(pionOn(coldField(dims, 3), wilsonQuark(0.12)), wanted, 7.9);
  });
});

describe('free quarks in two dimensions', () => {
  it.each([
    [[4, 4], 1.3134768621],
    [[8, 8], 1.2456787288],
  ])('Tr D^-1 / V of Wilson quarks, kappa 0.276, on %j', (dims, wanted) => {
    const quark = quarkOn(coldField(dims, 1), wilsonQuark(0.276));
    const { traces } = unwrap(inverseTraces(quark, { noise: 'exact', powers: 1 }, NOISE));
    expect(traces[0]!).toBeCloseTo(wanted, 9);
  });
});

describeShared('pions and traces on real configurations', (folder) => {
  const traceOn = (gauge: GaugeField, spec: DiracSpec): number =>
    unwrap(inverseTraces(quarkOn(gauge, spec, 1, 1e-10), { noise: 'exact', powers: 1 }, NOISE)).traces[0]!;

  it('testconf.txt of QCDMeasurements.jl: Wilson pion', async () => {
    const field = await fieldOfFile(folder, 'juliaqcd/testconf.txt');
    expectPion(pionOn(field, wilsonQuark(0.141139)), [15.07580957, 1.24904953, 0.49151911, 1.29535847], 7.9);
  });

  it('testconf.txt of QCDMeasurements.jl: staggered pion and traces', async () => {
    const field = await fieldOfFile(folder, 'juliaqcd/testconf.txt');
    expectPion(pionOn(field, staggeredQuark(1)), [1.01536813, 0.11213556, 0.01660014, 0.10936171], 7.9);
    expect(traceOn(field, staggeredQuark(0.5))).toBeCloseTo(1.1432448206, 9);
    expect(traceOn(field, staggeredQuark(0.1))).toBeCloseTo(0.5016820175, 9);
  });

  it("MILC's lat.sample.l4448: Wilson pion", async () => {
    const field = await fieldOfFile(folder, 'milc/lat.sample.l4448');
    expectPion(
      pionOn(field, wilsonQuark(0.12)),
      [
        14.5597798049, 0.7041472232, 0.0785013009, 0.0107982322, 0.0030271302, 0.0086573833, 0.0668818237,
        0.6479783888,
      ],
      9.9,
    );
  });

  it("MILC's lat.sample.l4448: staggered pion and trace", async () => {
    const field = await fieldOfFile(folder, 'milc/lat.sample.l4448');
    expectPion(
      pionOn(field, staggeredQuark(0.1)),
      [
        2.5609559838, 1.0344644526, 0.5897258601, 0.3491443973, 0.2298115278, 0.2840038752, 0.4973365186,
        1.0244665802,
      ],
      9.9,
    );
    expect(traceOn(field, staggeredQuark(0.1))).toBeCloseTo(0.731428956, 9);
  });
});
