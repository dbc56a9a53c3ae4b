import { describe, expect, it } from 'vitest';
import { findTemplate, templateSpec } from '../../../../../src-engine/api/template/templates.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { compareWithReferences, referencesFor } from '../../../../../src-main/cli/analysis/references.ts';
import { quickSpec } from '../../../../support/sample-run.ts';
import { normal, uniform } from '../../../engine/statistics/ar1.ts';

const around = (mean: number, deviation: number, length = 2000): Float64Array => {
  const gauss = normal(uniform(21));
  return Float64Array.from({ length }, () => mean + deviation * gauss());
};
const uncut = { samples: 0 };

describe('referencesFor', () => {
  it('goes by lattice and action, not by algorithm, seed or length', () => {
    const spec = quickSpec();
    const changed = { ...spec, seed: 5, phase: spec.phase.slice(1) };
    expect(referencesFor(changed).map(({ observable }) => observable)).toEqual(['plaquette']);
    expect(referencesFor({ ...spec, action: { preset: 'wilson', beta: 5.8 } })).toEqual([]);
    expect(referencesFor({ ...spec, lattice: { ...spec.lattice, dims: [8, 8, 8, 16] } })).toEqual([]);
  });
});

describe('compareWithReferences', () => {
  it('judges by the combined error', () => {
    const judge = (mean: number) =>
      compareWithReferences(quickSpec(), [{ name: 'plaquette', values: around(mean, 0.003) }], uncut)[0];
    expect(judge(0.5495)).toMatchObject({ verdict: 'agrees', reference: { formatted: '0.5495(2)' } });
    expect(judge(0.5505)?.verdict).toBe('tension');
    expect(judge(0.56)?.verdict).toBe('differs');
    expect(judge(0.56)?.deviation).toBeGreaterThan(5);
  });

  it('does not judge what rests on too little', () => {
    const few = { name: 'plaquette', values: around(0.56, 0.003, 10) };
    expect(compareWithReferences(quickSpec(), [few], 'auto')[0]?.verdict).toBe('unknown');
    const none = { name: 'plaquette', values: Float64Array.of(0.5) };
    expect(compareWithReferences(quickSpec(), [none], 'auto')[0]).toMatchObject({
      verdict: 'unknown',
      deviation: null,
    });
    expect(compareWithReferences(quickSpec(), [], 'auto')).toEqual([]);
  });

  it('squares the charge for its second moment', () => {
    const spec = templateSpec(unwrap(findTemplate('u1-2d-hmc')));
    const charge = around(0, Math.sqrt(4.957)).map(Math.round);
    const compared = compareWithReferences(spec, [{ name: 'topological-charge', values: charge }], uncut);
    expect(compared).toHaveLength(1);
    expect(compared[0]).toMatchObject({ verdict: 'agrees', result: { name: 'topological-charge-squared' } });
  });
});
