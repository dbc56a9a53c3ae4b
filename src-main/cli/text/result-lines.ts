/** Results for people: a table of averages with errors, the checks of hybrid Monte Carlo, comparisons with accepted values. */
import type { HmcChecks } from '../analysis/hmc-checks.ts';
import type { ReferenceComparison } from '../analysis/references.ts';
import { hasEstimate, type Summary } from '../analysis/summary.ts';
import type { Style } from '../style.ts';
import { tableLines } from '../table.ts';
import { remarkLines } from './remark-lines.ts';

const columns = [
  { title: 'Observable' },
  { title: 'value(error)', align: 'right' },
  { title: 'tau_int', align: 'right' },
  { title: 'samples', align: 'right' },
  { title: 'cut', align: 'right' },
] as const;

const row = (summary: Summary): readonly string[] => {
  const { name, samples } = summary;
  if (!hasEstimate(summary)) return [name, 'no estimate', '', String(samples), ''];
  return [name, summary.formatted, summary.tauIntFormatted, String(samples), String(summary.cut)];
};

const remarks = (summary: Summary): readonly string[] => {
  if (!hasEstimate(summary)) return [`${summary.problem.message} ${summary.problem.remedy}`];
  return summary.warnings;
};

/** One line per observable, then what is unusual about any of them. */
export const resultLines = (summaries: readonly Summary[], style: Style): readonly string[] => {
  const [header, ...rows] = tableLines(columns, summaries.map(row));
  return [
    style.strong(header!),
    ...rows,
    ...remarkLines(summaries.map((one) => ({ name: one.name, remarks: remarks(one) }))),
  ];
};

export const hmcLines = (
  { expMinusDeltaH, acceptance, expectedAcceptance }: HmcChecks,
  style: Style,
): readonly string[] => {
  const { formatted, agrees, deviation } = expMinusDeltaH;
  const verdict = agrees
    ? 'agrees with 1, as it must'
    : `is ${Math.abs(deviation ?? 0).toFixed(1)} errors away from 1: not in equilibrium, or the steps are too large`;
  const accepted = acceptance !== undefined && hasEstimate(acceptance) ? acceptance.formatted : undefined;
  const line = `<exp(-dH)> = ${formatted} ${verdict}.`;
  return [
    agrees ? line : style.bad(line),
    ...(accepted === undefined
      ? []
      : [
          `Acceptance ${accepted}; from <dH>, ${expectedAcceptance.formatted} is expected in a large volume.`,
        ]),
  ];
};

const verdictWords: Readonly<Record<ReferenceComparison['verdict'], string>> = {
  agrees: 'agrees with',
  tension: 'is in tension with',
  differs: 'differs from',
  unknown: 'cannot yet be compared with',
};

export const referenceLines = (
  comparisons: readonly ReferenceComparison[],
  style: Style,
): readonly string[] =>
  comparisons.map(({ reference, result, deviation, verdict }) => {
    const value = hasEstimate(result) ? ` ${result.formatted}` : '';
    const far =
      deviation === null ? '' : ` (${deviation >= 0 ? '+' : '-'}${Math.abs(deviation).toFixed(1)} errors)`;
    const line = `${result.name}${value} ${verdictWords[verdict]} the accepted ${reference.formatted}${far}: ${reference.source}.`;
    return verdict === 'differs' ? style.bad(line) : verdict === 'agrees' ? style.good(line) : line;
  });
