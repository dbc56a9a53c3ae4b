import { describe, expect, test } from 'vitest';
import { presetAction, type RECTANGLE_COEFFICIENT } from '../../../../src-engine/action/presets.ts';
import { su } from '../../../../src-engine/group/group.ts';

const couplings = (name: keyof typeof RECTANGLE_COEFFICIENT, beta: number): Record<string, number> =>
  Object.fromEntries(presetAction(name, beta, su(3), 4).terms.map((t) => [t.name, t.coupling]));

describe('presets', () => {
  test('Wilson has no rectangle', () => {
    expect(couplings('wilson', 6)).toEqual({ plaquette: 6 });
  });

  test('tree-level Symanzik is 5/3 and -1/12', () => {
    const { plaquette, rectangle } = couplings('symanzik', 6);
    expect(plaquette).toBeCloseTo(10, 12);
    expect(rectangle).toBeCloseTo(-0.5, 12);
  });

  test('Iwasaki is 3.648 and -0.331, DBW2 is 12.2704 and -1.4088', () => {
    expect(couplings('iwasaki', 1).plaquette).toBeCloseTo(3.648, 12);
    expect(couplings('iwasaki', 1).rectangle).toBe(-0.331);
    expect(couplings('dbw2', 1).plaquette).toBeCloseTo(12.2704, 12);
    expect(couplings('dbw2', 1).rectangle).toBe(-1.4088);
  });

  test.each(['wilson', 'symanzik', 'iwasaki', 'dbw2'] as const)(
    '%s has the classical limit of Wilson',
    (name) => {
      // a small plaquette angle f gives f^2 per plaquette and (2 f)^2 for each of the two rectangles of a plane
      const { plaquette, rectangle = 0 } = couplings(name, 5);
      expect(plaquette! + 2 * 4 * rectangle).toBeCloseTo(5, 12);
    },
  );

  test('the loops are whole orbits', () => {
    const action = presetAction('iwasaki', 2.6, su(3), 4);
    expect(action.terms.map((t) => t.loops.length)).toEqual([6, 12]);
    expect(action.dimensions).toBe(4);
  });
});
