import { expect, test } from 'vitest';
import { describeAction } from '../../../../../src-engine/api/spec/describe.ts';
import { betaOf, latticeText, shortNumber } from '../../../../../src-renderer/screen/runs/run-facts.ts';

test.each([5.7, 6, 1e-7, 0, 1234.5])('beta %d is read back out of the words for the action', (beta) => {
  expect(betaOf(describeAction({ preset: 'wilson', beta }))).toBe(beta);
});

test('loop actions have no single coupling', () => {
  expect(betaOf(describeAction({ loops: 'plaquette: 6.0' }))).toBeNull();
  expect(betaOf(null)).toBeNull();
});

test('texts are short', () => {
  expect(latticeText([8, 8, 8, 16])).toBe('8x8x8x16');
  expect(shortNumber(0.593682471)).toBe('0.59368');
  expect(shortNumber(Number.NEGATIVE_INFINITY)).toBe('-inf');
});
