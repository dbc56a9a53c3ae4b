import { expect, test } from 'vitest';
import { checkTerms, seaQuark, weightRatio } from '../../../support/sea-lab.ts';

const shamir = { operator: 'domain-wall', mass: 0.15, height: 1.4, ls: 4 } as const;
const moebius = { operator: 'moebius', mass: 0.15, height: 1.4, ls: 4, b: 1.5, c: 0.5 } as const;
const smeared = { smearing: 'stout', smearingSteps: 1, smearingStrength: 0.1 } as const;

test.each([
  ['Shamir, SU(3)', shamir, [2, 2, 2, 2], 3],
  ['Moebius, SU(2), smeared', { ...moebius, ...smeared }, [2, 2, 2, 4], 2],
  ['Moebius, U(1) in two dimensions', moebius, [4, 4], 1],
] as const)('%s: force and heat bath', (_, dirac, dims, colours) => {
  const [term] = checkTerms(dims, colours, seaQuark(dirac));
  expect(term!.force).toBeLessThan(1e-8);
  expect(term!.value).toBeLessThan(1e-11);
});

test.each([
  ['Shamir', shamir],
  ['Moebius', moebius],
] as const)('%s: the weight is the ratio of the determinants of mass m and mass 1', (_, dirac) => {
  const ratio = weightRatio([4, 2], 2, seaQuark(dirac), 800);
  expect(Math.abs(ratio.found - ratio.exact)).toBeLessThan(3 * ratio.error);
  expect(Math.abs(ratio.exact)).toBeGreaterThan(6 * ratio.error);
});
