import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { picturesOfRun } from '../../../../src-main/run/draw-pictures.ts';
import { openRunLab, type RunLab, smallSpec } from '../../../support/run-lab.ts';

let lab: RunLab;
beforeEach(async () => {
  lab = await openRunLab();
});
afterEach(() => lab.dispose());

/** A normal field of variance 1 is asked to be one of variance 1/(2 (9 + 4)) and less. */
const training = (steps: number): string => `version = 1
seed = 11
name = "small"
[lattice]
dims = [6, 4]
group = "scalar"
[action]
preset = "phi4"
mass-squared = 9.0
lambda = 1.0
[flow]
kind = "affine"
couplings = 4
hidden = [4]
[training]
steps = ${steps}
batch = 32
learning-rate = 0.02
evaluate-every = 1000
evaluation-samples = 64
`;

const asked = { count: 3, seed: null };
const square = (values: Float32Array): number => values.reduce((sum, x) => sum + x * x, 0) / values.length;
const stopAt = (update: number, isSet: (done: number) => boolean = (done) => done >= update) => {
  const stop = { isSet: false, clear: () => {}, ask: () => {} };
  let done = 0;
  return {
    stop: stop as never,
    onUpdate: () => {
      stop.isSet = isSet(++done);
    },
  };
};

test('samples are those of the newest checkpoint, and the noise stays while the flow learns', async () => {
  const run = await lab.prepare(training(150));
  await lab.carryOut(run, stopAt(1));
  const early = unwrap(await picturesOfRun(lab.workspace, run.id, asked));
  expect(early).toMatchObject({ step: 1, seed: 11, quantity: 'phi', width: 6, height: 4 });
  expect(early.samples).toHaveLength(3);
  await lab.carryOut(run);
  const late = unwrap(await picturesOfRun(lab.workspace, run.id, asked));
  expect(late.step).toBe(150);
  expect(square(early.samples[0]!.values)).toBeGreaterThan(0.3);
  expect(square(late.samples[0]!.values)).toBeLessThan(0.15);
  const products = late.samples[0]!.values.reduce((sum, x, i) => sum + x * early.samples[0]!.values[i]!, 0);
  expect(products).toBeGreaterThan(0);
  const others = unwrap(await picturesOfRun(lab.workspace, run.id, { count: 3, seed: 12 }));
  expect(others.samples[0]!.values).not.toEqual(late.samples[0]!.values);
});

test('a run that trains nothing, or has not begun, is told as such', async () => {
  const chain = await lab.prepare(smallSpec({}));
  expect(await picturesOfRun(lab.workspace, chain.id, asked)).toMatchObject({
    ok: false,
    error: { message: 'This run trains no flow.' },
  });
  const run = await lab.prepare(training(2));
  expect(await picturesOfRun(lab.workspace, run.id, asked)).toMatchObject({
    ok: false,
    error: { code: 'run.checkpointMissing' },
  });
});

test('a checkpoint that is asked for is written while the run goes on', async () => {
  const run = await lab.prepare(training(1_000_000));
  const request = join(run.paths.folder, 'checkpoint-request');
  const written = (): readonly string[] =>
    readdirSync(run.paths.checkpoints).filter(
      (name) => name.endsWith('.json') && !name.startsWith('0000000000'),
    );
  let seen: readonly string[] = [];
  await lab.carryOut(
    run,
    stopAt(0, (done) => {
      if (done === 1) writeFileSync(request, '');
      if (existsSync(request)) return false;
      seen = written();
      return true;
    }),
  );
  expect(seen).toHaveLength(1);
}, 20_000);
