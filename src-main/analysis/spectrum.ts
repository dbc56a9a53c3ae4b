/**
 * The lowest eigenvalues that a run measured (`eigenvalue.I`), over all samples after the cut: their histogram, and the mean of each with
 * its spread (a standard deviation, not an error). Test: test/unit/main/analysis/spectrum.test.ts.
 */
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { histogram, moments } from '../../src-engine/statistics/index.ts';
import type { EigenvalueSpectrum } from '../contract/index.ts';
import { type CommonCut, samplesToDrop } from './cut.ts';
import type { History } from './history.ts';

const eigenvalue = /^eigenvalue\.(\d+)$/;

export const eigenvalueNames = (names: readonly string[]): readonly string[] =>
  names
    .filter((name) => eigenvalue.test(name))
    .toSorted((a, b) => Number(eigenvalue.exec(a)![1]) - Number(eigenvalue.exec(b)![1]));

export const spectrumOf = (histories: readonly History[], cut: CommonCut): Result<EigenvalueSpectrum> => {
  const levels = eigenvalueNames(histories.map(({ name }) => name)).map((name) => {
    const history = histories.find((one) => one.name === name)!;
    return history.values.subarray(samplesToDrop(history, cut));
  });
  if (levels.length === 0)
    return fail(
      'run.noSeries',
      'No eigenvalues have been measured in this run.',
      'Ask for them in a fork of it: eigenvalues under [measure].',
    );
  const counted = histogram(levels);
  if (!counted.ok) return counted;
  const mean = new Float64Array(levels.length);
  const deviation = new Float64Array(levels.length);
  for (const [i, values] of levels.entries()) {
    const made = moments(values);
    if (!made.ok) return made;
    mean[i] = made.value.mean;
    deviation[i] = Math.sqrt(made.value.variance);
  }
  return ok({
    count: levels.length,
    samples: levels[0]!.length,
    histogram: { edges: counted.value.edges.slice(), counts: counted.value.counts.slice() },
    levels: { mean, deviation },
  });
};
