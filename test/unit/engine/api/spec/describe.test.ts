import { describe, expect, it } from 'vitest';
import { describeSpec } from '../../../../../src-engine/api/spec/describe.ts';
import { readSpec } from '../../../../../src-engine/api/spec/read-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { type Document, minimal, noLoops } from '../../../../support/spec-documents.ts';

const specOf = (changes: Document = {}) => unwrap(readSpec(minimal(changes), noLoops));

describe('description', () => {
  it('is one line', () => {
    expect(describeSpec(specOf())).toBe(
      'SU(3), 4 x 4 x 4 x 4, Wilson action, beta 5.7: 10 x (HMC, 10 omelyan-2 steps)',
    );
  });

  it('names the quarks of the sea, and the steps of each level', () => {
    const hmc = { algorithm: 'hmc', steps: 4, 'inner-steps': [5] };
    const spec = specOf({
      fermion: [
        { kappa: 0.15 },
        { operator: 'staggered', mass: 0.02, tastes: 1 },
        { operator: 'moebius', mass: 0.1 },
      ],
      phase: [{ updates: 10, update: [hmc] }],
    });
    expect(describeSpec(spec)).toBe(
      'SU(3), 4 x 4 x 4 x 4, Wilson action, beta 5.7, 2 Wilson flavours, kappa 0.15, 1 staggered taste, mass 0.02, 2 Moebius flavours, mass 0.1: 10 x (HMC, 4 x 5 omelyan-2 steps)',
    );
  });
});
