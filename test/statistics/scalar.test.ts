/**
 * phi^4 theory by HMC, Metropolis and clusters: averages against exact ones (free field, 2 x 2 torus by a transfer matrix), against each other and against independent
 * simulations of this theory. Seeds are fixed; each comparison allows four standard errors.
 */
import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../src-engine/statistics/index.ts';
import { type ScalarLab, scalarChain, scalarLab } from '../support/scalar-lab.ts';

const SIGMAS = 4;

const expectNear = (found: Estimate, value: number, error = 0): void => {
  const sigma = Math.hypot(found.error, error);
  expect(Math.abs(found.value - value), `${found.value} +- ${found.error}, expected ${value}`).toBeLessThan(
    SIGMAS * sigma,
  );
};

type Chain = (lab: ScalarLab) => Parameters<typeof scalarChain>[3];

const hmc: Chain = (lab) => {
  const trajectories = lab.hmc({ length: 1, steps: 6 });
  return (draw) => {
    const { deltaH } = trajectories.trajectory(draw);
    return { 'exp-minus-delta-h': Math.exp(-deltaH) };
  };
};
const leapfrog: Chain = (lab) => {
  const trajectories = lab.hmc({ length: 1, steps: 8, scheme: 'leapfrog' });
  return (draw) => ({ 'exp-minus-delta-h': Math.exp(-trajectories.trajectory(draw).deltaH) });
};
const metropolis: Chain = (lab) => {
  const sweeps = lab.metropolis({ hits: 3, width: 0.7 });
  return (draw) => ({ acceptance: sweeps.sweep(draw) });
};
const clusters: Chain = (lab) => {
  const sweeps = lab.metropolis({ hits: 3, width: 0.7 });
  const cluster = lab.cluster();
  return (draw) => {
    cluster.sweep(draw);
    return { acceptance: sweeps.sweep(draw) };
  };
};
const updates: Readonly<Record<string, Chain>> = { hmc, leapfrog, metropolis, clusters };

describe.each(Object.entries(updates))('%s', (name, chain) => {
  const run = (dims: readonly number[], massSquared: number, lambda: number, count: number) => {
    const lab = scalarLab(dims, { massSquared, lambda });
    const found = scalarChain(lab, count, 20260719, chain(lab));
    // Schwinger-Dyson: 2 <S_quadratic> + 4 lambda <phi^4> = 1 per site, S_quadratic = S - lambda phi^4
    expectNear(
      {
        ...found.action!,
        value: 2 * found.action!.value + 2 * lambda * found.phi4!.value,
        error: 2 * found.action!.error + 2 * lambda * found.phi4!.error,
      },
      1,
    );
    if ('exp-minus-delta-h' in found) expectNear(found['exp-minus-delta-h']!, 1);
    return found;
  };

  test('on the 2 x 2 torus, where everything is known', () => {
    const found = run([2, 2], -4, 8, 20_000);
    expectNear(found.phi2!, 0.1714344232);
    // energy: half the sum over mu of nearest neighbours
    expectNear(found.energy!, 0.0996783356);
    expectNear(found.chi2!, 0.4504816415);
    const other = run([2, 2], -4, 6.975, 20_000);
    expectNear(other.phi2!, 0.1956262102);
    expectNear(other.chi2!, 0.5442096309);
  });

  test('of the free field, 6 x 6', () => {
    const found = run([6, 6], 1.25, 0, 10_000);
    expectNear(found.phi2!, 0.1172106405);
    expectNear(found.chi2!, 0.4);
    // <phi phi>(p) = 1 / (2 (p^2 + m^2)) with p^2 = 4 sin^2(p / 2), so G(T) = (1/L) sum_p cos(p T) / (2 (p^2 + m^2))
    for (const time of [0, 1, 3]) {
      let exact = 0;
      for (let n = 0; n < 6; n++) {
        const p = (2 * Math.PI * n) / 6;
        exact += Math.cos(p * time) / (12 * (4 * Math.sin(p / 2) ** 2 + 1.25));
      }
      expectNear(found[`two-point.${time}`]!, exact);
    }
  });

  test('against independent simulations', () => {
    const found = run([8, 8], -4, 8, name === 'metropolis' ? 16_000 : 8_000);
    expectNear(found.chi2!, 0.7425, 0.0032);
    expectNear(found.phi2!, 0.14342, 0.00006);
    expectNear(found.phi4!, 0.04231, 0.00003);
    expectNear(found['abs-magnetisation']!, 0.08691, 0.0002);
    expectNear(found.energy!, 0.04423, 0.00006);
    expectNear(found.action!, 0.16155, 0.00017);
    const other = run([6, 6], -4, 6.975, 8_000);
    expectNear(other.chi2!, 1.0632, 0.0034);
    expectNear(other.phi2!, 0.16134, 0.00009);
  });
});

test('in three dimensions HMC and clusters agree, odd extents too', () => {
  const means = [hmc, clusters].map((chain) => {
    const lab = scalarLab([4, 3, 5], { massSquared: -6, lambda: 6 });
    return scalarChain(lab, 6_000, 20260720, chain(lab));
  });
  for (const name of ['phi2', 'chi2', 'energy', 'two-point.1'])
    expectNear(means[0]![name]!, means[1]![name]!.value, means[1]![name]!.error);
});
