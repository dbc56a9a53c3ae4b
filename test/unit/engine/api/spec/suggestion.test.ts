import { describe, expect, it } from 'vitest';
import { closest, editDistance } from '../../../../../src-engine/api/spec/suggestion.ts';

describe('suggestions', () => {
  it.each([
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 1],
    ['ca', 'abc', 3],
  ])('%s and %s are %d edits apart', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });

  it('stay away from what is not similar', () => {
    expect(closest('stpes', ['steps', 'step'])).toBe('steps');
    expect(closest('zebra', ['steps', 'beta'])).toBeUndefined();
    expect(closest('x'.repeat(1000), ['x'.repeat(1001)])).toBeUndefined();
  });
});
