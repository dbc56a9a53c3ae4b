/** Traces of powers of D^-1: against dense matrices, noise against exact traces, and what dilution is for. */
import { describe, expect, it } from 'vitest';
import type { DiracSpec } from '../../../../src-engine/api/spec/dirac-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { inverseTraces, type TraceOptions } from '../../../../src-engine/hadron/condensate.ts';
import { gaugeFieldOf, getConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import { solveDense } from '../../../support/dense.ts';
import { denseDirac, operatorOn } from '../../../support/dirac-lab.ts';
import { coldField, NOISE, quarkOn, staggeredQuark, wilsonQuark } from '../../../support/hadron-lab.ts';
import { newLattice, randomGaugeField } from '../../../support/lattice.ts';
import { gaugeTransformed } from '../../../support/random-field.ts';

const tracesOf = (
  spec: DiracSpec,
  options: TraceOptions,
  gauge = randomGaugeField([2, 2, 2, 4], 3, 6),
  seed = 1,
) => unwrap(inverseTraces(quarkOn(gauge, spec, 1, 1e-10), options, { seed, update: 0 }));
const exact = (spec: DiracSpec, powers = 1, gauge?: ReturnType<typeof randomGaugeField>) =>
  tracesOf(spec, { noise: 'exact', powers }, gauge).traces;

describe('exact traces', () => {
  it.each([
    ['staggered', staggeredQuark(0.4), [2, 2, 2, 2], 3],
    ['Wilson in two dimensions', wilsonQuark(0.2), [4, 4], 1],
  ] as const)('%s: Tr D^-n / V of the dense matrix', (_, spec, dims, colours) => {
    const gauge = randomGaugeField(dims, colours, 3);
    const matrix = denseDirac(operatorOn(gauge, spec));
    const { n } = matrix;
    const wanted = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      let x: Float64Array = Float64Array.from({ length: 2 * n }, (__, j) => (j === 2 * i ? 1 : 0));
      for (let power = 0; power < 3; power++) {
        x = solveDense(matrix, x);
        wanted[power]! += x[2 * i]! / gauge.lattice.volume;
      }
    }
    exact(spec, 3, gauge).forEach((trace, i) => expect(trace).toBeCloseTo(wanted[i]!, 8));
  });

  it('of free quarks are sums over momenta', () => {
    // per colour: staggered m = 0.5 and Wilson kappa = 0.1 on 4^4, antiperiodic
    expect(exact(staggeredQuark(0.5), 1, coldField([4, 4, 4, 4], 1))[0]).toBeCloseTo(0.2753246753, 9);
    expect(exact(wilsonQuark(0.1), 1, coldField([4, 4, 4, 4], 1))[0]).toBeCloseTo(3.9551825165, 9);
  });

  it('are gauge invariant', () => {
    const gauge = randomGaugeField([2, 2, 2, 4], 3, 6);
    const other = gaugeFieldOf(newLattice([2, 2, 2, 4]), gaugeTransformed(getConfiguration(gauge)));
    const [a, b] = [gauge, other].map((field) => exact(staggeredQuark(0.3), 2, field));
    a!.forEach((x, i) => expect(b![i]!).toBeCloseTo(x, 8));
  });
});

describe('noise', () => {
  const spec = staggeredQuark(0.2);

  it.each(['z2', 'z4', 'gaussian'] as const)('%s agrees with the exact trace within its error', (noise) => {
    const wanted = exact(spec, 2);
    const { traces, errors, hits } = tracesOf(spec, { noise, hits: 100, dilution: 'none', powers: 2 });
    expect(hits).toBe(100);
    traces.forEach((x, i) => {
      expect(Math.abs(x - wanted[i]!)).toBeLessThan(4.5 * errors![i]!);
    });
    expect(errors![0]!).toBeLessThan(0.2 * traces[0]!);
  });

  it('errors are those of repeated estimates', () => {
    const runs = Array.from({ length: 40 }, (_, seed) =>
      tracesOf(spec, { noise: 'z4', hits: 8, powers: 1 }, undefined, seed),
    );
    const means = runs.map(({ traces }) => traces[0]!);
    const mean = means.reduce((s, x) => s + x, 0) / means.length;
    const spread = Math.sqrt(means.reduce((s, x) => s + (x - mean) ** 2, 0) / (means.length - 1));
    const told = Math.sqrt(runs.reduce((s, { errors }) => s + errors![0]! ** 2, 0) / runs.length);
    expect(told / spread).toBeGreaterThan(0.65);
    expect(told / spread).toBeLessThan(1.5);
  });

  it('dilution gives the same trace with a smaller error', () => {
    const quark = wilsonQuark(0.13);
    const wanted = exact(quark, 1)[0]!;
    const plain = tracesOf(quark, { noise: 'z2', hits: 24, dilution: 'none', powers: 1 });
    for (const dilution of ['even-odd', 'time', 'spin-colour'] as const) {
      const { traces, errors, solver } = tracesOf(quark, { noise: 'z2', hits: 24, dilution, powers: 1 });
      expect(Math.abs(traces[0]! - wanted)).toBeLessThan(4.5 * errors![0]!);
      expect(errors![0]!).toBeLessThan(plain.errors![0]!);
      expect(solver.solves).toBe(24 * { 'even-odd': 2, time: 4, 'spin-colour': 12 }[dilution]);
    }
  });

  it('of modulus one sees the diagonal without noise, Gaussian noise does not', () => {
    const heavy = wilsonQuark(1e-6);
    const { errors, traces } = tracesOf(heavy, { noise: 'z2', hits: 3, powers: 1 });
    expect(traces[0]).toBeCloseTo(12, 4);
    expect(errors![0]!).toBeLessThan(1e-5);
    expect(tracesOf(heavy, { noise: 'gaussian', hits: 3, powers: 1 }).errors![0]!).toBeGreaterThan(1e-3);
  });

  it('does not depend on vectors that lie side by side', () => {
    const gauge = randomGaugeField([2, 2, 2, 4], 3, 6);
    const options = { noise: 'z4', hits: 3, dilution: 'time', powers: 2 } as const;
    const [one, four] = [1, 4].map((blocks) =>
      unwrap(inverseTraces(quarkOn(gauge, wilsonQuark(0.13), blocks), options, NOISE)),
    );
    one!.traces.forEach((x, i) => expect(four!.traces[i]!).toBeCloseTo(x, 10));
    one!.errors!.forEach((x, i) => expect(four!.errors![i]!).toBeCloseTo(x, 10));
  });

  it('tells no error of a single hit, and refuses what makes no sense', () => {
    expect(tracesOf(spec, { noise: 'z2', hits: 1, powers: 1 }).errors).toBeUndefined();
    const wall = { boundary: 'antiperiodic', smearing: 'none', mass: 0.1, height: 1.8, ls: 4 } as const;
    const refuse = (quark: DiracSpec, options: TraceOptions, dims: readonly number[]) =>
      inverseTraces(quarkOn(coldField(dims, 3), quark), options, NOISE);
    expect(
      refuse({ operator: 'domain-wall', ...wall }, { noise: 'z2', powers: 2 }, [2, 2, 2, 2]),
    ).toMatchObject({ error: { code: 'fermion.unsupported' } });
    expect(refuse(wilsonQuark(0.1), { noise: 'exact', powers: 1 }, [8, 8, 8, 8])).toMatchObject({
      error: { code: 'spec.conflict', detail: { sources: 49152 } },
    });
  });
});
