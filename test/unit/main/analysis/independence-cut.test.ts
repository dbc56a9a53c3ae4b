import { describe, expect, it } from 'vitest';
import { readSpec } from '../../../../src-engine/api/spec/read-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { independenceCut, isIndependent } from '../../../../src-main/analysis/independence-cut.ts';
import { commonCutOf } from '../../../../src-main/analysis/run-results.ts';
import { type Document, noLoops } from '../../../support/spec-documents.ts';

const specOf = (update: readonly Document[], changes: Document = {}) =>
  unwrap(
    readSpec(
      {
        version: 1,
        seed: 1,
        lattice: { dims: [4, 4], group: 'scalar' },
        action: { preset: 'phi4', 'mass-squared': 1, lambda: 1 },
        phase: [{ updates: 10, update }],
        measure: { scalar: {} },
        ...changes,
      },
      noLoops,
    ),
  );
const flow = { algorithm: 'flow', model: 'm' };
const acceptance = (...values: number[]) => [{ name: 'acceptance', values: Float64Array.from(values) }];

describe('the cut of a chain of proposals alone', () => {
  it('is for chains that nothing else moves', () => {
    expect(isIndependent(specOf([flow]))).toBe(true);
    expect(isIndependent(specOf([flow, { algorithm: 'hmc' }]))).toBe(false);
    expect(isIndependent(specOf([{ algorithm: 'hmc' }]))).toBe(false);
    expect(isIndependent(specOf([flow], { exchange: { lambdas: [2] } }))).toBe(false);
  });

  it.each([
    ['the first sample of the flow', [1, 1, 0.5, 1], 1, false],
    ['its longest wait, wherever that is', [1, 0, 1, 0, 0, 0, 0.25, 1, 1, 1], 4, false],
    ['a wait that has not ended', [1, 1, 1, 1, 1, 0, 0], 3, false],
    ['nearly everything, with a warning, of a chain that stands', [1, 0, 0, 0], 4, true],
  ])('leaves out %s', (_, values, length, warns) => {
    const cut = independenceCut(acceptance(...values));
    expect(cut).toMatchObject({ kind: 'detected', unit: 'updates', length });
    expect(cut?.warning !== undefined).toBe(warns);
  });

  it('is not led astray by plateaus of refused proposals', () => {
    // a long wait in the middle, at an unlikely value
    const values = Float64Array.from({ length: 400 }, (_, i) =>
      i >= 130 && i < 170 ? 5 : Math.sin(12.9898 * i * i),
    );
    const accepted = values.map((_, i) => (i > 130 && i < 170 ? 0 : 1));
    const histories = [
      { name: 'phi2', values },
      { name: 'acceptance', values: accepted },
    ];
    const cutOf = (spec: ReturnType<typeof specOf>) =>
      commonCutOf({ histories, spec, unit: 'updates' }, undefined).length;
    expect(cutOf(specOf([flow]))).toBe(40);
    expect(cutOf(specOf([{ algorithm: 'hmc' }]))).toBe(170);
    expect(commonCutOf({ histories, spec: specOf([flow]), unit: 'updates' }, 7).length).toBe(7);
    expect(cutOf(specOf([flow], { run: { thermalisation: 3 } }))).toBe(3);
  });

  it('is not there before anything was proposed', () => {
    expect(independenceCut([])).toBeUndefined();
    expect(independenceCut(acceptance())).toBeUndefined();
  });
});
