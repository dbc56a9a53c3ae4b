/**
 * Exact averages from flows that are bad on purpose, in every way they are used: independence Metropolis, weights, mixed with other updates, replica exchange.
 * Exact numbers: phi^4 on the 2 x 2 torus by integration over its four numbers (and by the transfer matrix), U(1) by characters.
 */
import { describe, expect, test } from 'vitest';
import type { AngularFlowSpec } from '../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { u1 } from '../../src-engine/group/group.ts';
import type { Field } from '../../src-engine/lattice/lattice.ts';
import type { Flow } from '../../src-engine/learn/flow.ts';
import { makeFlow } from '../../src-engine/learn/make-flow.ts';
import { observerOf } from '../../src-engine/learn/sample/batch-observables.ts';
import { gaugeChainField, plainField } from '../../src-engine/learn/sample/chain-field.ts';
import { flowUpdater } from '../../src-engine/learn/sample/flow-updater.ts';
import { walkIndependence } from '../../src-engine/learn/sample/independence.ts';
import { Proposals, propose } from '../../src-engine/learn/sample/proposals.ts';
import { effectiveSampleSize, logPartition, reweighted } from '../../src-engine/learn/sample/reweight.ts';
import { phi4Target } from '../../src-engine/learn/target/phi4.ts';
import { u1Target } from '../../src-engine/learn/target/u1.ts';
import type { Target } from '../../src-engine/learn/target.ts';
import { estimate, kolmogorovPValue } from '../../src-engine/statistics/index.ts';
import { heatBath } from '../../src-engine/update/heat-bath.ts';
import { integratedPhi4 as integrated } from '../support/exact-phi4.ts';
import { besselI, u1Plaquette } from '../support/exact-plaquette.ts';
import { newDevice } from '../support/kernel-lab.ts';
import { uniforms } from '../support/random-field.ts';
import { scalarLab } from '../support/scalar-lab.ts';
import { smallFlow } from '../support/training-lab.ts';
import { updateLab } from '../support/update-lab.ts';

const phi4Observed = observerOf({ theory: 'phi4', massSquared: 0, lambda: 0 });
const u1Observed = observerOf({ theory: 'u1', beta: 0 });

/** Samples of a flow, by both ways, against exact averages; log Z and <w>/Z. */
const checkSampling = (
  flow: Flow,
  target: Target,
  count: number,
  exact: { readonly logZ: number; readonly averages: Readonly<Record<string, number>> },
  observe: (x: Field) => Readonly<Record<string, Float64Array>>,
): void => {
  const address = { seed: 41, stage: 0 };
  const names = Object.keys(exact.averages);
  const source = new Proposals(flow, target, address);
  const { logWeights, observed } = propose(source, 0, count, (x) => {
    const all = observe(x);
    return names.map((name) => all[name]!);
  });
  const ess = effectiveSampleSize(logWeights);
  expect(ess).toBeGreaterThan(0.01);
  expect(ess).toBeLessThan(0.6);
  const z = unwrap(logPartition(logWeights));
  expect(z.error).toBeLessThan(0.05);
  expect(Math.abs(z.value - exact.logZ), `log Z ${z.value} +- ${z.error}`).toBeLessThan(4 * z.error);
  const normalised = logWeights.map((w) => Math.exp(w - exact.logZ));
  const mean = normalised.reduce((sum, w) => sum + w, 0) / count;
  const variance = normalised.reduce((sum, w) => sum + (w - mean) ** 2, 0) / count;
  expect(Math.abs(mean - 1), `<w>/Z = ${mean}`).toBeLessThan(4 * Math.sqrt(variance / count));
  const { at } = walkIndependence(logWeights, address);
  names.forEach((name, i) => {
    const values = observed[i]!;
    const chain = unwrap(estimate(Float64Array.from(at, (place) => values[place]!)));
    const weighed = unwrap(reweighted(logWeights, [values]));
    for (const { value, error } of [chain, weighed]) {
      expect(error, name).toBeGreaterThan(0);
      expect(Math.abs(value - exact.averages[name]!), `${name} ${value} +- ${error}`).toBeLessThan(4 * error);
    }
  });
};

describe('phi^4 from a flow that has not been trained', () => {
  test('integration agrees with the transfer matrix', () => {
    const { logZ, phi2, susceptibility } = integrated({ massSquared: -4, lambda: 8 });
    expect(logZ).toBeCloseTo(0.9144339784, 7);
    expect(phi2).toBeCloseTo(0.1714344232, 7);
    expect(susceptibility).toBeCloseTo(0.4504816415, 7);
  });

  test.each([
    [-4, 8, 0.9144339784, { phi2: 0.1714344232, chi2: 0.4504816415, energy: 0.0996783356 }],
    [-4, 6.975, 1.1731847108, { phi2: 0.1956262102, chi2: 0.5442096309 }],
    [1.25, 0, -0.5926518563, { phi2: 0.1611325611, chi2: 0.4 }],
  ])('2 x 2, m^2 = %d, lambda = %d', (massSquared, lambda, logZ, averages) => {
    const flow = smallFlow(newDevice(), { samples: 512, strength: 0.5 });
    checkSampling(flow, phi4Target({ massSquared, lambda }), 120_000, { logZ, averages }, phi4Observed);
  });
});

const ANGULAR: AngularFlowSpec = {
  kind: 'angular',
  transform: 'projection',
  size: 2,
  couplings: 8,
  network: 'convolution',
  hidden: [4],
  stencil: 3,
  activation: 'tanh',
  finalActivation: 'none',
};
const angularFlow = (samples = 256): Flow =>
  unwrap(
    makeFlow(newDevice(), {
      dims: [4, 4],
      samples,
      precision: 'f64',
      spec: ANGULAR,
      family: 'u1',
      seed: 3,
    }),
  );
const BETA = 0.7;
const u1Exact = {
  logZ:
    Math.log([...Array(41).keys()].reduce((sum, n) => sum + besselI(n - 20, BETA) ** 16, 0)) +
    32 * Math.log(2 * Math.PI),
  averages: { plaquette: u1Plaquette(BETA, 16) },
};

test('U(1) from a flow that has not been trained', () => {
  checkSampling(angularFlow(), u1Target(BETA), 60_000, u1Exact, u1Observed);
});

describe('mixed with other updates', () => {
  test('phi^4: Metropolis of small steps and proposals of a flow', () => {
    const coupling = { massSquared: -4, lambda: 6.975 };
    const lab = scalarLab([2, 2], coupling, 1);
    const sweeps = lab.metropolis({ hits: 1, width: 0.15 });
    const updater = flowUpdater({
      flow: smallFlow(newDevice(), { samples: 64, strength: 0.3 }),
      target: phi4Target(coupling),
      field: plainField(lab.field.phi),
      proposals: 2,
    });
    const count = 30_000;
    const squares = new Float64Array(count);
    let acceptance = 0;
    for (let update = 1; update <= count; update++) {
      sweeps.sweep({ seed: 5, update });
      acceptance += updater.apply({ seed: 5, update, stage: 1024 }).acceptance;
      squares[update - 1] = lab.field.lattice.read(lab.field.phi).reduce((sum, x) => sum + (x * x) / 4, 0);
    }
    const { value, error, tauInt } = unwrap(estimate(squares, { cut: 100 }));
    expect(Math.abs(value - 0.1956262102), `${value} +- ${error}`).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.003);
    expect(acceptance / count).toBeGreaterThan(0.03);
    expect(tauInt).toBeLessThan(20);
  });

  test('U(1): heat bath and proposals of a flow', () => {
    const lab = updateLab(u1, [4, 4], `plaquette: ${BETA}`);
    const bath = unwrap(heatBath(lab.action, lab.field));
    const updater = flowUpdater({
      flow: angularFlow(),
      // the same numbers, from the same seed
      weigher: angularFlow(2),
      target: u1Target(BETA),
      field: gaugeChainField(lab.field),
      proposals: 4,
    });
    const count = 4000;
    const history = new Float64Array(count);
    let acceptance = 0;
    for (let update = 1; update <= count; update++) {
      bath.sweep({ seed: 6, update });
      acceptance += updater.apply({ seed: 6, update, stage: 1024 }).acceptance;
      history[update - 1] = lab.mean();
    }
    const { value, error } = unwrap(estimate(history, { cut: 50 }));
    expect(Math.abs(value - u1Exact.averages.plaquette), `${value} +- ${error}`).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.005);
    expect(acceptance / count).toBeGreaterThan(0.02);
  });
});

/**
 * J. Geweke, J. Am. Stat. Assoc. 99 (2004) 799: from exact samples of the target the whole sampler leads to exact samples. Exact ones by rejection: for m^2 > 0
 * exp(-S) <= exp(-m^2 sum phi^2), a normal density.
 */
test('the whole sampler leaves the target as it is', () => {
  const coupling = { massSquared: 0.3, lambda: 0.2 };
  const next = uniforms(77);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const exact = (): Float64Array => {
    for (;;) {
      const x = Float64Array.from({ length: 4 }, () => normal() * Math.sqrt(0.5 / coupling.massSquared));
      const [p, q, r, s] = x as unknown as [number, number, number, number];
      const kinetic = 2 * ((p - q) ** 2 + (r - s) ** 2 + (p - r) ** 2 + (q - s) ** 2);
      const quartic = coupling.lambda * x.reduce((sum, v) => sum + v ** 4, 0);
      if (next() < Math.exp(-kinetic - quartic)) return x;
    }
  };
  const observables: readonly ((x: Float64Array) => number)[] = [
    (x) => x[0]!,
    (x) => x.reduce((sum, v) => sum + v, 0) ** 2,
    (x) => x.reduce((sum, v) => sum + v * v, 0),
    (x) => x[0]! * x[3]! - x[1]! * x[2]!,
  ];
  const lab = scalarLab([2, 2], coupling, 1);
  const field = plainField(lab.field.phi);
  const sweeps = lab.metropolis({ hits: 1, width: 0.5 });
  const updater = flowUpdater({
    flow: smallFlow(newDevice(), { samples: 64, strength: 0.4 }),
    target: phi4Target(coupling),
    field,
    proposals: 3,
  });
  const count = 6000;
  const ends = observables.map(() => new Float64Array(count));
  const others = observables.map(() => new Float64Array(count));
  let changed = 0;
  for (let i = 0; i < count; i++) {
    field.write(exact());
    for (let k = 0; k < 2; k++) {
      const update = 2 * i + k + 1;
      sweeps.sweep({ seed: 8, update });
      changed += updater.apply({ seed: 8, update, stage: 1024 }).acceptance;
    }
    const [end, other] = [field.read(), exact()];
    observables.forEach((o, j) => {
      ends[j]![i] = o(end);
      others[j]![i] = o(other);
    });
  }
  expect(changed / (2 * count)).toBeGreaterThan(0.05);
  ends.forEach((values, j) => {
    expect(kolmogorovPValue(distance(values, others[j]!), count / 2), `observable ${j}`).toBeGreaterThan(
      1e-3,
    );
  });
});

/** Largest difference of two empirical distributions of equally many numbers. */
const distance = (a: Float64Array, b: Float64Array): number => {
  const [x, y] = [a.toSorted(), b.toSorted()];
  let worst = 0;
  for (let i = 0, j = 0; i < x.length && j < y.length; ) {
    if (x[i]! <= y[j]!) i++;
    else j++;
    worst = Math.max(worst, Math.abs(i - j) / x.length);
  }
  return worst;
};
