import { describe, expect, it } from 'vitest';
import type { SpecProblem } from '../../../../../src-engine/api/spec/problem.ts';
import { readSpec } from '../../../../../src-engine/api/spec/read-spec.ts';
import { anyLoops, type Document, minimal } from '../../../../support/spec-documents.ts';

const scalar = (changes: Document = {}) =>
  minimal({
    lattice: { dims: [4, 4], group: 'scalar' },
    action: { preset: 'phi4', 'mass-squared': -1, lambda: 0.5 },
    ...changes,
  });
const updates = (...algorithms: readonly string[]) => ({
  phase: [{ updates: 10, update: algorithms.map((algorithm) => ({ algorithm })) }],
});
const action = (changes: Document) => ({
  action: { preset: 'phi4', 'mass-squared': 1, lambda: 0, ...changes },
});

/** Each rule once broken and once kept by the nearest document that is right. */
const cases: readonly [string, string, Document, Document][] = [
  ['a scalar field has phi^4', 'action.preset', scalar({ action: { beta: 1 } }), scalar()],
  ['links have another action', 'action.preset', minimal(action({})), minimal()],
  [
    'links have no mass',
    'action.mass-squared',
    minimal({ action: { beta: 1, 'mass-squared': 1 } }),
    minimal(),
  ],
  ['a scalar field has no beta', 'action.beta', scalar(action({ beta: 1 })), scalar()],
  ['a scalar field has no loops', 'action.loops', scalar({ action: { loops: 'x' } }), scalar()],
  [
    'a free field is massive',
    'action.mass-squared',
    scalar(action({ 'mass-squared': 0 })),
    scalar(action({})),
  ],
  [
    'a scalar field has no heat bath',
    'phase[1].update[1].algorithm',
    scalar(updates('heat-bath')),
    scalar(updates('metropolis')),
  ],
  [
    'links have no clusters',
    'phase[1].update[2].algorithm',
    minimal(updates('hmc', 'cluster')),
    scalar(updates('hmc', 'cluster')),
  ],
  [
    'clusters need company',
    'phase[1].update',
    scalar(updates('cluster', 'cluster')),
    scalar(updates('cluster', 'metropolis')),
  ],
  ['quarks need links', 'fermion[1]', scalar({ fermion: [{ kappa: 0.1 }] }), scalar()],
  ['a scalar field has no plaquette', 'measure.plaquette', scalar({ measure: { plaquette: {} } }), scalar()],
  [
    'links have no moments',
    'measure.scalar',
    minimal({ measure: { scalar: {} } }),
    scalar({ measure: { scalar: {} } }),
  ],
  [
    'a scalar field is not twisted',
    'lattice.twist',
    scalar({ lattice: { dims: [4, 4], group: 'scalar', twist: { xy: 1 } } }),
    scalar(),
  ],
  ['a scalar field is not unitary', 'alarm.unitarity', scalar({ alarm: { unitarity: 1e-8 } }), scalar()],
];

const problemsOf = (document: Document): readonly SpecProblem[] => {
  const read = readSpec(document, anyLoops);
  return read.ok ? [] : (read.error.detail!.problems as SpecProblem[]);
};

describe('fields and what goes with them', () => {
  it.each(cases)('%s', (_name, path, broken, kept) => {
    const problems = problemsOf(broken);
    expect(problems.map((problem) => problem.path)).toContain(path);
    for (const { message, remedy } of problems) expect(`${message} ${remedy}`).toMatch(/^[^\n]+\.$/);
    expect(problemsOf(kept)).toEqual([]);
  });
});
