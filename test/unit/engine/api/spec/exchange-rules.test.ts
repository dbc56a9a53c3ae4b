import { describe, expect, it } from 'vitest';
import { describeAlgorithms, describeSpec } from '../../../../../src-engine/api/spec/describe.ts';
import { estimateMemoryBytes } from '../../../../../src-engine/api/spec/memory.ts';
import type { SpecProblem } from '../../../../../src-engine/api/spec/problem.ts';
import { readSpec } from '../../../../../src-engine/api/spec/read-spec.ts';
import { canonicalToml } from '../../../../../src-engine/api/spec/render-toml.ts';
import { replicasOf } from '../../../../../src-engine/api/spec/run-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { parseSpec } from '../../../../../src-main/spec/parse-spec.ts';
import { anyLoops, type Document, noLoops } from '../../../../support/spec-documents.ts';

const hmc = [{ updates: 10, update: [{ algorithm: 'hmc' }] }];
const gauge = (exchange: Document, changes: Document = {}): Document => ({
  version: 1,
  seed: 1,
  lattice: { dims: [8, 8], group: 'U(1)' },
  action: { beta: 4 },
  phase: hmc,
  exchange,
  ...changes,
});
const phi4 = (exchange: Document, action: Document = {}): Document =>
  gauge(exchange, {
    lattice: { dims: [8, 8], group: 'scalar' },
    action: { preset: 'phi4', 'mass-squared': -4, lambda: 6, ...action },
  });
const four = { lattice: { dims: [4, 4, 4, 4], group: 'SU(3)' } };

/** Each rule once broken and once kept by the nearest document that is right. */
const cases: readonly [string, string, Document, Document][] = [
  ['a ladder of a gauge action has betas', 'exchange.betas', gauge({}), gauge({ betas: [3] })],
  ['it has at least one more replica', 'exchange.betas', gauge({ betas: [] }), gauge({ betas: [3] })],
  [
    'and no masses',
    'exchange.masses-squared',
    gauge({ betas: [3], 'masses-squared': [1] }),
    gauge({ betas: [3] }),
  ],
  ['nor has a scalar field betas', 'exchange.betas', phi4({ betas: [3] }), phi4({ lambdas: [5] })],
  ['a scalar field has one of its lists', 'exchange', phi4({}), phi4({ 'masses-squared': [-3] })],
  [
    'or both, of one length',
    'exchange.lambdas',
    phi4({ 'masses-squared': [-3, -2], lambdas: [5] }),
    phi4({ 'masses-squared': [-3, -2], lambdas: [5, 4] }),
  ],
  [
    'a sum of loops has no ladder',
    'exchange',
    gauge({}, { action: { loops: 'plaquette: 4' } }),
    gauge({ betas: [3] }, { action: { preset: 'symanzik', beta: 4 } }),
  ],
  ['ladders turn nowhere', 'exchange.betas', gauge({ betas: [3, 3.5] }), gauge({ betas: [3.5, 3] })],
  ['they begin beside the action', 'exchange.betas', gauge({ betas: [4, 3] }), gauge({ betas: [5, 6] })],
  ['all replicas are bounded', 'exchange', phi4({ lambdas: [3, 0] }), phi4({ lambdas: [3, 1] })],
  [
    'there are no sea quarks',
    'exchange',
    gauge({ betas: [3] }, { ...four, fermion: [{ operator: 'wilson', kappa: 0.1 }] }),
    gauge({ betas: [3] }, four),
  ],
  [
    'a training has no replicas',
    'exchange',
    { ...phi4({ lambdas: [5] }), phase: undefined, flow: { kind: 'affine' }, training: {} },
    phi4({ lambdas: [5] }),
  ],
  [
    'models are for theories with flows',
    'exchange.models',
    gauge({ betas: [3], models: ['m'] }, { lattice: { dims: [4, 4], group: 'SU(4)' } }),
    gauge({ betas: [3] }, { lattice: { dims: [4, 4], group: 'SU(4)' } }),
  ],
  [
    'and actions with flows',
    'exchange.models',
    gauge({ betas: [3], models: ['m'] }, { action: { preset: 'iwasaki', beta: 4 } }),
    gauge({ betas: [3], models: ['m'] }),
  ],
  [
    'there are not more of them than replicas',
    'exchange.models',
    gauge({ betas: [3], models: ['a', 'b', 'c'] }),
    gauge({ betas: [3], models: ['a', 'b'] }),
  ],
];
const problemsOf = (document: Document): readonly SpecProblem[] => {
  const clean = Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
  const read = readSpec(clean, anyLoops);
  return read.ok ? [] : ((read.error.detail as { problems?: readonly SpecProblem[] }).problems ?? []);
};

describe('the ladder of an exchange', () => {
  it.each(cases)('%s', (_, path, wrong, right) => {
    const problems = problemsOf(wrong);
    expect(problems.map((one) => one.path)).toContain(path);
    for (const { message, remedy } of problems) expect(`${message} ${remedy}`).toMatch(/^[^\n]+\.$/);
    expect(problemsOf(right)).toEqual([]);
  });

  it('is told, counted, and written as it was read', () => {
    const spec = unwrap(readSpec(gauge({ betas: [3, 2], models: ['one', 'two words'] }), noLoops));
    expect(replicasOf(spec)).toBe(3);
    expect(spec.exchange).toEqual({ betas: [3, 2], models: ['one', 'two words'], every: 1 });
    expect(describeSpec(spec)).toMatch(/, exchanged between 3 replicas$/);
    expect(describeAlgorithms(spec)).toBe('HMC, exchange');
    expect(canonicalToml(spec)).toContain('models = ["one", "two words"]');
    expect(unwrap(parseSpec(canonicalToml(spec), noLoops))).toEqual(spec);
    const { exchange, ...alone } = spec;
    expect(estimateMemoryBytes(spec)).toBeGreaterThan(3 * estimateMemoryBytes(alone));
  });
});
