import { describe, expect, test } from 'vitest';
import type { DiracSpec } from '../../../../../src-engine/api/spec/dirac-spec.ts';
import { attempt, unwrap } from '../../../../../src-engine/base/result.ts';
import {
  type GaugeField,
  getConfiguration,
  setCold,
  setConfiguration,
} from '../../../../../src-engine/lattice/gauge-field.ts';
import { valueAt } from '../../../../../src-engine/pseudofermion/rational/rational-function.ts';
import {
  type RationalMonomial,
  type RationalOptions,
  rationalMonomial,
} from '../../../../../src-engine/pseudofermion/rational/rational-monomial.ts';
import { hermitianFunctions } from '../../../../support/dense-function.ts';
import { denseNormal, operatorOn, valuesOf } from '../../../../support/dirac-lab.ts';
import { termForceError } from '../../../../support/force-check.ts';
import { randomGaugeField } from '../../../../support/lattice.ts';
import { randomField } from '../../../../support/random-field.ts';
import { nearby, seaQuark, weightRatio } from '../../../../support/sea-lab.ts';

const links = { boundary: 'antiperiodic', smearing: 'none' } as const;
const smeared = {
  boundary: 'antiperiodic',
  smearing: 'stout',
  smearingSteps: 1,
  smearingStrength: 0.1,
} as const;
const staggered: DiracSpec = { operator: 'staggered', mass: 0.3, ...links };
const wilson: DiracSpec = { operator: 'wilson', kappa: 0.13, ...links };

const monomialOn = (
  gauge: GaugeField,
  spec: DiracSpec,
  power: number,
  options: Partial<RationalOptions> = {},
): RationalMonomial =>
  unwrap(
    rationalMonomial({
      name: 'quark1',
      operator: operatorOn(gauge, spec),
      power,
      tolerance: 1e-12,
      forceTolerance: 1e-12,
      maxIterations: 5000,
      ...options,
    }),
  );

const dot = (x: ArrayLike<number>, y: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
};

const cases: [string, DiracSpec, readonly number[], number, number, number][] = [
  ['staggered, SU(2), 2 tastes', staggered, [2, 4, 2, 2], 2, 0.5, 1],
  ['staggered, SU(3), 1 taste', staggered, [2, 2, 2, 2], 3, 0.25, 1],
  ['staggered, SU(3), 5 tastes in two fields', staggered, [2, 2, 2, 2], 3, 1.25, 2],
  ['staggered, light, U(1) in two dimensions', { ...staggered, mass: 0.01 }, [4, 6], 1, 0.5, 1],
  ['Wilson, SU(2), 1 flavour', wilson, [2, 2, 2, 2], 2, 0.5, 1],
  ['Wilson, U(1) in two dimensions, 3 flavours', { ...wilson, kappa: 0.22 }, [4, 4], 1, 1.5, 2],
  ['Wilson, SU(3), smeared, 1 flavour', { ...wilson, ...smeared }, [2, 2, 2, 2], 3, 0.5, 1],
];

describe.each(cases)('%s', (_, spec, dims, colours, power, fields) => {
  test('heat bath and action are powers of the dense A', () => {
    // phi = A_0^(a/2) xi on the links of the refresh, S = phi^+ A_1^(-a) phi on others
    const from = randomField(dims, colours, 4);
    const gauge = randomGaugeField(dims, colours, 4);
    const operator = operatorOn(gauge, spec);
    const { space } = operator.normal;
    const monomial = monomialOn(gauge, spec, power, { stage: 7 });
    const a = power / fields;
    expect(monomial.fields).toBe(fields);
    const draw = { seed: 5, update: 3 };
    const before = hermitianFunctions(denseNormal(operator));
    monomial.refresh?.(draw);
    setConfiguration(gauge, nearby(from, 0.3, 2));
    operator.refresh();
    const after = hermitianFunctions(denseNormal(operator));

    let [drawn, action] = [0, 0];
    for (let f = 0; f < fields; f++) {
      const xi = space.vector();
      space.gaussian(xi, { ...draw, purpose: 'pseudofermion', stage: 7 + f });
      const values = valuesOf(xi, 'even');
      const phi = before.apply((l) => l ** (a / 2), values);
      drawn += dot(values, values);
      action += dot(
        phi,
        after.apply((l) => l ** -a, phi),
      );
    }
    expect(Math.abs(monomial.valueAtRefresh!() / drawn - 1)).toBeLessThan(1e-12);
    expect(Math.abs(action / drawn - 1)).toBeGreaterThan(1e-3);
    expect(Math.abs(monomial.value() / action - 1)).toBeLessThan(1e-11);
  });

  test('the force is minus the derivative of the action', () => {
    const gauge = randomGaugeField(dims, colours, 8);
    const monomial = monomialOn(gauge, spec, power);
    monomial.refresh?.({ seed: 1, update: 0 });
    expect(termForceError(gauge, monomial, { links: 2 })).toBeLessThan(1e-8);
  });

  test('the interval holds the whole spectrum', () => {
    const gauge = randomGaugeField(dims, colours, 4);
    const { eigenvalues } = hermitianFunctions(denseNormal(operatorOn(gauge, spec)));
    const { lower, upper } = monomialOn(gauge, spec, power).bounds;
    expect(eigenvalues[0]! / lower).toBeGreaterThan(1 - 1e-12);
    expect(eigenvalues.at(-1)! / upper).toBeLessThan(1);
  });
});

test.each([
  ['2 tastes', staggered, { tastes: 2 }, [4, 4, 2, 2], 2],
  ['1 taste in two dimensions', staggered, { tastes: 1 }, [4, 4], 1],
  ['1 flavour', wilson, { flavours: 1 }, [2, 2, 2, 2], 2],
] as const)('%s: the weight is the root of the determinant', (_, spec, sea, dims, colours) => {
  const ratio = weightRatio(dims, colours, seaQuark(spec, sea), 500);
  expect(Math.abs(ratio.found - ratio.exact)).toBeLessThan(3 * ratio.error);
  expect(Math.abs(ratio.exact)).toBeGreaterThan(6 * ratio.error);
});

describe('approximations', () => {
  const gauge = randomGaugeField([2, 2, 2, 2], 2);

  test('of action and heat bath are exact to 1e-13, that of the force as exact as its solver', () => {
    const { approximations, bounds } = monomialOn(gauge, staggered, 0.5, { forceTolerance: 1e-6 });
    expect(approximations.action.power).toEqual({ p: -1, q: 2 });
    expect(approximations.root.power).toEqual({ p: -3, q: 4 });
    expect(bounds).toEqual({ lower: 0.09, upper: 16.09 });
    expect(approximations.action.error).toBeLessThan(1e-13);
    expect(approximations.root.error).toBeLessThan(1e-13);
    expect(approximations.force.error).toBeLessThan(1e-6);
    expect(approximations.force.terms.length).toBeLessThan(approximations.action.terms.length);
  });

  test('depend on the parameters alone, not on the links', () => {
    const there = monomialOn(randomGaugeField([2, 2, 2, 2], 2, 77), staggered, 0.5);
    expect(there.approximations).toEqual(monomialOn(gauge, staggered, 0.5).approximations);
  });

  test('a crude force approximation changes the force little, the action not at all', () => {
    const [fine, crude] = [1e-12, 1e-4].map((forceTolerance) => {
      const m = monomialOn(gauge, staggered, 0.5, { forceTolerance });
      m.refresh?.({ seed: 2, update: 0 });
      const momenta = gauge.lattice.field(4 * gauge.group.algebraComponents);
      m.kick(momenta, 1);
      return { value: m.value(), force: gauge.lattice.read(momenta) };
    });
    expect(crude!.value).toBe(fine!.value);
    const worst = Math.max(...fine!.force.map((x, i) => Math.abs(x - crude!.force[i]!)));
    expect(worst).toBeGreaterThan(1e-8);
    expect(worst).toBeLessThan(1e-3 * Math.max(...fine!.force));
  });
});

describe('eigenvalues outside the interval', () => {
  const spec: DiracSpec = { operator: 'staggered', mass: 0.1, ...links };
  const dims = [2, 4, 2, 4];
  const spectrum = (gauge: GaugeField): { lower: number; upper: number } => {
    const { eigenvalues } = hermitianFunctions(denseNormal(operatorOn(gauge, spec)));
    return { lower: eigenvalues[0]!, upper: eigenvalues.at(-1)! };
  };
  const refreshed = (monomial: RationalMonomial) => attempt(() => monomial.refresh?.({ seed: 3, update: 0 }));

  test('end the trajectory with a reason, whichever end they leave at; inside they do not', () => {
    const gauge = randomGaugeField(dims, 2, 6);
    const random = getConfiguration(gauge);
    const hot = spectrum(gauge);
    setCold(gauge);
    const cold = spectrum(gauge);
    expect(cold.lower).toBeGreaterThan(1.5 * hot.lower);
    expect(hot.upper).toBeGreaterThan(1.5 * cold.upper);

    const lower = { lower: 0.99 * cold.lower, upper: 16.01 };
    const upper = { lower: 0.01, upper: 1.01 * cold.upper };
    for (const bounds of [lower, upper]) {
      setCold(gauge);
      const monomial = monomialOn(gauge, spec, 0.5, { bounds });
      expect(refreshed(monomial).ok).toBe(true);
      setConfiguration(gauge, random);
      const left = refreshed(monomial);
      expect(left).toMatchObject({
        ok: false,
        error: { code: 'fermion.spectralBounds', detail: { term: 'quark1', ...bounds } },
      });
      setCold(gauge);
      expect(refreshed(monomial).ok).toBe(true);
    }
  });

  test('are noticed by what they do: too close to do harm they are not', () => {
    const gauge = randomGaugeField(dims, 2, 6);
    const { lower } = spectrum(gauge);
    const withLower = (factor: number) =>
      monomialOn(gauge, spec, 0.5, { bounds: { lower: factor * lower, upper: 16.01 } });
    const harmless = withLower(1.05);
    expect(refreshed(harmless).ok).toBe(true);
    const { action } = harmless.approximations;
    expect(Math.abs(valueAt(action, lower) * Math.sqrt(lower) - 1)).toBeLessThan(1e-11);
    const harmful = withLower(2);
    expect(refreshed(harmful)).toMatchObject({ ok: false, error: { code: 'fermion.spectralBounds' } });
  });
});

test('refuses powers that are no root of one, and what has no approximation', () => {
  const operator = operatorOn(randomGaugeField([2, 2], 1), staggered);
  const made = (options: Partial<RationalOptions>) =>
    rationalMonomial({
      name: 'q',
      operator,
      power: 0.5,
      tolerance: 1e-10,
      forceTolerance: 1e-7,
      maxIterations: 100,
      ...options,
    });
  const refused = { ok: false, error: { code: 'fermion.unsupported' } };
  expect(made({ power: 1, fields: 1 })).toMatchObject(refused);
  expect(made({ power: 0 })).toMatchObject(refused);
  expect(made({ power: -0.5 })).toMatchObject(refused);
  expect(made({ power: Math.PI / 4 })).toMatchObject(refused);
  expect(made({ bounds: { lower: 1, upper: 0.5 } })).toMatchObject(refused);
  expect(made({ bounds: { lower: 1e-18, upper: 1 } })).toMatchObject(refused);
});

test('a solver that does not converge is thrown with its own reason, and the work is told', () => {
  const gauge = randomGaugeField([4, 4], 1);
  const starved = monomialOn(gauge, { ...staggered, mass: 0.01 }, 0.5, { maxIterations: 2 });
  expect(attempt(() => starved.refresh?.({ seed: 1, update: 1 }))).toMatchObject({
    ok: false,
    error: { code: 'solver.notConverged' },
  });
  const monomial = monomialOn(gauge, staggered, 0.5);
  monomial.refresh?.({ seed: 1, update: 1 });
  const { iterations, residual } = monomial.report!();
  expect(iterations).toBeGreaterThan(4);
  expect(residual).toBeLessThanOrEqual(1e-12);
  monomial.value();
  expect(monomial.report!().iterations).toBeGreaterThan(iterations);
  monomial.refresh?.({ seed: 1, update: 1 });
  expect(monomial.report!().iterations).toBe(iterations);
});
