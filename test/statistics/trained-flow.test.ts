/**
 * Trainings of seconds, and what their flows tell about the theory on lattices where it is known: by independence Metropolis, by weights, and log Z. Exact numbers: the
 * free field, sum over momenta; SU(2) in two dimensions, characters. Others: embedded clusters with Metropolis updates, with their errors. Four standard errors each.
 */
import { describe, expect, test } from 'vitest';
import { readSpec } from '../../src-engine/api/spec/read-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { singleThreadExecutor } from '../../src-engine/kernel/single-thread.ts';
import { flowOfModel } from '../../src-engine/learn/model/flow-of-model.ts';
import type { Model } from '../../src-engine/learn/model/model-file.ts';
import { observerOf } from '../../src-engine/learn/sample/batch-observables.ts';
import { Proposals } from '../../src-engine/learn/sample/proposals.ts';
import { drawSamples, summarise } from '../../src-engine/learn/sample/sample-model.ts';
import { makeTarget } from '../../src-engine/learn/target/make-target.ts';
import { TrainingRun } from '../../src-engine/run/training-run.ts';
import { besselI } from '../support/exact-plaquette.ts';
import { newDevice } from '../support/kernel-lab.ts';
import { sampleModel } from '../support/model-lab.ts';
import { type Document, noLoops } from '../support/spec-documents.ts';

/** The model that a specification trains, for `dims` when they are given. */
const trained = (document: Document, dims?: readonly number[]): Model => {
  const spec = unwrap(readSpec({ version: 1, seed: 20261122, ...document }, noLoops));
  const run = new TrainingRun(spec, singleThreadExecutor());
  while (run.update < run.totalUpdates) run.step();
  const { target, architecture, tensors } = run.result();
  const { manifest } = sampleModel();
  const pieces = tensors.map(({ name, shape }) => ({ name, shape }));
  return {
    manifest: { ...manifest, target, architecture, dims: dims ?? spec.lattice.dims, pieces },
    tensors,
  };
};

interface Known {
  readonly logZ?: number;
  /** Values with their errors. */
  readonly averages: Readonly<Record<string, readonly [number, number]>>;
}

const check = async (model: Model, count: number, { logZ, averages }: Known): Promise<void> => {
  const { target, dims } = model.manifest;
  const { flow } = unwrap(flowOfModel(newDevice(), model, 256));
  const address = { seed: 11, stage: 0 };
  const source = new Proposals(flow, makeTarget(target, dims.length), address);
  const drawn = await drawSamples(source, observerOf(target), { count });
  const found = summarise(drawn, address, Object.keys(averages));
  // good enough for errors to mean something, and not so good that weights would not matter
  const ess = unwrap(found.ess).value;
  expect(ess).toBeGreaterThan(0.03);
  expect(ess).toBeLessThan(0.999);
  if (logZ !== undefined) {
    const z = unwrap(found.logZ);
    expect(z.error).toBeLessThan(0.1);
    expect(Math.abs(z.value - logZ), `log Z ${z.value} +- ${z.error}`).toBeLessThan(4 * z.error);
  }
  for (const { name, metropolis, reweighted } of found.observables) {
    const [exact, uncertain] = averages[name]!;
    for (const { value, error } of [unwrap(metropolis), unwrap(reweighted)]) {
      expect(error).toBeGreaterThan(0);
      if (exact !== 0) expect(error).toBeLessThan(0.05 * exact);
      const sigma = Math.hypot(error, uncertain);
      expect(Math.abs(value - exact), `${name} ${value} +- ${error}`).toBeLessThan(4 * sigma);
    }
  }
};

const scalar = (dims: readonly number[], massSquared: number, lambda: number): Document => ({
  lattice: { dims, group: 'scalar' },
  action: { preset: 'phi4', 'mass-squared': massSquared, lambda },
});

const MASS = 1.25;
/** <phi^2> = (1/V) sum_k 1 / (2 (k^2 + m^2)). */
const freePhi2 = (l: number): number => {
  const hat = (n: number): number => 4 * Math.sin((Math.PI * n) / l) ** 2;
  let sum = 0;
  for (let i = 0; i < l; i++) for (let j = 0; j < l; j++) sum += 0.5 / (hat(i) + hat(j) + MASS);
  return sum / l ** 2;
};

describe('a flow of the free field', () => {
  const flow = { kind: 'affine', couplings: 8, hidden: [8], 'final-activation': 'none' };
  const training = { steps: 400, batch: 128, 'learning-rate': 5e-3, schedule: 'cosine' };
  const document = { ...scalar([6, 6], MASS, 0), flow, training };

  test.each([
    [6, -7.6304866461],
    [8, -13.5723761395],
  ])('trained on 6 x 6, on a square of %d', async (l, logZ) => {
    expect(freePhi2(6)).toBeCloseTo(0.1172106405, 9);
    await check(trained(document, [l, l]), 20_000, {
      logZ,
      averages: { phi2: [freePhi2(l), 0], chi2: [0.5 / MASS, 0], magnetisation: [0, 0] },
    });
  });
});

describe('a flow of phi^4', () => {
  const flow = { kind: 'affine', couplings: 8, hidden: [8, 8] };
  const training = { steps: 800, batch: 128, 'learning-rate': 5e-3, schedule: 'cosine' };

  test('on 6 x 6 at m^2 = -4, lambda = 6.975', async () => {
    await check(trained({ ...scalar([6, 6], -4, 6.975), flow, training }), 20_000, {
      averages: {
        chi2: [1.0632, 0.0034],
        phi2: [0.16134, 0.00009],
        phi4: [0.05256, 0.00005],
        magnetisation: [0, 0],
      },
    });
  });

  test('on 8 x 8 at m^2 = -4, lambda = 8', async () => {
    await check(trained({ ...scalar([8, 8], -4, 8), flow, training }), 20_000, {
      averages: {
        chi2: [0.7425, 0.0032],
        phi2: [0.14342, 0.00006],
        phi4: [0.04231, 0.00003],
        energy: [0.04423, 0.00006],
        'abs-magnetisation': [0.08691, 0.0002],
      },
    });
  });
});

describe('a spectral flow of SU(2) on 4 x 4', () => {
  /** log sum_j (2 I_(2j+1)(beta) / beta)^16. */
  const logZ = (beta: number): number => {
    let z = 0;
    for (let n = 1; n < 30; n++) z += ((2 * besselI(n, beta)) / beta) ** 16;
    return Math.log(z);
  };
  const beta = 1.8;
  const plaquette = (logZ(beta + 1e-4) - logZ(beta - 1e-4)) / (16 * 2e-4);

  test('at beta = 1.8', async () => {
    expect(logZ(beta) / 16).toBeCloseTo(0.3808439348, 9);
    expect(plaquette).toBeCloseTo(0.3993725635, 7);
    const flow = { kind: 'spectral', couplings: 8, hidden: [8], bins: 4 };
    const training = { steps: 100, batch: 64, 'learning-rate': 5e-3 };
    const theory = { lattice: { dims: [4, 4], group: 'SU(2)' }, action: { beta } };
    await check(trained({ ...theory, flow, training }), 8_000, {
      logZ: logZ(beta),
      averages: { plaquette: [plaquette, 0] },
    });
  });
});
