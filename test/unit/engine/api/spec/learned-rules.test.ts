import { describe, expect, it } from 'vitest';
import { describeAlgorithms, describeSpec } from '../../../../../src-engine/api/spec/describe.ts';
import { diffSpecs } from '../../../../../src-engine/api/spec/diff.ts';
import type { SpecProblem } from '../../../../../src-engine/api/spec/problem.ts';
import { readSpec } from '../../../../../src-engine/api/spec/read-spec.ts';
import { canonicalToml } from '../../../../../src-engine/api/spec/render-toml.ts';
import { stretchesOf, totalUpdates } from '../../../../../src-engine/api/spec/run-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { parseSpec } from '../../../../../src-main/spec/parse-spec.ts';
import { anyLoops, type Document, noLoops } from '../../../../support/spec-documents.ts';

const phi4 = {
  version: 1,
  seed: 1,
  lattice: { dims: [8, 8], group: 'scalar' },
  action: { preset: 'phi4', 'mass-squared': -4, lambda: 6 },
};
const gauge = (group: string, dims: readonly number[] = [8, 8], action: Document = { beta: 2 }) => ({
  ...phi4,
  lattice: { dims, group },
  action,
});
const training = (theory: Document = phi4, kind = 'affine', changes: Document = {}): Document => ({
  ...theory,
  flow: { kind },
  training: {},
  ...changes,
});
const proposing = (theory: Document): Document => ({
  ...theory,
  phase: [{ updates: 10, update: [{ algorithm: 'flow', model: 'm' }] }],
});

/** Each rule once broken and once kept by the nearest document that is right. */
const cases: readonly [string, string, Document, Document][] = [
  ['a training needs its flow', 'flow', { ...phi4, training: {} }, training()],
  ['a flow needs its training', 'flow', { ...training(), training: undefined }, training()],
  [
    'a training has no phases',
    'phase',
    training(phi4, 'affine', { phase: [{ updates: 1, update: [{ algorithm: 'hmc' }] }] }),
    training(),
  ],
  ['other runs have phases', 'phase', phi4, proposing(phi4)],
  [
    'a training measures nothing',
    'measure.scalar',
    training(phi4, 'affine', { measure: { scalar: {} } }),
    training(),
  ],
  [
    'nor does it save fields',
    'run.save-every',
    training(phi4, 'affine', { run: { 'save-every': 5 } }),
    training(),
  ],
  [
    'it starts from a model',
    'start.kind',
    training(phi4, 'affine', { start: { kind: 'file', file: 'x' } }),
    training(),
  ],
  [
    'flows of scalars are for scalars',
    'flow.kind',
    training(gauge('U(1)')),
    training(gauge('U(1)'), 'angular'),
  ],
  [
    'flows of plaquettes are for two dimensions',
    'flow.kind',
    training(gauge('SU(2)', [4, 4, 4, 4]), 'spectral'),
    training(gauge('SU(2)', [4, 4, 4, 4]), 'residual'),
  ],
  [
    'stripes repeat after four sites',
    'lattice.dims',
    training(gauge('U(1)', [8, 6]), 'angular'),
    training(gauge('U(1)', [8, 12]), 'angular'),
  ],
  [
    'checkerboards need even extents',
    'lattice.dims',
    training({ ...phi4, lattice: { dims: [8, 7], group: 'scalar' } }),
    training({ ...phi4, lattice: { dims: [8, 7], group: 'scalar' } }, 'continuous'),
  ],
  [
    'a stencil is odd',
    'flow.stencil',
    training(phi4, 'affine', { flow: { kind: 'affine', stencil: 4 } }),
    training(phi4, 'affine', { flow: { kind: 'affine', stencil: 5 } }),
  ],
  [
    'blocks are halved',
    'lattice.dims',
    training(gauge('U(1)', [8, 12]), 'angular', { flow: { kind: 'angular', masks: 'blocks' } }),
    training(gauge('U(1)', [8, 16]), 'angular', { flow: { kind: 'angular', masks: 'blocks' } }),
  ],
  [
    'strips are seen by flows of angles',
    'flow.loops',
    training(gauge('SU(2)'), 'spectral', { flow: { kind: 'spectral', loops: 'strips' } }),
    training(gauge('U(1)'), 'angular', { flow: { kind: 'angular', loops: 'strips' } }),
  ],
  [
    'spectral flows have no blocks',
    'flow.masks',
    training(gauge('SU(2)'), 'spectral', { flow: { kind: 'spectral', masks: 'blocks' } }),
    training(gauge('SU(2)'), 'spectral', { flow: { kind: 'spectral', masks: 'sweeps' } }),
  ],
  [
    'sweeps of spectral flows see strips',
    'flow.loops',
    training(gauge('SU(3)'), 'spectral', {
      flow: { kind: 'spectral', masks: 'sweeps', loops: 'rectangles' },
    }),
    training(gauge('SU(3)'), 'spectral', { flow: { kind: 'spectral', loops: 'rectangles' } }),
  ],
  [
    'rows of sweeps repeat',
    'lattice.dims',
    training(gauge('SU(2)', [8, 12]), 'spectral', { flow: { kind: 'spectral', masks: 'sweeps' } }),
    training(gauge('SU(2)', [6, 8]), 'spectral', { flow: { kind: 'spectral', masks: 'sweeps' } }),
  ],
  [
    'flows know two actions',
    'training',
    training(gauge('U(1)', [8, 8], { preset: 'symanzik', beta: 1 }), 'angular'),
    training(gauge('U(1)'), 'angular'),
  ],
  [
    'bins are of splines',
    'flow.bins',
    training(phi4, 'affine', { flow: { kind: 'affine', bins: 8 } }),
    training(phi4, 'spline'),
  ],
  [
    'rates change with a schedule',
    'training.final-rate',
    training(phi4, 'affine', { training: { 'final-rate': 0.1 } }),
    training(phi4, 'affine', { training: { 'final-rate': 0.1, schedule: 'cosine' } }),
  ],
  [
    'proposals need a flow for the theory',
    'phase[1].update[1].algorithm',
    proposing(gauge('SU(4)', [4, 4, 4, 4])),
    proposing(gauge('SU(3)', [4, 4, 4, 4])),
  ],
  [
    'proposals know nothing of a twist',
    'phase[1].update[1].algorithm',
    proposing({ ...gauge('SU(2)'), lattice: { dims: [8, 8], group: 'SU(2)', twist: { xy: 1 } } }),
    proposing(gauge('SU(2)')),
  ],
];

const problemsOf = (document: Document): readonly SpecProblem[] => {
  const read = readSpec(document, anyLoops);
  return read.ok ? [] : (read.error.detail!.problems as SpecProblem[]);
};

describe('flows and trainings', () => {
  it.each(cases)('%s', (_name, path, broken, kept) => {
    const problems = problemsOf(JSON.parse(JSON.stringify(broken)) as Document);
    expect(problems.map((problem) => problem.path)).toContain(path);
    for (const { message, remedy } of problems) expect(`${message} ${remedy}`).toMatch(/^[^\n]+\.$/);
    expect(problemsOf(kept)).toEqual([]);
  });

  it('are one text and back, without keys of chains', () => {
    const spec = unwrap(readSpec(training(), noLoops));
    const text = canonicalToml(spec);
    expect(unwrap(parseSpec(text, noLoops))).toEqual(spec);
    expect(text).toContain('[flow]\nkind = "affine"\ncouplings = 16\n');
    expect(text).not.toMatch(/phase|unitarity|acceptance-band|measure|beta/);
    expect(spec.phase).toEqual([]);
  });

  it('are described, counted and told apart', () => {
    const spec = unwrap(readSpec(training(phi4, 'affine', { training: { steps: 70 } }), noLoops));
    expect(describeSpec(spec)).toBe(
      'Scalar field, 8 x 8, phi^4, m^2 -4, lambda 6: training of 16 affine couplings, 70 steps',
    );
    expect(describeAlgorithms(spec)).toBe('training');
    expect([totalUpdates(spec), stretchesOf(spec)]).toEqual([70, [{ name: 'training', updates: 70 }]]);
    const other = unwrap(readSpec(training(phi4, 'affine', { training: { steps: 80 } }), noLoops));
    expect(diffSpecs(spec, other)).toEqual([{ path: 'training.steps', a: '70', b: '80' }]);
    const chain = unwrap(readSpec(proposing(phi4), noLoops));
    expect(describeSpec(chain)).toContain('10 x (1 proposal of m)');
    expect(totalUpdates(chain)).toBe(10);
  });
});
