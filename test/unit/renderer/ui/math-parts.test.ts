import { expect, test } from 'vitest';
import { mathParts } from '../../../../src-renderer/ui/math-parts.ts';

test('Greek letters by name, slanted; words upright', () => {
  expect(mathParts('beta')).toMatchObject({ base: 'β', baseUpright: false, sub: null, sup: null });
  expect(mathParts('Q')).toMatchObject({ base: 'Q', baseUpright: false });
  expect(mathParts('acceptance')).toMatchObject({ base: 'acceptance', baseUpright: true });
  expect(mathParts('SU(3)')).toMatchObject({ base: 'SU(3)', baseUpright: true });
});

test('subscripts of one letter are slanted, words and numbers upright', () => {
  expect(mathParts('tau_int')).toMatchObject({ base: 'τ', sub: 'int', subUpright: true });
  expect(mathParts('t_0')).toMatchObject({ base: 't', baseUpright: false, sub: '0', subUpright: true });
  expect(mathParts('F_mu')).toMatchObject({ sub: 'μ', subUpright: false });
});

test('superscripts', () => {
  expect(mathParts('e^-delta H')).toMatchObject({ base: 'e', sub: null, sup: '-δ H' });
  expect(mathParts('w_0^2')).toMatchObject({ base: 'w', sub: '0', sup: '2' });
});
