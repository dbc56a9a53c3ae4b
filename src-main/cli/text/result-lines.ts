/**
 * The results of a run or a file for people: one table of averages with errors beside their accepted values, then what was left out,
 * where accepted values are from, and what is unusual, each thing once. Test: test/unit/main/cli/result-lines.test.ts.
 */
import type { CommonCut } from '../../analysis/cut.ts';
import type { ObservableResult, RunResults } from '../../analysis/run-results.ts';
import { hasEstimate } from '../../analysis/summary.ts';
import { problemLine } from '../output.ts';
import type { Style } from '../style.ts';
import { type Column, tableLines } from '../table.ts';
import { referenceText } from './reference-text.ts';
import { remarkLines } from './remark-lines.ts';
import { trainingLines } from './training-lines.ts';

const columns: readonly Column[] = [
  { title: 'observable' },
  { title: 'mean(error)', align: 'right' },
  { title: 'tau_int', align: 'right' },
  { title: 'samples', align: 'right' },
];

const row = (result: ObservableResult, style: Style): readonly string[] => [
  result.name,
  ...(hasEstimate(result) ? [result.formatted, result.tauIntFormatted] : ['no estimate', '']),
  String(result.samples),
  result.reference === undefined ? '' : referenceText(result.reference, style),
];

const origins: Readonly<Record<Exclude<CommonCut['kind'], 'none'>, string>> = {
  specified: 'as the specification says',
  asked: 'as asked',
  detected: 'detected',
};

export const cutLine = ({ kind, unit, length, warning }: CommonCut): string => {
  if (kind === 'none') return warning ?? '';
  const what =
    length === 0
      ? 'Nothing is'
      : length === 1
        ? `The first ${unit.slice(0, -1)} is`
        : `The first ${length} ${unit} are`;
  return [`${what} left out as thermalisation (${origins[kind]}).`, warning ?? ''].join(' ').trimEnd();
};

const sourceLines = (results: readonly ObservableResult[]): readonly string[] =>
  results.flatMap((result) =>
    result.reference === undefined || !hasEstimate(result)
      ? []
      : [`Accepted ${result.name} ${result.reference.formatted}: ${result.reference.source}.`],
  );

const expectationLines = (results: readonly ObservableResult[]): readonly string[] =>
  results.flatMap(({ name, expected }) =>
    expected === undefined ? [] : [`From <dH>, ${name} ${expected.formatted} is expected in a large volume.`],
  );

/** What <exp(-dH)> away from 1 means. */
const identityLines = (results: readonly ObservableResult[], style: Style): readonly string[] =>
  results.flatMap(({ name, reference }) =>
    reference?.observable === 'exp-minus-delta-h' && reference.verdict === 'differs'
      ? [style.bad(`${name} is not 1: the chain is not in equilibrium, or the steps are too large.`)]
      : [],
  );

const remarksOf = (result: ObservableResult, cut: CommonCut): readonly string[] =>
  hasEstimate(result)
    ? result.warnings.filter((warning) => warning !== cut.warning)
    : [problemLine(result.problem)];

export const resultLines = ({ cut, observables, training }: RunResults, style: Style): readonly string[] => {
  if (training !== undefined) return trainingLines(training, style);
  if (observables.length === 0) return ['There is nothing to average yet.'];
  const compared = observables.some(({ reference }) => reference !== undefined);
  const [header, ...rows] = tableLines(
    compared ? [...columns, { title: 'accepted value' }] : columns,
    observables.map((result) => row(result, style)),
  );
  return [
    style.strong(header!),
    ...rows,
    cutLine(cut),
    ...sourceLines(observables),
    ...expectationLines(observables),
    ...identityLines(observables, style),
    ...remarkLines(observables.map((one) => ({ name: one.name, remarks: remarksOf(one, cut) }))),
  ];
};
