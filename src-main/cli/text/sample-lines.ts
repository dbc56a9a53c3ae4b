/** What samples of a model told, for people and for --json. Test: test/unit/main/cli/sample.test.ts. */
import { formatWithError } from '../../../src-engine/api/format-with-error.ts';
import type { ModelManifest } from '../../../src-engine/api/model-manifest.ts';
import type { Result } from '../../../src-engine/base/result.ts';
import type { ValueWithError } from '../../../src-engine/learn/sample/reweight.ts';
import type { ModelSamples } from '../../../src-engine/learn/sample/sample-model.ts';
import { formatTauInt } from '../../../src-engine/statistics/index.ts';
import { targetText } from '../../model/model-words.ts';
import type { Style } from '../style.ts';
import { factLines, tableLines } from '../table.ts';

const columns = [
  { title: 'observable' },
  { title: 'Metropolis', align: 'right' },
  { title: 'tau_int', align: 'right' },
  { title: 'weights', align: 'right' },
] as const;

const text = (result: Result<ValueWithError>): string =>
  result.ok ? formatWithError(result.value.value, result.value.error) : 'no estimate';

export const sampleLines = (
  { name, target, dims }: ModelManifest,
  samples: ModelSamples,
  style: Style,
): readonly string[] => {
  const [header, ...rows] = tableLines(
    columns,
    samples.observables.map(({ name: observable, metropolis, reweighted }) => [
      observable,
      text(metropolis),
      metropolis.ok ? formatTauInt(metropolis.value) : '',
      text(reweighted),
    ]),
  );
  return [
    ...factLines([
      ['Model', name],
      ['Target', `${targetText(target)} on ${dims.join(' x ')}`],
      ['Samples', String(samples.samples)],
      ['ESS', text(samples.ess)],
      ['Acceptance', samples.acceptance.toFixed(3)],
      ['Longest wait', `${samples.longestWait} proposals`],
      ['log Z', text(samples.logZ)],
      ...(samples.densityDeviation === undefined
        ? []
        : [['log q', `exact to ${samples.densityDeviation.toExponential(0)}`] as const]),
    ]),
    '',
    style.strong(header!),
    ...rows,
  ];
};

const valueDocument = (result: Result<ValueWithError>): object =>
  result.ok
    ? { value: result.value.value, error: result.value.error, formatted: text(result) }
    : { problem: result.error };

export const sampleDocument = (
  { id, name, target, dims }: ModelManifest,
  { samples, ess, logZ, acceptance, longestWait, densityDeviation, observables }: ModelSamples,
): Readonly<Record<string, unknown>> => ({
  model: id,
  name,
  target,
  dims,
  samples,
  ess: valueDocument(ess),
  acceptance,
  longestWait,
  logZ: valueDocument(logZ),
  ...(densityDeviation !== undefined && { densityDeviation }),
  observables: observables.map(({ name: observable, metropolis, reweighted }) => ({
    name: observable,
    metropolis: metropolis.ok
      ? { ...metropolis.value, formatted: text(metropolis) }
      : { problem: metropolis.error },
    weights: valueDocument(reweighted),
  })),
});
