import { describe, expect, it } from 'vitest';
import { diffSpecs } from '../../../../../src-engine/api/spec/diff.ts';
import { readSpec } from '../../../../../src-engine/api/spec/read-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { type Document, minimal, noLoops } from '../../../../support/spec-documents.ts';

const specOf = (changes: Document = {}) => unwrap(readSpec(minimal(changes), noLoops));

describe('differences of specs', () => {
  it('are empty for equal specs, and name changed, added and removed keys', () => {
    expect(diffSpecs(specOf(), specOf())).toEqual([]);
    const other = specOf({
      seed: 2,
      phase: [{ updates: 10, update: [{ algorithm: 'heat-bath' }] }],
      measure: { plaquette: {} },
    });
    expect(diffSpecs(specOf(), other)).toEqual(
      expect.arrayContaining([
        { path: 'seed', a: '1', b: '2' },
        { path: 'phase[1].update[1].algorithm', a: '"hmc"', b: '"heat-bath"' },
        { path: 'phase[1].update[1].steps', a: '10', b: undefined },
        { path: 'phase[1].update[1].sweeps', a: undefined, b: '1' },
        { path: 'measure.plaquette.every', a: undefined, b: '1' },
      ]),
    );
  });
});
