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
});
