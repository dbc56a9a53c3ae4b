/**
 * Charts of what trajectories cost and conserve: solvers, their share of the time, forces and dH by term, lowest eigenvalues. Pure; test:
 * test/unit/renderer/screen/run/trajectory-models.test.ts.
 */
import type { EigenvalueSpectrum } from '../../../src-main/contract/index.ts';
import type { ChartModel, ChartSeries } from '../../chart/chart-model.ts';
import { correlatorText } from '../../text/correlator.ts';
import { termTitle } from '../../text/observables.ts';
import { runText } from '../../text/run.ts';
import type { LiveRows } from './live-series.svelte.ts';

const text = correlatorText.solver;
const update = { label: runText.update };

export type RowsByName = ReadonlyMap<string, LiveRows>;

const lineOf = (
  id: string,
  label: string,
  { update: x, value: y, segment, total }: LiveRows,
): ChartSeries => ({
  id,
  label,
  kind: 'line',
  x,
  y,
  segment,
  total,
});

/** Of names `prefix.TERM`, the terms in order, those of the Hamiltonian's own parts first. */
const termsOf = (rows: RowsByName, prefix: string): readonly string[] => {
  const terms = [...rows.keys()].flatMap((name) =>
    name.startsWith(`${prefix}.`) && /^[a-z]/.test(name.slice(prefix.length + 1))
      ? [name.slice(prefix.length + 1)]
      : [],
  );
  const rank = (term: string): number =>
    ['kinetic', 'gauge'].indexOf(term) + (term === 'kinetic' || term === 'gauge' ? 0 : 3);
  return terms.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
};

const byTerm = (rows: RowsByName, prefix: string): readonly ChartSeries[] =>
  termsOf(rows, prefix).map((term) => lineOf(term, termTitle(term), rows.get(`${prefix}.${term}`)!));

/** Both columns at the updates that both have. */
const ratio = (above: LiveRows, below: LiveRows): ChartSeries => {
  const at = new Map(Array.from(below.update, (u, i) => [u, below.value[i]!]));
  const places = [...above.update.keys()].filter((i) => at.has(above.update[i]!));
  return {
    id: 'share',
    label: text.shareSeries,
    kind: 'line',
    x: Float64Array.from(places, (i) => above.update[i]!),
    y: Float64Array.from(places, (i) => above.value[i]! / at.get(above.update[i]!)!),
  };
};

export const hasTrajectories = (names: readonly string[]): boolean =>
  names.some((name) => /^(solver\.|force\.|delta-h\.[a-z])/.test(name));

/** As many as there are series for. */
export const trajectoryModels = (rows: RowsByName, runName: string, cut: number): readonly ChartModel[] => {
  const shared = { subtitle: runName, xAxis: update, cut };
  const models: ChartModel[] = [];
  const iterations = rows.get('solver.iterations');
  if (iterations !== undefined)
    models.push({
      ...shared,
      title: text.iterations,
      yAxis: { label: text.iterationsAxis },
      series: [lineOf('iterations', text.iterations, iterations)],
    });
  const residual = rows.get('solver.residual');
  if (residual !== undefined)
    models.push({
      ...shared,
      title: text.residual,
      yAxis: { label: text.residualAxis, scale: 'log' },
      series: [lineOf('residual', text.residual, residual)],
    });
  const energies = byTerm(rows, 'delta-h');
  const total = rows.get('delta-h');
  if (energies.length > 0)
    models.push({
      ...shared,
      title: text.energies,
      yAxis: { label: text.energiesAxis },
      series: [...(total === undefined ? [] : [lineOf('total', text.total, total)]), ...energies],
      marks: [{ kind: 'level', value: 0, label: '' }],
    });
  const forces = byTerm(rows, 'force');
  if (forces.length > 0)
    models.push({
      ...shared,
      title: text.forces,
      yAxis: { label: text.forcesAxis, scale: 'log' },
      series: forces,
    });
  const inSolvers = rows.get('seconds.solver');
  const seconds = rows.get('seconds');
  if (inSolvers !== undefined && seconds !== undefined)
    models.push({
      ...shared,
      title: text.share,
      yAxis: { label: text.shareAxis, range: [0, 1] },
      series: [ratio(inSolvers, seconds)],
    });
  return models;
};

const words = correlatorText.eigenvalues;
const eigenvalue = /^eigenvalue\.(\d+)$/;
/** Lines beyond these would hide one another. */
const mostLevels = 12;

export const eigenvalueHistory = (rows: RowsByName, runName: string, cut: number): ChartModel => {
  const levels = [...rows.keys()]
    .flatMap((name) => {
      const [, place] = eigenvalue.exec(name) ?? [];
      return place === undefined ? [] : [Number(place)];
    })
    .sort((a, b) => a - b)
    .slice(0, mostLevels);
  return {
    title: words.history,
    subtitle: runName,
    xAxis: update,
    yAxis: { label: words.axis, scale: 'log' },
    series: levels.map((place) =>
      lineOf(String(place), words.level(place + 1), rows.get(`eigenvalue.${place}`)!),
    ),
    cut,
  };
};

export const eigenvalueDistribution = ({ histogram }: EigenvalueSpectrum, runName: string): ChartModel => ({
  title: words.distribution,
  subtitle: runName,
  xAxis: { label: words.axis },
  yAxis: { label: words.counts },
  series: [
    {
      id: 'distribution',
      label: words.distribution,
      kind: 'bars',
      x: histogram.counts.map((_, k) => (histogram.edges[k]! + histogram.edges[k + 1]!) / 2),
      y: histogram.counts,
    },
  ],
});

export const eigenvalueLevels = ({ levels }: EigenvalueSpectrum, runName: string): ChartModel => ({
  title: words.levels,
  subtitle: runName,
  xAxis: { label: words.levelAxis },
  yAxis: { label: words.axis, scale: 'log' },
  series: [
    {
      id: 'levels',
      label: words.levels,
      kind: 'points',
      x: Float64Array.from(levels.mean, (_, i) => i + 1),
      y: levels.mean,
      error: levels.deviation,
    },
  ],
});
