import { describe, expect, test } from 'vitest';
import { seaMonomials } from '../../../../src-engine/pseudofermion/sea-monomials.ts';
import { randomGaugeField } from '../../../support/lattice.ts';
import { seaQuark, weightRatio } from '../../../support/sea-lab.ts';

const planar = { operator: 'wilson', kappa: 0.21 } as const;
const staggered = { operator: 'staggered', mass: 0.3 } as const;

const named = (
  ...[dims, colours, quark, index]: [number[], number, ReturnType<typeof seaQuark>, number?]
) => {
  const made = seaMonomials(randomGaugeField(dims, colours), quark, index ?? 0);
  if (!made.ok) return `${made.error.code}: ${made.error.remedy}`;
  return made.value.map(({ monomial, level }) => `${monomial.name} on ${level}`);
};

describe('the terms of a quark', () => {
  test('two flavours', () => {
    expect(named([4, 4], 1, seaQuark(planar))).toEqual(['quark1 on 0']);
    expect(named([4, 4], 1, seaQuark(planar, { level: [2] }), 1)).toEqual(['quark2 on 2']);
  });

  test('Hasenbusch masses, each on its level, a missing one on 0', () => {
    const quark = seaQuark(planar, { hasenbusch: [0.2, 0.5], level: [1, 2] });
    expect(named([4, 4], 1, quark)).toEqual(['quark1 on 1', 'quark1.heavy1 on 2', 'quark1.heavy2 on 0']);
  });

  test('more flavours, and odd ones', () => {
    expect(named([4, 4], 1, seaQuark(planar, { flavours: 4 }))).toEqual(['quark1 on 0', 'quark1.copy1 on 0']);
    expect(named([4, 4], 1, seaQuark(planar, { flavours: 1 }))).toEqual(['quark1 on 0']);
    expect(named([4, 4], 1, seaQuark(planar, { flavours: 5, level: [1] }))).toEqual([
      'quark1 on 1',
      'quark1.copy1 on 1',
      'quark1.root on 1',
    ]);
  });

  test('tastes: one field is four in four dimensions and two in two', () => {
    expect(named([4, 4], 1, seaQuark(staggered, { tastes: 2 }))).toEqual(['quark1 on 0']);
    expect(named([4, 4], 1, seaQuark(staggered, { tastes: 4 }))).toEqual([
      'quark1 on 0',
      'quark1.copy1 on 0',
    ]);
    expect(named([2, 2, 2, 2], 2, seaQuark(staggered, { tastes: 8 }))).toHaveLength(2);
    expect(named([2, 2, 2, 2], 2, seaQuark(staggered, { tastes: 6 }))).toEqual([
      'quark1 on 0',
      'quark1.root on 0',
    ]);
  });

  test('clover brings the determinant of its diagonal, on the level of the heaviest pseudofermion', () => {
    const clover = { operator: 'wilson-clover', kappa: 0.12, clover: 1 } as const;
    const quark = seaQuark(clover, { hasenbusch: [0.4], level: [0, 1] });
    expect(named([2, 2, 2, 2], 2, quark)).toEqual([
      'quark1 on 0',
      'quark1.heavy1 on 1',
      'quark1.clover on 1',
    ]);
  });
});

describe('what is refused, with a remedy', () => {
  test('Hasenbusch masses for other flavour numbers and other quarks', () => {
    expect(named([4, 4], 1, seaQuark(planar, { flavours: 4, hasenbusch: [0.3] }))).toMatch(
      /unsupported.*two flavours/,
    );
    expect(named([4, 4], 1, seaQuark(staggered, { tastes: 2, hasenbusch: [0.3] }))).toMatch(
      /unsupported.*Wilson/,
    );
  });

  test('odd numbers of domain-wall flavours', () => {
    const quark = seaQuark({ operator: 'domain-wall', mass: 0.1, height: 1.5, ls: 4 }, { flavours: 3 });
    expect(named([4, 4], 1, quark)).toMatch(/unsupported.*even number/);
  });

  test('lattices without even and odd sites', () => {
    expect(named([3, 4], 1, seaQuark(planar))).toMatch(/unsupported.*even extents/);
  });
});

test.each([
  ['four flavours', planar, { flavours: 4 }, [4, 4], 1],
  ['three flavours', planar, { flavours: 3 }, [4, 4], 1],
  ['one taste', staggered, { tastes: 1 }, [4, 4], 1],
  ['four tastes in two dimensions', staggered, { tastes: 4 }, [4, 4], 1],
  ['eight tastes', staggered, { tastes: 8 }, [2, 2, 2, 2], 2],
  ['six tastes', staggered, { tastes: 6 }, [2, 2, 2, 2], 2],
] as const)('%s: the weight is that power of the determinant', (_, dirac, sea, dims, colours) => {
  const ratio = weightRatio(dims, colours, seaQuark(dirac, sea));
  expect(Math.abs(ratio.found - ratio.exact)).toBeLessThan(3 * ratio.error);
  expect(Math.abs(ratio.exact)).toBeGreaterThan(6 * ratio.error);
});
