/** The whole way from a model to averages, on a free field, whose averages and partition function are known in closed form. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { flowOfModel } from '../../src-engine/learn/model/flow-of-model.ts';
import { decodeModel, encodeModel, type Model } from '../../src-engine/learn/model/model-file.ts';
import { observableNames, observerOf } from '../../src-engine/learn/sample/batch-observables.ts';
import { Proposals } from '../../src-engine/learn/sample/proposals.ts';
import { drawSamples, summarise } from '../../src-engine/learn/sample/sample-model.ts';
import { makeTarget } from '../../src-engine/learn/target/make-target.ts';
import { newDevice } from '../support/kernel-lab.ts';
import { affine, sampleModel } from '../support/model-lab.ts';

const MASS = 6;
const L = 4;

/** A flow that only scales each site: x = exp(-1.4) z, one half of the sites in each coupling. */
const scaling = (): Model => {
  const model = sampleModel({
    target: { theory: 'phi4', massSquared: MASS, lambda: 0 },
    architecture: { ...affine, finalActivation: 'none' } as typeof affine,
  });
  const tensors = model.tensors.map((tensor) => ({
    ...tensor,
    data: tensor.name.endsWith('network.1.biases') ? Float32Array.of(-1.4, 0) : tensor.data.map(() => 0),
  }));
  return unwrap(decodeModel(unwrap(encodeModel({ ...model, tensors }))));
};

/** S = sum over momenta of (m^2 + p^2) |phi_p|^2 with p^2 = sum 4 sin^2(p/2): every mode is a Gauss integral. */
const stiffness = Array.from({ length: L * L }, (_, i) => {
  const hat = (n: number): number => 4 * Math.sin((Math.PI * n) / L) ** 2;
  return MASS + hat(i % L) + hat(Math.floor(i / L));
});
const logZ = stiffness.reduce((all, k) => all + 0.5 * Math.log(Math.PI / k), 0);
const phi2 = stiffness.reduce((all, k) => all + 0.5 / k, 0) / (L * L);
// V <M^2> is the variance of the constant mode
const chi2 = 0.5 / MASS;

describe('samples of a model of a free field', () => {
  it('have the exact averages and the exact partition function, both ways', async () => {
    const model = scaling();
    const address = { seed: 7, stage: 0 };
    const { flow } = unwrap(flowOfModel(newDevice(), model, 64));
    const source = new Proposals(flow, makeTarget(model.manifest.target, 2), address);
    const drawn = await drawSamples(source, observerOf(model.manifest.target), { count: 40_000 });
    const found = summarise(drawn, address, observableNames.phi4);
    expect(found.samples).toBe(40_000);
    const ess = unwrap(found.ess);
    expect(ess.value).toBeGreaterThan(0.2);
    expect(ess.value).toBeLessThan(0.95);
    const z = unwrap(found.logZ);
    expect(z.error).toBeLessThan(0.02);
    expect(Math.abs(z.value - logZ)).toBeLessThan(4 * z.error);
    const exact: Readonly<Record<string, number>> = { phi2, chi2, magnetisation: 0 };
    for (const [name, value] of Object.entries(exact)) {
      const { metropolis, reweighted } = found.observables.find((one) => one.name === name)!;
      for (const one of [unwrap(metropolis), unwrap(reweighted)]) {
        expect(one.error).toBeGreaterThan(0);
        if (value !== 0) expect(one.error).toBeLessThan(0.02 * value);
        expect(Math.abs(one.value - value)).toBeLessThan(4 * one.error);
      }
    }
    // without weights the flow is visibly wrong
    const plain = drawn.observed.phi2!.reduce((a, b) => a + b, 0) / found.samples;
    expect(Math.abs(plain - phi2)).toBeGreaterThan(0.1 * phi2);
  });
});
