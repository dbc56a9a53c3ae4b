import { describe, expect, it } from 'vitest';
import {
  eigenvalueDistribution,
  eigenvalueHistory,
  eigenvalueLevels,
  hasTrajectories,
  trajectoryModels,
} from '../../../../../src-renderer/screen/run/trajectory-models.ts';
import { correlatorText } from '../../../../../src-renderer/text/correlator.ts';

const rows = (...value: number[]) => ({
  update: Float64Array.from(value, (_, i) => i + 1),
  value: Float64Array.from(value),
  segment: new Uint32Array(value.length),
  total: value.length,
});
const all = new Map([
  ['delta-h', rows(0.1)],
  ['delta-h.2', rows(5)],
  ['delta-h.gauge', rows(-3)],
  ['delta-h.kinetic', rows(4)],
  ['delta-h.quark1', rows(-0.9)],
  ['eigenvalue.10', rows(11)],
  ['eigenvalue.2', rows(3)],
  ['force.gauge', rows(1.3)],
  ['force.quark1.heavy1', rows(0.2)],
  ['seconds', rows(10, 20, 40)],
  ['seconds.solver', rows(5, 15)],
  ['solver.residual', rows(1e-12)],
]);

describe('charts of trajectories', () => {
  const models = trajectoryModels(all, 'run', 0);
  const named = (title: string) => models.find((model) => model.title === title)!;
  const text = correlatorText.solver;

  it('there is one for each kind of series, none for what was not recorded', () => {
    expect(models.map(({ title }) => title)).toEqual([text.residual, text.energies, text.forces, text.share]);
    expect(named(text.residual).yAxis.scale).toBe('log');
    expect(trajectoryModels(new Map(), '', 0)).toEqual([]);
  });

  it('terms stand in the order of the Hamiltonian, below their sum', () => {
    expect(named(text.energies).series.map(({ label }) => label)).toEqual([
      'sum',
      'kinetic energy',
      'gauge action',
      'quark 1',
    ]);
    expect(named(text.forces).series.map(({ label }) => label)).toEqual(['gauge action', 'quark 1, heavy 1']);
  });

  it('the share of solvers is taken at updates that have both times', () => {
    const [share] = named(text.share).series;
    expect([...share!.y]).toEqual([0.5, 0.75]);
  });

  it('a run without quarks has none', () => {
    expect(hasTrajectories(['plaquette', 'delta-h', 'delta-h.2', 'seconds'])).toBe(false);
    expect(hasTrajectories(['delta-h.kinetic'])).toBe(true);
    expect(hasTrajectories(['solver.iterations'])).toBe(true);
  });
});

describe('charts of eigenvalues', () => {
  it('levels in the order of their numbers', () => {
    expect(eigenvalueHistory(all, '', 0).series.map(({ label }) => label)).toEqual(['λ₃', 'λ₁₁']);
  });

  it('bars at the middles of bins, levels with their spread', () => {
    const spectrum = {
      count: 2,
      samples: 3,
      histogram: { edges: Float64Array.of(0, 2, 4), counts: Float64Array.of(1, 5) },
      levels: { mean: Float64Array.of(1, 3), deviation: Float64Array.of(0.5, 0.25) },
    };
    expect([...eigenvalueDistribution(spectrum, '').series[0]!.x]).toEqual([1, 3]);
    const [levels] = eigenvalueLevels(spectrum, '').series;
    expect([...levels!.x, ...levels!.error!]).toEqual([1, 2, 0.5, 0.25]);
  });
});
