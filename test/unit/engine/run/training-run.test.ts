import { describe, expect, test } from 'vitest';
import { estimateMemoryBytes } from '../../../../src-engine/api/spec/memory.ts';
import { readSpec } from '../../../../src-engine/api/spec/read-spec.ts';
import type { RunSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { singleThreadExecutor } from '../../../../src-engine/kernel/single-thread.ts';
import type { Models } from '../../../../src-engine/run/models.ts';
import { ScalarSimulation } from '../../../../src-engine/run/scalar-simulation.ts';
import { TrainingRun } from '../../../../src-engine/run/training-run.ts';
import { sampleModel } from '../../../support/model-lab.ts';
import { type Document, noLoops } from '../../../support/spec-documents.ts';

const specOf = (changes: Document = {}): RunSpec =>
  unwrap(
    readSpec(
      {
        version: 1,
        seed: 3,
        lattice: { dims: [4, 4], group: 'scalar' },
        action: { preset: 'phi4', 'mass-squared': 1, lambda: 0.3 },
        flow: { kind: 'affine', couplings: 4, hidden: [4] },
        training: {
          steps: 12,
          batch: 16,
          'evaluate-every': 4,
          'evaluation-samples': 64,
          'learning-rate': 0.01,
        },
        ...changes,
      },
      noLoops,
    ),
  );
const start = (changes: Document = {}): TrainingRun =>
  new TrainingRun(specOf(changes), singleThreadExecutor());

describe('a training as a run', () => {
  test('counts steps, gives numbers, and evaluates at times', () => {
    const run = start();
    const rows = Array.from({ length: 12 }, () => run.step());
    expect(Object.keys(rows[0]!)).toEqual(['loss', 'ess', 'gradient-norm', 'learning-rate']);
    expect(rows[3]).toMatchObject({ 'evaluation-ess': expect.any(Number), 'log-z': expect.any(Number) });
    expect([run.update, run.totalUpdates, run.phase]).toEqual([12, 12, 'training']);
    const { quality, steps, target, architecture, tensors } = run.result();
    expect(quality?.ess).toMatchObject({ samples: 64, value: expect.any(Number) });
    expect([steps, target]).toEqual([12, { theory: 'phi4', massSquared: 1, lambda: 0.3 }]);
    expect(architecture).toEqual(specOf().flow);
    expect(tensors.some(({ name }) => name.includes('moment'))).toBe(false);
  });

  test('goes on bit for bit', () => {
    const whole = start();
    const expected = Array.from({ length: 12 }, () => whole.step()).slice(5);
    const first = start();
    for (let i = 0; i < 5; i++) first.step();
    const second = start();
    unwrap(second.restore(first.saved().training));
    expect(Array.from({ length: 7 }, () => second.step())).toEqual(expected);
    expect(second.saved()).toEqual(whole.saved());
    expect(second.result()).toEqual(whole.result());
  });

  test('ends early when it is good enough', () => {
    const run = start({
      training: {
        steps: 1000,
        batch: 16,
        'evaluate-every': 3,
        'evaluation-samples': 64,
        'stop-at-ess': 0.01,
      },
    });
    while (run.update < run.totalUpdates) run.step();
    expect(run.update).toBe(3);
    const again = start({
      training: {
        steps: 1000,
        batch: 16,
        'evaluate-every': 3,
        'evaluation-samples': 64,
        'stop-at-ess': 0.01,
      },
    });
    unwrap(again.restore(run.saved().training));
    expect(again.totalUpdates).toBe(3);
  });

  test('of a continuous flow takes steps, wherever memory grows', () => {
    const flow = { kind: 'continuous', frequencies: 5, features: 4, 'time-modes': 3, steps: 12 };
    const run = start({ lattice: { dims: [8, 8], group: 'scalar' }, flow });
    expect(Number.isFinite(run.step().loss)).toBe(true);
  });

  const gauge = (group: string, beta: number, flow: Document): Document => ({
    lattice: { dims: [8, 8], group },
    action: { beta },
    flow,
  });
  test.each<[string, Document]>([
    ['affine couplings', {}],
    ['many channels', { flow: { kind: 'affine', couplings: 8, hidden: [16, 16], activation: 'silu' } }],
    ['splines', { flow: { kind: 'spline', couplings: 4, hidden: [8], bins: 8 } }],
    ['dense networks', { flow: { kind: 'affine', couplings: 4, network: 'dense', hidden: [64] } }],
    ['a continuous flow', { flow: { kind: 'continuous', frequencies: 20, steps: 8 } }],
    ['angles', gauge('U(1)', 1, { kind: 'angular', couplings: 8, hidden: [8, 8] })],
    [
      'splines of angles that see rectangles',
      gauge('U(1)', 1, {
        kind: 'angular',
        transform: 'circular-spline',
        loops: 'rectangles',
        size: 5,
        couplings: 4,
      }),
    ],
    ['matrices of SU(2)', gauge('SU(2)', 1, { kind: 'spectral', couplings: 4, hidden: [8] })],
    ['matrices of SU(3)', gauge('SU(3)', 1, { kind: 'spectral', couplings: 4, hidden: [8], bins: 4 })],
    [
      'sweeps of SU(3)',
      gauge('SU(3)', 1, {
        kind: 'spectral',
        masks: 'sweeps',
        couplings: 4,
        hidden: [8],
        stencil: 1,
        bins: 4,
      }),
    ],
    ['residual steps', gauge('SU(2)', 1, { kind: 'residual', sweeps: 2 })],
  ])('with %s takes the memory that was said before, within three tenths', (_name, changes) => {
    const spec = specOf({
      lattice: { dims: [8, 8], group: 'scalar' },
      training: { steps: 2, batch: 256, 'evaluate-every': 1, 'evaluation-samples': 256 },
      ...changes,
    });
    const run = new TrainingRun(spec, singleThreadExecutor());
    run.step();
    const ratio = estimateMemoryBytes(spec) / run.bytes;
    expect(ratio).toBeGreaterThan(0.7);
    expect(ratio).toBeLessThan(1.3);
  });

  test('proposals of a model take the memory that was said when it was known', () => {
    const model = sampleModel();
    const models: Models = new Map([['m', model]]);
    const spec = unwrap(
      readSpec(
        {
          version: 1,
          seed: 3,
          lattice: { dims: [4, 4], group: 'scalar' },
          action: { preset: 'phi4', 'mass-squared': 1, lambda: 0.3 },
          phase: [{ updates: 2, update: [{ algorithm: 'flow', model: 'm', batch: 4096 }] }],
        },
        noLoops,
      ),
    );
    const run = new ScalarSimulation(spec, singleThreadExecutor(), models);
    run.step();
    const said = estimateMemoryBytes(spec, (word) => models.get(word)?.manifest.architecture);
    expect(said / run.bytes).toBeGreaterThan(0.7);
    expect(said / run.bytes).toBeLessThan(1.3);
  });
});
