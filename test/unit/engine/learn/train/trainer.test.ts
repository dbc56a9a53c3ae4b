import { describe, expect, test } from 'vitest';
import type { TrainingSpec } from '../../../../../src-engine/api/spec/flow-spec.ts';
import { attempt, unwrap } from '../../../../../src-engine/base/result.ts';
import { phi4Target } from '../../../../../src-engine/learn/target/phi4.ts';
import { signModes } from '../../../../../src-engine/learn/train/modes.ts';
import { Trainer, type TrainerOptions } from '../../../../../src-engine/learn/train/trainer.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';
import { smallFlow } from '../../../../support/training-lab.ts';

const SPEC: TrainingSpec = {
  steps: 60,
  batch: 64,
  estimator: 'reparametrised',
  optimiser: 'adam',
  learningRate: 0.02,
  schedule: 'cosine',
  finalRate: 0.1,
  clip: 10,
  annealing: 20,
  stopAtEss: 1,
  evaluateEvery: 20,
  evaluationSamples: 500,
};
const TARGET = phi4Target({ massSquared: 1, lambda: 1 });

const trainer = (spec: Partial<TrainingSpec> = {}, options: Partial<TrainerOptions> = {}): Trainer =>
  new Trainer({
    flow: smallFlow(newDevice(), { samples: spec.batch ?? 64, precision: 'f32' }),
    target: TARGET,
    spec: { ...SPEC, ...spec },
    seed: 12,
    ...options,
  });
const run = (t: Trainer): Record<string, number>[] => {
  const rows: Record<string, number>[] = [];
  while (t.update < t.totalUpdates) rows.push(t.step());
  return rows;
};

describe('a training', () => {
  test.each(['reparametrised', 'path', 'reinforce'] as const)('by %s makes the flow better', (estimator) => {
    const rows = run(trainer({ estimator, steps: 120, annealing: 0 }));
    const evaluated = rows.filter((row) => row['evaluation-ess'] !== undefined);
    expect(evaluated.length).toBe(6);
    expect(evaluated.at(-1)!['evaluation-ess']).toBeGreaterThan(0.8);
    expect(evaluated.at(-1)!['evaluation-ess']).toBeGreaterThan(evaluated[0]!['evaluation-ess']!);
    expect(rows.at(-1)!.loss).toBeLessThan(rows[0]!.loss!);
    expect(Object.keys(rows[0]!)).toEqual(['loss', 'ess', 'gradient-norm', 'learning-rate']);
    expect(rows.at(-1)!['learning-rate']).toBeCloseTo(0.002, 12);
    // the loss is -log Z at best
    expect(rows.at(-1)!['log-z']!).toBeGreaterThan(-rows.at(-1)!.loss! - 0.05);
  });

  test.each(['reparametrised', 'path', 'reinforce'] as const)(
    'by %s goes on from a saved state bit for bit',
    (estimator) => {
      const whole = trainer({ estimator });
      const rows = run(whole);
      const first = trainer({ estimator });
      for (let i = 0; i < 27; i++) first.step();
      const { progress, tensors } = first.state();
      const second = trainer({ estimator });
      unwrap(second.restore({ progress: JSON.parse(JSON.stringify(progress)), tensors }));
      expect(second.update).toBe(27);
      expect(run(second)).toEqual(rows.slice(27));
      expect(second.state()).toEqual(whole.state());
    },
  );

  test('depends on its seed', () => {
    expect(trainer({}, { seed: 1 }).step().loss).not.toBe(trainer({}, { seed: 2 }).step().loss);
  });

  test('ends when the effective sample size is high enough, also when it goes on', () => {
    const t = trainer({ steps: 2000, stopAtEss: 0.8, annealing: 0, schedule: 'constant' });
    const rows = run(t);
    expect(rows.length).toBeLessThan(300);
    expect(t.update).toBe(rows.length);
    const again = trainer({ steps: 2000, stopAtEss: 0.8 });
    unwrap(again.restore(t.state()));
    expect(again.totalUpdates).toBe(rows.length);
  });

  test('refuses a state that does not fit, by name', () => {
    const { progress, tensors } = trainer().state();
    const name = tensors.at(-1)!.name;
    expect(name).toContain('second-moment/coupling.');
    expect(trainer().restore({ progress, tensors: tensors.slice(0, -1) })).toMatchObject({
      ok: false,
      error: { code: 'model.mismatch', message: `${name} is not in the saved training.` },
    });
    const bent = tensors.map((t, i) => (i === 0 ? { ...t, shape: [1, ...t.shape] } : t));
    expect(trainer().restore({ progress, tensors: bent })).toMatchObject({
      ok: false,
      error: { code: 'model.mismatch' },
    });
  });
});

describe('trouble', () => {
  test('a step that is not finite is not taken', () => {
    const t = trainer();
    t.step();
    t.flow.parameters.values()[0] = Number.NaN;
    t.flow.parameters.changed();
    const before = t.flow.parameters.values().slice();
    expect(attempt(() => t.step())).toMatchObject({ ok: false, error: { code: 'run.diverged' } });
    expect(t.update).toBe(1);
    expect(t.flow.parameters.values()).toEqual(before);
    expect(t.takeAlarms().map(({ kind, update }) => [kind, update])).toEqual([['not-finite', 2]]);
    expect(t.takeAlarms()).toEqual([]);
  });

  test('a fall of the effective sample size is seen as a collapse', () => {
    const flow = smallFlow(newDevice(), { dims: [4, 4], samples: 64, precision: 'f32' });
    const t = trainer({ annealing: 0, schedule: 'constant', evaluateEvery: 10 }, { flow });
    for (let i = 0; i < 20; i++) t.step();
    expect(t.takeAlarms()).toEqual([]);
    // what a wild step leaves behind: fields far away
    for (const { name, shape, offset } of flow.parameters.pieces)
      if (name.endsWith('biases') && shape[0] === 2) flow.parameters.values()[offset + 1]! += 2;
    flow.parameters.changed();
    const rows = Array.from({ length: 10 }, () => t.step());
    expect(rows.at(-1)!['evaluation-ess']).toBeLessThan(2 / 500);
    expect(t.takeAlarms().map(({ kind, update }) => [kind, update])).toEqual([['collapse', 30]]);
  });

  test('one of two modes, by their signs and by fields of the target', () => {
    // two deep wells: fields near +-sqrt(4 / 2) = 1.41 at all sites
    const target = phi4Target({ massSquared: -4, lambda: 1 });
    const reference = Float64Array.from(
      { length: 4 * 64 },
      (_, i) => (i < 128 ? 1 : -1) * (1.41 + 0.02 * Math.sin(i)),
    );
    const flow = smallFlow(newDevice(), { samples: 64, precision: 'f32' });
    const seen = new Trainer({
      flow,
      target,
      spec: { ...SPEC, steps: 400, annealing: 0, evaluateEvery: 100, learningRate: 0.01 },
      seed: 12,
      modes: signModes,
      reference,
    });
    // the flow begins in one of the wells
    const bias = flow.parameters.pieces.filter(
      ({ name, shape }) => name.endsWith('biases') && shape[0] === 2,
    );
    for (const { offset } of bias) flow.parameters.values()[offset + 1] = 1;
    flow.parameters.changed();
    const rows = run(seen);
    expect(rows.at(-1)!['evaluation-ess']).toBeGreaterThan(0.5);
    expect(rows.at(-1)!['reference-ess']).toBeLessThan(1e-3);
    const alarms = seen.takeAlarms();
    expect(alarms.map(({ kind }) => kind)).toEqual(['mode-loss']);
    expect(alarms[0]!.message).toContain('sign of the magnetisation -1');
  });
});
