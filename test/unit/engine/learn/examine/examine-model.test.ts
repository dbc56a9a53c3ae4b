import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ModelTarget } from '../../../../../src-engine/api/model-manifest.ts';
import type { FlowSpec } from '../../../../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { examineModel } from '../../../../../src-engine/learn/examine/examine-model.ts';
import type { Examination, FigureKey } from '../../../../../src-engine/learn/examine/figure.ts';
import { affineTransform } from '../../../../../src-engine/learn/flow/affine.ts';
import type { Model } from '../../../../../src-engine/learn/model/model-file.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';
import { sampleModel } from '../../../../support/model-lab.ts';

const NETWORK = { hidden: [4], activation: 'silu', finalActivation: 'tanh' } as const;
const affine: FlowSpec = { kind: 'affine', couplings: 4, network: 'convolution', ...NETWORK };
const angular = {
  kind: 'angular',
  transform: 'projection',
  size: 4,
  couplings: 8,
  network: 'convolution',
  ...NETWORK,
} as const satisfies FlowSpec;
const phi4: ModelTarget = { theory: 'phi4', massSquared: -4, lambda: 8 };

/** Random numbers: what is checked holds for all of them. */
const modelOf = (dims: readonly number[], target: ModelTarget, architecture: FlowSpec): Model => {
  const model = sampleModel({ dims, target, architecture });
  // those that begin as the identity are moved away from it
  const moved = (data: Model['tensors'][number]['data']) =>
    Float32Array.from(data, (v, i) => (v === 0 ? Math.sin(i + 1) : v));
  return { ...model, tensors: model.tensors.map((one) => ({ ...one, data: moved(one.data) })) };
};

const examined = async (model: Model): Promise<Examination> =>
  unwrap(await examineModel(newDevice(), model, { samples: 6, seed: 5 }));
const figure = ({ figures }: Examination, key: FigureKey) => figures.find((one) => one.key === key)!;

afterEach(() => {
  vi.restoreAllMocks();
});

const CASES: readonly (readonly [string, Model, Partial<Record<FigureKey, string>>])[] = [
  ['couplings of a scalar', modelOf([4, 6], phi4, affine), { reflection: 'told', translation: 'passed' }],
  [
    'full connection',
    modelOf([4, 4], phi4, { ...affine, network: 'dense' }),
    { translation: 'left-out', jacobian: 'passed' },
  ],
  [
    'a continuous flow',
    modelOf([3, 3], phi4, { kind: 'continuous', frequencies: 2, features: 2, timeModes: 2, steps: 6 }),
    { reflection: 'passed', translation: 'passed' },
  ],
  ['U(1)', modelOf([4, 8], { theory: 'u1', beta: 2 }, angular), { gauge: 'passed', translation: 'passed' }],
  [
    'SU(2)',
    modelOf(
      [4, 4],
      { theory: 'su2', beta: 2 },
      { kind: 'spectral', bins: 3, couplings: 2, network: 'convolution', ...NETWORK },
    ),
    { gauge: 'passed', translation: 'left-out' },
  ],
  [
    'U(1), blocks',
    modelOf(
      [4, 4],
      { theory: 'u1', beta: 2 },
      { ...angular, transform: 'circular-spline', masks: 'blocks', couplings: 4 },
    ),
    { gauge: 'passed', translation: 'left-out' },
  ],
  [
    'U(1), sweeps that see places',
    modelOf([4, 8], { theory: 'u1', beta: 2 }, { ...angular, masks: 'sweeps', loops: 'strips' }),
    { gauge: 'passed', translation: 'passed' },
  ],
  [
    'SU(2), sweeps',
    modelOf(
      [4, 16],
      { theory: 'su2', beta: 2 },
      { kind: 'spectral', bins: 3, masks: 'sweeps', couplings: 3, network: 'convolution', ...NETWORK },
    ),
    { gauge: 'passed', translation: 'passed' },
  ],
  [
    'SU(3)',
    modelOf([2, 4], { theory: 'su3', beta: 5 }, { kind: 'residual', sweeps: 1 }),
    { gauge: 'passed' },
  ],
];

describe('the check of a model', () => {
  test.each(CASES)('%s: everything holds', async (_, model, expected) => {
    const found = await examined(model);
    expect(found.passed).toBe(true);
    for (const [key, verdict] of Object.entries(expected))
      expect(figure(found, key as FigureKey).verdict, key).toBe(verdict);
    for (const { key, deviation, verdict } of found.figures)
      if (verdict === 'passed') expect(deviation, key).toBeGreaterThanOrEqual(0);
    expect(figure(found, 'other-densities').deviation).toBeGreaterThan(0);
    expect(found.steps === null).toBe(model.manifest.architecture.kind !== 'continuous');
  });

  test('a log-determinant with a wrong factor', async () => {
    const { forward } = affineTransform;
    vi.spyOn(affineTransform, 'forward').mockImplementation((k, x, p) => {
      const { value, logSlope } = forward(k, x, p);
      return { value, logSlope: k.mul(k.constant(1.01), logSlope) };
    });
    const found = await examined(CASES[0]![1]);
    expect(found.passed).toBe(false);
    expect(figure(found, 'round-trip').verdict).toBe('passed');
    expect(figure(found, 'densities').verdict).toBe('failed');
    expect(figure(found, 'jacobian').verdict).toBe('failed');
  });

  test('both passes wrong alike: only the Jacobian sees it', async () => {
    const { forward, inverse } = affineTransform;
    vi.spyOn(affineTransform, 'forward').mockImplementation((k, x, p) => {
      const { value, logSlope } = forward(k, x, p);
      return { value, logSlope: k.mul(k.constant(1.01), logSlope) };
    });
    vi.spyOn(affineTransform, 'inverse').mockImplementation((k, x, p) => {
      const { value, logSlope } = inverse(k, x, p);
      return { value, logSlope: k.mul(k.constant(1.01), logSlope) };
    });
    const found = await examined(CASES[0]![1]);
    expect(found.figures.filter(({ verdict }) => verdict === 'failed').map(({ key }) => key)).toEqual([
      'jacobian',
    ]);
  });

  test('an inverse that is none', async () => {
    vi.spyOn(affineTransform, 'inverse').mockImplementation((k, x, p) => ({
      value: k.sub(x, p[1]!),
      logSlope: k.neg(p[0]!),
    }));
    expect(figure(await examined(CASES[0]![1]), 'round-trip').verdict).toBe('failed');
  });

  test('says what it looks at, and can be stopped', async () => {
    const steps: [FigureKey, number][] = [];
    await examineModel(newDevice(), CASES[0]![1], {
      samples: 4,
      seed: 1,
      onStep: (key, fraction) => steps.push([key, fraction]),
    });
    expect(steps.map(([key]) => key)).toEqual([
      'round-trip',
      'jacobian',
      'gauge',
      'translation',
      'other-densities',
    ]);
    const stopped = await examineModel(newDevice(), CASES[0]![1], {
      samples: 4,
      seed: 1,
      isStopped: () => true,
    });
    expect(stopped).toMatchObject({ ok: false, error: { code: 'task.cancelled' } });
  });
});
