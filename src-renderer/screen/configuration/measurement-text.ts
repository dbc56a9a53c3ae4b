/** What can be measured in how many dimensions, and results as tab-separated text. Test: test/unit/renderer/screen/configuration/measurement-text.test.ts. */
import type { Args, MeasurementFacts } from '../../../src-main/contract/index.ts';

import { quarkObservablesFor } from './quark-form.ts';

type Observable = Args<'configuration.measure'>['request']['observables'][number];

const EVERYWHERE: readonly Observable[] = [
  'plaquette',
  'rectangle',
  'polyakov',
  'link-trace',
  'action-density',
  'wilson-loops',
  'static-potential',
  'creutz-ratios',
];

/** The topological charge lives in two and four dimensions. */
export const observablesFor = (dimensions: number): readonly Observable[] => [
  ...EVERYWHERE,
  ...(dimensions === 3 ? [] : (['topological-charge'] as const)),
  'flow',
  ...quarkObservablesFor(dimensions),
];

/** Every number with all its digits: a name and a value a line, tables below with their heads. */
export const measurementTsv = (results: readonly MeasurementFacts[]): string =>
  results
    .flatMap(({ values, table }) => [
      ...values.map(({ name, value }) => `${name}\t${value}`),
      ...(table === null ? [] : [table.columns.join('\t'), ...table.rows.map((row) => row.join('\t'))]),
    ])
    .join('\n');
