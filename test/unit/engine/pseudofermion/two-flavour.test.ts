import { describe, expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { makeDirac } from '../../../../src-engine/dirac/make-dirac.ts';
import { twoFlavour } from '../../../../src-engine/pseudofermion/two-flavour.ts';
import { randomGaugeField } from '../../../support/lattice.ts';
import { checkTerms, seaQuark, weightRatio } from '../../../support/sea-lab.ts';

const wilson = { operator: 'wilson', kappa: 0.13 } as const;
const planar = { operator: 'wilson', kappa: 0.21 } as const;
const staggered = { operator: 'staggered', mass: 0.3 } as const;
const smeared = { smearing: 'stout', smearingSteps: 2, smearingStrength: 0.1 } as const;

const cases = [
  ['Wilson, SU(3)', wilson, [2, 2, 2, 4], 3],
  ['Wilson, SU(2), periodic', { ...wilson, boundary: 'periodic' }, [2, 4, 2, 2], 2],
  ['Wilson, SU(3), smeared', { ...wilson, ...smeared }, [2, 2, 2, 4], 3],
  ['Wilson, U(1) in two dimensions', planar, [4, 4], 1],
  ['Wilson, U(1) in two dimensions, smeared', { ...planar, ...smeared }, [4, 4], 1],
  ['Wilson, SU(2) in two dimensions', planar, [4, 2], 2],
  ['staggered, SU(3)', staggered, [4, 2, 2, 4], 3],
  ['staggered, SU(2), smeared', { ...staggered, ...smeared }, [2, 2, 4, 4], 2],
  ['staggered, U(1) in two dimensions', staggered, [4, 6], 1],
] as const;

test.each(cases)('%s: the force is minus the derivative of the action', (_, dirac, dims, colours) => {
  const [term, ...others] = checkTerms(dims, colours, seaQuark(dirac, { tastes: dims.length === 2 ? 2 : 4 }));
  expect(others).toEqual([]);
  expect(term!.force).toBeLessThan(1e-8);
  // xi has twice as many components as phi where the field is staggered: then xi^+ xi says nothing
  if (dirac.operator === 'wilson') expect(term!.value).toBeLessThan(1e-12);
  else expect(term!.value).toBeUndefined();
});

test.each([
  ['Wilson, U(1)', planar, [4, 4], 1],
  ['Wilson, SU(2)', wilson, [2, 2, 2, 2], 2],
  ['staggered, U(1)', staggered, [4, 4], 1],
  ['staggered, SU(2)', staggered, [2, 2, 2, 2], 2],
] as const)('%s: the weight is the determinant', (_, dirac, dims, colours) => {
  const ratio = weightRatio(dims, colours, seaQuark(dirac, { tastes: dims.length === 2 ? 2 : 4 }));
  expect(Math.abs(ratio.found - ratio.exact)).toBeLessThan(3 * ratio.error);
  expect(Math.abs(ratio.exact)).toBeGreaterThan(6 * ratio.error);
});

describe('the value', () => {
  const gauge = randomGaugeField([4, 4], 2);
  const options = { name: 'q', stage: 0, forceTolerance: 1e-10, maxIterations: 500, guesses: 0 };
  const value = (operator: 'wilson' | 'staggered', tolerance: number, updates: number): number[] => {
    const quark = seaQuark(operator === 'wilson' ? planar : staggered);
    const term = twoFlavour(unwrap(makeDirac(gauge, quark)), 0.4, { ...options, tolerance });
    return Array.from({ length: updates }, (_, update) => {
      term.refresh?.({ seed: 8, update });
      return term.value();
    });
  };

  test.each([
    ['wilson', 8 * 4],
    ['staggered', 8 * 2],
  ] as const)('has the mean of its complex components: %s', (operator, components) => {
    const values = value(operator, 1e-10, 400);
    const mean = values.reduce((s, x) => s + x, 0) / values.length;
    expect(Math.abs(mean - components)).toBeLessThan(3 * Math.sqrt(components / values.length));
  });

  test('has an error of second order in the residual', () => {
    const [exact, rough] = [value('wilson', 1e-13, 1)[0]!, value('wilson', 1e-3, 1)[0]!];
    expect(Math.abs(rough / exact - 1)).toBeLessThan(1e-5);
    expect(rough).not.toBe(exact);
  });
});

test('what the solvers did is reported, from the refresh on', () => {
  const gauge = randomGaugeField([4, 4], 2);
  const quark = seaQuark(planar);
  const term = twoFlavour(unwrap(makeDirac(gauge, quark)), 0, { ...quark, name: 'q', stage: 0 });
  term.refresh?.({ seed: 1, update: 1 });
  expect(term.report?.().iterations).toBe(0);
  term.value();
  const once = term.report!();
  expect(once.iterations).toBeGreaterThan(5);
  expect(once.residual).toBeLessThanOrEqual(1e-12);
  term.refresh?.({ seed: 1, update: 2 });
  expect(term.report?.().iterations).toBe(0);
});

test('a solve that does not converge is thrown as a failure', () => {
  const gauge = randomGaugeField([4, 4], 2);
  const quark = seaQuark(planar, { maxIterations: 2 });
  const term = twoFlavour(unwrap(makeDirac(gauge, quark)), 0, { ...quark, name: 'q', stage: 0 });
  term.refresh?.({ seed: 1, update: 1 });
  expect(() => term.value()).toThrow(/solver\.notConverged/);
});

test('pseudofermions differ between stages, updates, and updates of one list', () => {
  const gauge = randomGaugeField([4, 4], 2);
  const quark = seaQuark(planar);
  const operator = unwrap(makeDirac(gauge, quark));
  const first = (stage: number, draw: { update: number; stage?: number }): number => {
    const term = twoFlavour(operator, 0, { ...quark, name: 'q', stage });
    term.refresh?.({ seed: 1, ...draw });
    return term.valueAtRefresh!();
  };
  const values = [
    first(0, { update: 1 }),
    first(1, { update: 1 }),
    first(0, { update: 2 }),
    first(0, { update: 1, stage: 1024 }),
  ];
  expect(new Set(values).size).toBe(4);
  expect(first(0, { update: 1 })).toBe(values[0]);
});

test.each([
  ['Wilson', wilson],
  ['Wilson, smeared', { ...wilson, ...smeared }],
  ['clover', { operator: 'wilson-clover', kappa: 0.12, clover: 1.4 }],
  ['staggered', staggered],
] as const)('%s: solvers that work in single precision inside give the same term', (_, dirac) => {
  const gauge = randomGaugeField([4, 2, 2, 4], 3);
  const quark = seaQuark(dirac);
  const options = {
    name: 'q',
    stage: 0,
    tolerance: 1e-12,
    forceTolerance: 1e-12,
    maxIterations: 900,
    guesses: 0,
  };
  const operator = unwrap(makeDirac(gauge, quark));
  const coarse = unwrap(makeDirac(gauge, quark, { precision: 'f32' }));
  const [plain, mixed] = [undefined, coarse].map((inside) => {
    const term = twoFlavour(operator, 0.1, { ...options, coarse: inside });
    const momenta = gauge.lattice.field(4 * gauge.group.algebraComponents);
    term.refresh?.({ seed: 3, update: 1 });
    term.kick(momenta, 1);
    expect(term.report?.().residual).toBeLessThanOrEqual(1e-12);
    return { value: term.value(), force: gauge.lattice.read(momenta) };
  });
  expect(mixed!.value).toBeCloseTo(plain!.value, 9);
  const worst = mixed!.force.reduce((w, f, i) => Math.max(w, Math.abs(f - plain!.force[i]!)), 0);
  expect(worst).toBeLessThan(1e-9);
});
