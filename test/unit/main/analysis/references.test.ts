import { describe, expect, it } from 'vitest';
import { readSpec } from '../../../../src-engine/api/spec/read-spec.ts';
import { findTemplate, templateSpec } from '../../../../src-engine/api/template/templates.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { compareWith, referencesFor } from '../../../../src-main/analysis/references.ts';
import { type Summary, summarise } from '../../../../src-main/analysis/summary.ts';
import { quickSpec } from '../../../support/sample-run.ts';
import { minimal, noLoops } from '../../../support/spec-documents.ts';
import { normal, uniform } from '../../engine/statistics/ar1.ts';

const uncut = { kind: 'asked', unit: 'samples', length: 0 } as const;
const around = (name: string, mean: number, deviation: number, length = 2000): Summary => {
  const gauss = normal(uniform(21));
  return summarise({ name, values: Float64Array.from({ length }, () => mean + deviation * gauss()) }, uncut);
};
const quarks = () => unwrap(readSpec(minimal({ fermion: [{ kappa: 0.1 }] }), noLoops)).fermion;
const ofTemplate = (name: string) => referencesFor(templateSpec(unwrap(findTemplate(name))));

describe('referencesFor', () => {
  it('goes by lattice and action, not by algorithm, seed or length', () => {
    const spec = quickSpec();
    const named = (one: typeof spec) => referencesFor(one).map(({ observable }) => observable);
    expect(named({ ...spec, seed: 5, phase: spec.phase.slice(1) })).toEqual([
      'plaquette',
      'exp-minus-delta-h',
    ]);
    expect(named({ ...spec, action: { preset: 'wilson', beta: 5.8 } })).toEqual(['exp-minus-delta-h']);
    expect(named({ ...spec, lattice: { ...spec.lattice, dims: [8, 8, 8, 16] } })).toEqual([
      'exp-minus-delta-h',
    ]);
    expect(named({ ...spec, fermion: quarks() })).toEqual(['exp-minus-delta-h']);
    expect(referencesFor(undefined).map(({ observable }) => observable)).toEqual(['exp-minus-delta-h']);
  });
});

describe('compareWith', () => {
  const references = referencesFor(quickSpec());

  it('judges by the combined error, with the sign of result - accepted value', () => {
    const judge = (mean: number) => compareWith(references, around('plaquette', mean, 0.003));
    expect(judge(0.5495)).toMatchObject({ verdict: 'agrees', formatted: '0.5495(2)' });
    expect(judge(0.5505)?.verdict).toBe('tension');
    expect(judge(0.56)?.verdict).toBe('differs');
    const exact: Summary = { ...summaryOf(0.549472 + 0.003), error: 0.0004 } as Summary;
    expect(compareWith(references, exact)?.pull).toBeCloseTo(0.003 / Math.hypot(0.0004, 0.000209), 10);
    const below: Summary = { ...summaryOf(0.549472 - 0.003), error: 0.0004 } as Summary;
    expect(compareWith(references, below)?.pull).toBeCloseTo(-0.003 / Math.hypot(0.0004, 0.000209), 10);
  });

  const summaryOf = (value: number): Summary => ({ ...around('plaquette', 0, 1), value }) as Summary;

  it('does not judge what rests on too little', () => {
    expect(compareWith(references, around('plaquette', 0.56, 0.003, 10))).toMatchObject({
      verdict: 'unknown',
    });
    expect(compareWith(references, around('plaquette', 0.56, 0.003, 1))).toMatchObject({
      verdict: 'unknown',
      pull: null,
    });
    expect(compareWith(references, around('exp-minus-delta-h', 0, 0))).toMatchObject({
      verdict: 'unknown',
      pull: null,
    });
    expect(compareWith(references, around('polyakov.re', 0, 1))).toBeUndefined();
  });

  it('knows the names that runs use', () => {
    expect(compareWith(references, around('exp-minus-delta-h.2', 1, 0.1))?.value).toBe(1);
    expect(compareWith(ofTemplate('su3-flow-scale'), around('flow.t0', 2.79, 0.1))?.verdict).toBe('agrees');
    expect(compareWith(ofTemplate('u1-2d-hmc'), around('topological-charge-squared', 4.9, 1))?.value).toBe(
      4.95719568,
    );
    // other quantities: after the flow they have other averages
    for (const name of ['flow.plaquette', 'flow.topological-charge-squared', 'plaquette.space'])
      expect(compareWith(ofTemplate('u1-2d-hmc'), around(name, 1, 1))).toBeUndefined();
  });
});
