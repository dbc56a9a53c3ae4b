/** What a training came to, for people: last values with errors, the best that was seen, and reference values. Test: test/unit/main/cli/train.test.ts. */
import type { TrainingResult } from '../../analysis/training-results.ts';
import type { Style } from '../style.ts';
import { tableLines } from '../table.ts';
import { referenceText } from './reference-text.ts';

const columns = [
  { title: 'training' },
  { title: 'value(error)', align: 'right' },
  { title: 'of' },
  { title: 'best', align: 'right' },
] as const;

const originOf = ({ name, samples, step }: TrainingResult): string => {
  if (name === 'training-seconds') return `${samples} steps`;
  return samples > 1 ? `the last ${samples} steps, to ${step}` : `step ${step}`;
};

const bestOf = ({ best, step, value }: TrainingResult): string => {
  if (best === null) return '';
  return best.step === step || best.value === value
    ? 'this one'
    : `${Number(best.value.toPrecision(4))} at ${best.step}`;
};

export const trainingLines = (results: readonly TrainingResult[], style: Style): readonly string[] => {
  if (results.length === 0) return ['No step has been taken yet.'];
  const compared = results.some(({ reference }) => reference !== undefined);
  const [header, ...rows] = tableLines(
    compared ? [...columns, { title: 'reference value' }] : columns,
    results.map((result) => [
      result.name,
      result.formatted,
      originOf(result),
      bestOf(result),
      result.reference === undefined ? '' : referenceText(result.reference, style),
    ]),
  );
  return [
    style.strong(header!),
    ...rows,
    ...results.flatMap(({ name, reference }) =>
      reference === undefined ? [] : [`Reference ${name} ${reference.formatted}: ${reference.source}.`],
    ),
  ];
};
