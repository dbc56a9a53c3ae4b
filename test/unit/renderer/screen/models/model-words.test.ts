import { expect, test } from 'vitest';
import {
  comparedFacts,
  couplingsText,
  essText,
  figureText,
  modelFacts,
} from '../../../../../src-renderer/screen/models/model-words.ts';
import { modelsText as text } from '../../../../../src-renderer/text/models.ts';
import { modelRow } from '../../../../support/model-row.ts';

const lineOf = (row: ReturnType<typeof modelRow>, name: string) =>
  modelFacts(row).find((fact) => fact.name === name)?.value;

test('couplings have their symbols and a true minus', () => {
  expect(couplingsText(modelRow('a'))).toBe('m² = −4, λ = 6.008');
  expect(couplingsText(modelRow('a', { target: { theory: 'u1', beta: 2 } }))).toBe('β = 2');
});

test('an effective sample size stands with its error, and one that was not measured says so', () => {
  expect(essText(modelRow('a'))).toBe('0.512(8)');
  expect(lineOf(modelRow('a', { quality: null }), text.facts.ess)).toBe(text.notMeasured);
});

test('a manifest in words', () => {
  expect(lineOf(modelRow('a'), text.facts.network)).toBe('convolutions, hidden 8, 8, stencil 3');
  expect(lineOf(modelRow('a'), text.facts.activation)).toBe('leaky-relu, tanh at the end');
  expect(lineOf(modelRow('a'), text.facts.time)).toBe('4 min');
  expect(lineOf(modelRow('a', { training: null }), text.facts.steps)).toBe(text.untrained);
});

test('models side by side: what differs is known, and how far effective sample sizes are apart', () => {
  const a = modelRow('a');
  const b = modelRow('b', {
    id: 'm-20261122-142530-ab12',
    quality: { ess: { value: 0.612, error: 0.006, samples: 1024 } },
    architecture: { kind: 'residual', sweeps: 4 },
  });
  const facts = comparedFacts([a, b]);
  const of = (name: string) => facts.find((fact) => fact.name === name)!;
  expect(of(text.facts.lattice)).toMatchObject({ values: ['8 × 8', '8 × 8'], differs: false });
  // 0.1 over the root of 0.008^2 + 0.006^2
  expect(of(text.facts.ess)).toMatchObject({ differs: true, below: ['', text.sigmaFromFirst('10.0 σ')] });
  expect(of(text.facts.sweeps)).toMatchObject({ values: [null, '4'], differs: true });
});

test('figures of a check as a page has them', () => {
  expect(figureText('3.1e-7, at most 1.0e-6 (64 samples on 8 x 8)')).toBe(
    '3.1 × 10⁻⁷, at most 1.0 × 10⁻⁶ (64 samples on 8 × 8)',
  );
  expect(figureText('5.0e+0, not built in')).toBe('5.0, not built in');
  expect(figureText('2.5e+12')).toBe('2.5 × 10¹²');
});
