import { expect, test } from 'vitest';
import { checkTerms, seaQuark, weightRatio } from '../../../support/sea-lab.ts';

const wilson = { operator: 'wilson', kappa: 0.13 } as const;
const clover = { operator: 'wilson-clover', kappa: 0.12, clover: 1.3 } as const;
const planar = { operator: 'wilson', kappa: 0.21 } as const;
const smeared = { smearing: 'stout', smearingSteps: 1, smearingStrength: 0.12 } as const;

test.each([
  ['Wilson, SU(3)', wilson, [2, 2, 2, 4], 3, [0.2, 0.7]],
  ['clover, SU(3)', clover, [2, 2, 2, 2], 3, [0.3]],
  ['Wilson, U(1) in two dimensions, smeared', { ...planar, ...smeared }, [4, 4], 1, [0.1, 0.4, 1.5]],
] as const)('%s: force and heat bath of every factor', (_, dirac, dims, colours, hasenbusch) => {
  const terms = checkTerms(dims, colours, seaQuark(dirac, { hasenbusch }));
  expect(terms.map((t) => t.name)).toEqual([
    'quark1',
    ...hasenbusch.map((_mu, i) => `quark1.heavy${i + 1}`),
    ...(dirac.operator === 'wilson-clover' ? ['quark1.clover'] : []),
  ]);
  for (const { force, value = 0 } of terms) {
    expect(force).toBeLessThan(1e-8);
    expect(value).toBeLessThan(1e-12);
  }
});

test.each([
  ['U(1)', planar, [4, 4], 1, [0.3, 0.8]],
  ['SU(2)', wilson, [2, 2, 2, 2], 2, [0.4]],
] as const)('%s: all factors together are the determinant', (_, dirac, dims, colours, hasenbusch) => {
  const ratio = weightRatio(dims, colours, seaQuark(dirac, { hasenbusch }));
  expect(Math.abs(ratio.found - ratio.exact)).toBeLessThan(3 * ratio.error);
  expect(Math.abs(ratio.exact)).toBeGreaterThan(6 * ratio.error);
});
