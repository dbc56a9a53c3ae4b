/**
 * The whole chain of flow proposals and independence Metropolis, alone and between trajectories of hybrid Monte Carlo, against a second way of drawing the same joint
 * distribution, on 2 x 2 sites.
 *   Couplings and fields (J. Geweke, J. Am. Stat. Assoc. 99 (2004) 799): p(c, phi) = pi_c exp(-S_c)/Z_c, drawn directly (phi by rejection), and by a chain that moves phi
 *     at fixed c by the sampler and then draws c anew from p(c | phi) = pi_c exp(-S_c) / Z_c over their sum.
 *   Ranks (J. Besag, P. Clifford, Biometrika 76 (1989) 633; A. Gandy, J. Scott, arXiv:2001.06465): an exact sample is put at a random place of a short chain that grows
 *     from it both ways, backwards by the updates in reversed order. If the updates leave the target as it is, its rank among all of the chain is uniform: exactly,
 *     whatever the autocorrelations.
 * What the tests would see is seen: a wrong log-determinant, a wrong action in the acceptance.
 */
import { describe, expect, test } from 'vitest';
import { readSpec } from '../../src-engine/api/spec/read-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { singleThreadExecutor } from '../../src-engine/kernel/single-thread.ts';
import type { Field } from '../../src-engine/lattice/lattice.ts';
import { makeExactFlow } from '../../src-engine/learn/exact-flow.ts';
import type { Flow, FlowLayer } from '../../src-engine/learn/flow.ts';
import { type ChainField, plainField } from '../../src-engine/learn/sample/chain-field.ts';
import { flowUpdater } from '../../src-engine/learn/sample/flow-updater.ts';
import { type Phi4Coupling, phi4Target } from '../../src-engine/learn/target/phi4.ts';
import { TrainingRun } from '../../src-engine/run/training-run.ts';
import { chiSquarePValue, type Estimate, estimate, normalPValue } from '../../src-engine/statistics/index.ts';
import { integratedPhi4 } from '../support/exact-phi4.ts';
import { newDevice } from '../support/kernel-lab.ts';
import { uniforms } from '../support/random-field.ts';
import { scalarLab } from '../support/scalar-lab.ts';
import { noLoops } from '../support/spec-documents.ts';

/** With two wells, and without. */
const COUPLINGS: readonly Phi4Coupling[] = [
  { massSquared: -1, lambda: 0.6 },
  { massSquared: -0.6, lambda: 1 },
  { massSquared: 0.3, lambda: 1.5 },
];
const PRIOR = [0.5, 0.3, 0.2];

const actionOf = ({ massSquared, lambda }: Phi4Coupling, x: Float64Array): number => {
  const [p, q, r, s] = x as unknown as [number, number, number, number];
  const kinetic = 2 * ((p - q) ** 2 + (r - s) ** 2 + (p - r) ** 2 + (q - s) ** 2);
  return kinetic + x.reduce((sum, v) => sum + massSquared * v ** 2 + lambda * v ** 4, 0);
};

/** By rejection: exp(-S) <= C exp(-a sum phi^2), for lambda phi^4 - b phi^2 = lambda (phi^2 - b/(2 lambda))^2 - b^2/(4 lambda) with b = a - m^2. */
const exactSample = (coupling: Phi4Coupling, next: () => number): Float64Array => {
  const a = 0.6;
  const b = a - coupling.massSquared;
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  for (;;) {
    const x = Float64Array.from({ length: 4 }, () => normal() * Math.sqrt(0.5 / a));
    const excess = actionOf(coupling, x) - x.reduce((sum, v) => sum + a * v * v, 0);
    if (next() < Math.exp(-excess - b ** 2 / coupling.lambda)) return x;
  }
};

const observables: readonly ((x: Float64Array) => number)[] = [
  (x) => x[0]!,
  (x) => x.reduce((sum, v) => sum + v, 0) ** 2,
  (x) => x.reduce((sum, v) => sum + v * v, 0),
  (x) => x.reduce((sum, v) => sum + v ** 4, 0),
  (x) => x[0]! * x[3]! - x[1]! * x[2]!,
];

const FLOWS = {
  couplings: { kind: 'affine', couplings: 4, network: 'dense', hidden: [6] },
  continuous: {
    kind: 'continuous',
    frequencies: 4,
    features: 3,
    'time-modes': 2,
    steps: 4,
    'exact-steps': 8,
  },
} as const;

/** Trained for the widest of the distributions, so that it covers the others; not for long: what is wrong in the weights of a good flow is not seen. */
const trainedFlow = (kind: keyof typeof FLOWS): Flow => {
  const { massSquared, lambda } = COUPLINGS[0]!;
  const document = {
    version: 1,
    seed: 5,
    lattice: { dims: [2, 2], group: 'scalar' },
    action: { preset: 'phi4', 'mass-squared': massSquared, lambda },
    flow: FLOWS[kind],
    training: { steps: 60, batch: 64, 'learning-rate': 0.02, 'evaluate-every': 60 },
  };
  const run = new TrainingRun(unwrap(readSpec(document, noLoops)), singleThreadExecutor());
  while (run.update < run.totalUpdates) run.step();
  const { architecture: spec, tensors } = run.result();
  const options = { dims: [2, 2], samples: 128, family: 'scalar', seed: 0, spec } as const;
  return unwrap(makeExactFlow(newDevice(), options, tensors, kind)).flow;
};

/** What is made wrong on purpose. */
interface Spoilt {
  /** Times which log-determinants are said. */
  readonly logDeterminant?: number;
  /** Added to lambda in the acceptance. */
  readonly lambda?: number;
}

const spoil = (flow: Flow, factor: number): Flow => {
  const { lattice } = flow;
  const add = lattice.kernel(`density plus ${factor}`, (k) => {
    const [own, all] = [k.field('own', 1), k.field('all', 1)];
    k.store(all, 0, k.fma(k.constant(factor), k.load(own, k.here, 0), k.load(all, k.here, 0)));
  });
  const clear = lattice.kernel('density zero', (k) => k.store(k.field('own', 1), 0, k.constant(0)));
  const wrong =
    (run: FlowLayer['forward']): FlowLayer['forward'] =>
    (x: Field, logJ: Field, keep: boolean) => {
      const own = lattice.field(1);
      clear([own]);
      run(x, own, keep);
      add([own, logJ]);
      lattice.release(own);
    };
  const layers = flow.layers.map((layer) => ({
    ...layer,
    forward: wrong(layer.forward),
    inverse: wrong(layer.inverse),
  }));
  return { ...flow, layers };
};

type Update = (number: number) => void;

interface Sampler {
  readonly field: ChainField;
  /** In order; a chain backwards takes them from the last to the first. Each leaves the target as it is, and is its own reverse. */
  readonly updates: readonly Update[];
}

const makeSampler = (
  coupling: Phi4Coupling,
  kind: keyof typeof FLOWS,
  mixed: boolean,
  seed: number,
  { logDeterminant = 1, lambda = 0 }: Spoilt = {},
): Sampler => {
  const lab = scalarLab([2, 2], coupling, 1);
  const field = plainField(lab.field.phi);
  const made = trainedFlow(kind);
  const updater = flowUpdater({
    flow: logDeterminant === 1 ? made : spoil(made, logDeterminant),
    target: phi4Target({ ...coupling, lambda: coupling.lambda + lambda }),
    field,
    proposals: 2,
  });
  const hmc = lab.hmc({ length: 0.4, steps: 2 });
  return {
    field,
    updates: [
      (update) => {
        updater.apply({ seed, update, stage: 1024 });
      },
      ...(mixed ? [(update: number) => void hmc.trajectory({ seed, update })] : []),
    ],
  };
};

/** The smallest p-value of couplings and fields drawn both ways, times how many there are. */
const jointPValue = (kind: keyof typeof FLOWS, mixed: boolean, count: number, spoilt?: Spoilt): number => {
  const next = uniforms(91);
  const logZ = COUPLINGS.map((coupling) => integratedPhi4(coupling).logZ);
  const samplers = COUPLINGS.map((coupling, c) => makeSampler(coupling, kind, mixed, 20 + c, spoilt));
  const choose = (weights: readonly number[]): number => {
    const u = next() * weights.reduce((a, b) => a + b, 0);
    return weights[0]! > u ? 0 : weights[0]! + weights[1]! > u ? 1 : 2;
  };
  const functions: readonly ((c: number, x: Float64Array) => number)[] = [
    ...COUPLINGS.map((_, i) => (c: number) => (c === i ? 1 : 0)),
    ...observables.map((o) => (_: number, x: Float64Array) => o(x)),
    (c, x) => COUPLINGS[c]!.lambda * observables[3]!(x),
  ];
  const [direct, chained] = [0, 1].map(() => functions.map(() => new Float64Array(count)));
  let c = 0;
  let x = exactSample(COUPLINGS[c]!, next);
  for (let i = 0; i < count; i++) {
    const other = choose(PRIOR);
    const drawn = exactSample(COUPLINGS[other]!, next);
    const { field, updates } = samplers[c]!;
    field.write(x);
    for (const update of updates) update(i + 1);
    x = field.read();
    c = choose(COUPLINGS.map((one, j) => PRIOR[j]! * Math.exp(-actionOf(one, x) - logZ[j]!)));
    functions.forEach((f, j) => {
      direct![j]![i] = f(other, drawn);
      chained![j]![i] = f(c, x);
    });
  }
  const pValues = functions.map((_, j) => {
    const [a, b] = [direct![j]!, chained![j]!].map((values) => unwrap(estimate(values))) as [
      Estimate,
      Estimate,
    ];
    return normalPValue((a.value - b.value) / Math.hypot(a.error, b.error));
  });
  return Math.min(...pValues) * pValues.length;
};

const CHAIN = 7;
/** The smallest p-value of the ranks of exact samples in chains through them, times how many observables there are. */
const rankPValue = (kind: keyof typeof FLOWS, mixed: boolean, count: number, spoilt?: Spoilt): number => {
  const next = uniforms(37);
  const coupling = COUPLINGS[1]!;
  const { field, updates } = makeSampler(coupling, kind, mixed, 33, spoilt);
  const tallies = observables.map(() => new Float64Array(CHAIN + 1));
  let number = 0;
  const walk = (from: Float64Array, steps: number, row: readonly Update[]): Float64Array[] => {
    field.write(from);
    return Array.from({ length: steps }, () => {
      for (const update of row) update(++number);
      return field.read();
    });
  };
  for (let i = 0; i < count; i++) {
    const exact = exactSample(coupling, next);
    const place = Math.floor(next() * (CHAIN + 1));
    const others = [...walk(exact, CHAIN - place, updates), ...walk(exact, place, updates.toReversed())];
    observables.forEach((o, j) => {
      const value = o(exact);
      // refused proposals repeat the field: equal numbers are put in random order
      const tie = next();
      const rank = others.filter((x) => o(x) < value || (o(x) === value && next() < tie)).length;
      tallies[j]![rank]!++;
    });
  }
  const expected = count / (CHAIN + 1);
  const pValues = tallies.map((tally) =>
    chiSquarePValue(
      tally.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0),
      CHAIN,
    ),
  );
  return Math.min(...pValues) * pValues.length;
};

/** Pairs of draws, and chains through exact samples. */
const COUNTS = {
  couplings: { joint: 10_000, ranks: 3000 },
  continuous: { joint: 2500, ranks: 400 },
} as const;

describe.each([
  ['couplings', false],
  ['couplings', true],
  ['continuous', false],
  ['continuous', true],
] as const)('%s, hybrid Monte Carlo between: %s', (kind, mixed) => {
  const { joint, ranks } = COUNTS[kind];

  test('couplings and fields, both ways', () => {
    expect(jointPValue(kind, mixed, joint)).toBeGreaterThan(1e-3);
  });

  test('ranks in chains through exact samples', () => {
    expect(rankPValue(kind, mixed, ranks)).toBeGreaterThan(1e-3);
  });
});

describe.each([
  ['a wrong log-determinant', { logDeterminant: 0.3 }],
  ['a wrong action', { lambda: 0.6 }],
] as const)('%s is seen', (_, spoilt) => {
  const { joint, ranks } = COUNTS.couplings;

  test.each([false, true])('by both, hybrid Monte Carlo between: %s', (mixed) => {
    expect(jointPValue('couplings', mixed, joint, spoilt)).toBeLessThan(1e-10);
    expect(rankPValue('couplings', mixed, ranks, spoilt)).toBeLessThan(1e-3);
  });
});
