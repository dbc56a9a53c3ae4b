import { expect, test } from 'vitest';
import { describeModel } from '../../../../../src-engine/api/spec/describe.ts';
import { readSpec } from '../../../../../src-engine/api/spec/read-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { betaOf, latticeText, shortNumber } from '../../../../../src-renderer/screen/runs/run-facts.ts';
import { minimal, noLoops } from '../../../../support/spec-documents.ts';

test.each([5.7, 6, 1e-7, 0, 1234.5])('beta %d is read back out of the words for the action', (beta) => {
  expect(betaOf(describeModel({ action: { preset: 'wilson', beta }, fermion: [] }))).toBe(beta);
});

test('quarks do not hide the coupling', () => {
  const { fermion } = unwrap(readSpec(minimal({ fermion: [{ kappa: 0.1 }] }), noLoops));
  expect(betaOf(describeModel({ action: { preset: 'iwasaki', beta: 2.6 }, fermion }))).toBe(2.6);
});

test('loop actions have no single coupling', () => {
  expect(betaOf(describeModel({ action: { loops: 'plaquette: 6.0' }, fermion: [] }))).toBeNull();
  expect(betaOf(null)).toBeNull();
});

test('texts are short', () => {
  expect(latticeText([8, 8, 8, 16])).toBe('8x8x8x16');
  expect(shortNumber(0.593682471)).toBe('0.59368');
  expect(shortNumber(Number.NEGATIVE_INFINITY)).toBe('-inf');
});
