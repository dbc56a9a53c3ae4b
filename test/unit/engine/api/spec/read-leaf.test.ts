import { describe, expect, it } from 'vitest';
import { readLeaf } from '../../../../../src-engine/api/spec/read-leaf.ts';
import type { Leaf } from '../../../../../src-engine/api/spec/schema-node.ts';

const doc = { title: 'T', meaning: 'M.' };
const integer: Leaf = { ...doc, kind: 'integer', min: 1, max: 9 };
const number: Leaf = { ...doc, kind: 'number', min: 0, aboveMin: true, max: 2 };
const duration: Leaf = { ...doc, kind: 'duration' };
const text: Leaf = { ...doc, kind: 'text', maxLength: 8 };
const texts: Leaf = { ...doc, kind: 'texts', maxItems: 2, maxLength: 8 };
const choice: Leaf = { ...doc, kind: 'choice', choices: { wilson: 'w', symanzik: 's' } };
const choices: Leaf = { ...doc, kind: 'choices', choices: { plaquette: 'p', clover: 'c' } };
const integers: Leaf = { ...doc, kind: 'integers', minLength: 2, maxLength: 4, min: 2, max: 8 };
const word: Leaf = { ...doc, kind: 'integer-or-word', word: 'auto', min: 0, max: 9 };
const fluxes: Leaf = { ...doc, kind: 'fluxes' };

describe('a value is taken', () => {
  it.each([
    [integer, 9, 9],
    [number, 2, 2],
    [number, 1e-300, 1e-300],
    [duration, 'none', 0],
    [duration, '1h30m', 5400],
    [duration, '90m', 5400],
    [text, '  a b ', 'a b'],
    [texts, [], []],
    [texts, [' a b', 'c'], ['a b', 'c']],
    [choice, 'symanzik', 'symanzik'],
    [choices, ['clover', 'plaquette', 'clover'], ['plaquette', 'clover']],
    [integers, [2, 8], [2, 8]],
    [word, 'auto', 'auto'],
    [word, 0, 0],
    [
      fluxes,
      { zt: 2, xy: 1, xz: 0 },
      [
        { mu: 0, nu: 1, units: 1 },
        { mu: 2, nu: 3, units: 2 },
      ],
    ],
  ])('%o takes %o', (leaf, raw, value) => {
    expect(readLeaf(leaf, raw)).toEqual({ value });
  });

  it('has one zero', () => {
    expect(readLeaf({ ...doc, kind: 'number', min: 0, max: 1 }, -0)).toEqual({ value: 0 });
  });
});

describe('a value is refused', () => {
  it.each([
    [texts, 'a', 'spec.wrongType'],
    [texts, ['a', 1], 'spec.wrongType'],
    [texts, ['a', 'b', 'c'], 'spec.outOfRange'],
    [texts, ['a', ''], 'spec.outOfRange'],
    [integer, '3', 'spec.wrongType'],
    [integer, 1.5, 'spec.wrongType'],
    [integer, 0, 'spec.outOfRange'],
    [integer, 10, 'spec.outOfRange'],
    [integer, 2n ** 64n, 'spec.outOfRange'],
    [integer, Number.NaN, 'spec.outOfRange'],
    [number, 0, 'spec.outOfRange'],
    [number, Number.POSITIVE_INFINITY, 'spec.outOfRange'],
    [number, Number.NaN, 'spec.outOfRange'],
    [number, true, 'spec.wrongType'],
    [duration, 30, 'spec.wrongType'],
    [duration, '30', 'spec.outOfRange'],
    [duration, '', 'spec.outOfRange'],
    [duration, '0s', 'spec.outOfRange'],
    [duration, '30m1h', 'spec.outOfRange'],
    [duration, '999999999d', 'spec.outOfRange'],
    [text, '   ', 'spec.outOfRange'],
    [text, '123456789', 'spec.outOfRange'],
    [text, 'a\u0000b', 'spec.outOfRange'],
    [text, 'a\ud800', 'spec.outOfRange'],
    [text, new Date(0), 'spec.wrongType'],
    [choice, 'Wilson ', 'spec.outOfRange'],
    [choice, 'toString', 'spec.outOfRange'],
    [choice, ['wilson'], 'spec.wrongType'],
    [choices, [], 'spec.wrongType'],
    [choices, ['clover', 'clever'], 'spec.outOfRange'],
    [integers, [4], 'spec.outOfRange'],
    [integers, [4, 9], 'spec.outOfRange'],
    [integers, [4, '4'], 'spec.wrongType'],
    [word, 'automatic', 'spec.wrongType'],
    [fluxes, { yx: 1 }, 'spec.unknownKey'],
    [fluxes, { xy: 0.5 }, 'spec.wrongType'],
    [fluxes, [0, 1, 1], 'spec.wrongType'],
  ])('%o refuses %o', (leaf, raw, code) => {
    expect(readLeaf(leaf, raw)).toMatchObject({ complaint: { code } });
  });

  it('suggests the choice that was meant', () => {
    expect(readLeaf(choice, 'symanzick')).toMatchObject({
      complaint: { remedy: expect.stringContaining('Did you mean "symanzik"?') },
    });
    expect(readLeaf(choice, 'zzz')).toMatchObject({
      complaint: { remedy: 'The choices are "wilson", "symanzik".' },
    });
  });

  it("does not repeat a stranger's long text", () => {
    const reading = readLeaf(integer, 'x'.repeat(100_000));
    expect(JSON.stringify(reading).length).toBeLessThan(400);
  });
});
