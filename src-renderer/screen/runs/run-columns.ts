/**
 * Columns of the table of runs: what a run is, how far it is, what it simulates, and for each observable that was measured its average
 * with error and, switched off at first, its least, greatest and last value, autocorrelation time and samples. With a baseline run also
 * how far each average is from the baseline's. Test: test/unit/renderer/screen/runs/run-columns.test.ts.
 */
import type { EstimateFacts, RunRow } from '../../../src-main/contract/index.ts';
import { runName } from '../../state/run-name.ts';
import type { Column, Columns } from '../../table/column.ts';
import { differenceOf, formatDifference, formatSigma } from '../../table/difference.ts';
import { common } from '../../text/common.ts';
import { isOfTraining, observableTitle } from '../../text/observables.ts';
import { runsText } from '../../text/runs.ts';
import { formatCount, formatDuration, formatTime } from '../../ui/format-quantity.ts';
import { betaOf, latticeText, shortNumber } from './run-facts.ts';

type RunColumn = Column<RunRow>;

const { columns: titles, sets } = runsText;

const base = (
  id: keyof typeof titles,
  set: keyof typeof sets,
  width: number,
  shown: boolean,
): Pick<RunColumn, 'id' | 'title' | 'meaning' | 'set' | 'width' | 'shown'> => ({
  id,
  title: titles[id].title,
  meaning: titles[id].meaning,
  set: sets[set],
  width,
  shown,
});

type Place = Parameters<typeof base>;

const text = (place: Place, value: (row: RunRow) => string | null): RunColumn => ({
  ...base(...place),
  kind: 'text',
  value,
  text: (row) => value(row) ?? '',
});

const number = (
  place: Place,
  value: (row: RunRow) => number | null,
  format: (value: number) => string,
  unit?: string,
): RunColumn => ({
  ...base(...place),
  kind: 'number',
  value,
  text: (row) => {
    const found = value(row);
    return found === null ? '' : format(found);
  },
  ...(unit === undefined ? {} : { unit }),
});

const time = (place: Place, value: (row: RunRow) => string | null): RunColumn => ({
  ...base(...place),
  kind: 'time',
  value: (row) => {
    const instant = value(row);
    return instant === null ? null : Date.parse(instant);
  },
  text: (row) => {
    const instant = value(row);
    return instant === null ? '' : formatTime(instant);
  },
});

const yesNo = (place: Place, holds: (row: RunRow) => boolean): RunColumn => ({
  ...text(place, (row) => (holds(row) ? runsText.yes : runsText.no)),
  choices: [runsText.yes, runsText.no],
});

export const stateWord = (row: RunRow): string => (row.queued === null ? row.state : 'queued');

const states = [...Object.keys(common.runStates), 'queued'];

export const fractionOf = ({ progress: { done, total } }: RunRow): number | null =>
  total === null ? null : total === 0 ? 1 : done / total;

const progressText = ({ progress: { done, total } }: RunRow): string =>
  total === null ? formatCount(done) : `${formatCount(done)} / ${formatCount(total)}`;

const fixed: Columns<RunRow> = [
  text(['name', 'run', 220, true], runName),
  {
    ...text(['state', 'run', 136, true], stateWord),
    choices: states,
    text: (row) => (row.queued === null ? common.runStates[row.state] : common.queued(row.queued)),
  },
  {
    ...number(['progress', 'progress', 172, true], fractionOf, String),
    text: progressText,
    align: 'start',
  },
  number(['eta', 'progress', 104, false], (row) => row.progress.remainingSeconds, formatDuration, 's'),
  number(['rate', 'progress', 96, false], (row) => row.progress.rate, shortNumber, '1/s'),
  text(['phase', 'progress', 130, false], (row) => row.progress.phase),
  text(['lattice', 'simulation', 90, true], (row) => row.lattice && latticeText(row.lattice.dims)),
  text(['group', 'simulation', 66, true], (row) => row.lattice?.group ?? null),
  number(['beta', 'simulation', 60, true], (row) => betaOf(row.action), String),
  text(['action', 'simulation', 170, false], (row) => row.action),
  number(
    ['sites', 'simulation', 92, false],
    (row) => row.lattice?.dims.reduce((product, extent) => product * extent, 1) ?? null,
    formatCount,
  ),
];

const keeping: Columns<RunRow> = [
  number(['alarms', 'keeping', 80, true], (row) => row.alarms, formatCount),
  number(['configurations', 'keeping', 116, false], (row) => row.configurations, formatCount),
  time(['changed', 'keeping', 136, true], (row) => row.changed),
  text(['algorithms', 'simulation', 210, true], (row) => row.algorithms),
  time(['created', 'keeping', 136, false], (row) => row.created),
  text(['in', 'keeping', 120, false], (row) => row.mark.group),
  text(['note', 'keeping', 200, false], (row) => row.mark.note),
  text(['template', 'keeping', 130, false], (row) => row.template),
  text(['parent', 'keeping', 160, false], (row) => row.parent?.run ?? null),
  text(['id', 'keeping', 200, false], (row) => row.id),
  text(['reason', 'keeping', 260, false], (row) => row.reason),
  yesNo(['pinned', 'keeping', 76, false], (row) => row.mark.pinned),
  yesNo(['archived', 'keeping', 84, false], (row) => row.mark.archived),
];

export const estimateOf = (row: RunRow, name: string): EstimateFacts | undefined =>
  row.results.find((result) => result.name === name);

/** Observables whose averages are shown before a user has chosen columns. */
const usual = new Set(['plaquette', 'acceptance', 'evaluation-ess']);

const taken = new Set([...fixed, ...keeping].map(({ id }) => id));

/** Of the column of averages: the observable's own name, where no other column has it (a scalar field has an action as well). */
const meanId = (name: string): string => (taken.has(name) ? `${name}.mean` : name);

/** The observable whose averages a column shows. */
export const observableOf = (id: string): string => id.replace(/\.mean$/, '');

const observableColumns = (name: string, baseline: RunRow | null): Columns<RunRow> => {
  const title = observableTitle(name);
  const part = (
    suffix: keyof typeof runsText.parts,
    width: number,
    value: (estimate: EstimateFacts) => number | null,
    format: (value: number, estimate: EstimateFacts) => string,
  ): RunColumn => {
    const { title: partTitle, meaning } = runsText.parts[suffix];
    const found = (row: RunRow): number | null => {
      const estimate = estimateOf(row, name);
      return estimate === undefined ? null : value(estimate);
    };
    return {
      id: suffix === 'mean' ? meanId(name) : `${name}.${suffix}`,
      title: partTitle(title),
      meaning: suffix === 'mean' && isOfTraining(name) ? runsText.finalMeaning(title) : meaning(title),
      kind: 'number',
      set: title,
      width,
      shown: suffix === 'mean' && usual.has(name),
      value: found,
      text: (row) => {
        const estimate = estimateOf(row, name);
        const number = found(row);
        return estimate === undefined || number === null ? '' : format(number, estimate);
      },
    };
  };
  const mean: RunColumn = {
    ...part(
      'mean',
      128,
      ({ value }) => value,
      (_, { formatted }) => formatted,
    ),
    error: (row) => estimateOf(row, name)?.error ?? null,
  };
  const tau: RunColumn = {
    ...part(
      'tau',
      104,
      ({ tauInt }) => tauInt,
      (_, { tauIntFormatted }) => tauIntFormatted,
    ),
    error: (row) => estimateOf(row, name)?.tauIntError ?? null,
  };
  const first = [mean, ...(baseline === null ? [] : deltaColumns(name, title, baseline))];
  if (isOfTraining(name))
    return [
      ...first,
      part('min', 104, ({ min }) => min, shortNumber),
      part('max', 104, ({ max }) => max, shortNumber),
    ];
  return [
    ...first,
    tau,
    part('min', 104, ({ min }) => min, shortNumber),
    part('max', 104, ({ max }) => max, shortNumber),
    part('last', 104, ({ last }) => last, shortNumber),
    part('samples', 92, ({ samples }) => samples, formatCount),
  ];
};

/** Against the baseline run; empty in its own row. */
const deltaColumns = (name: string, title: string, baseline: RunRow): Columns<RunRow> => {
  const reference = estimateOf(baseline, name);
  const difference = (row: RunRow) => {
    const estimate = estimateOf(row, name);
    if (reference === undefined || estimate === undefined || row.id === baseline.id) return null;
    return differenceOf(estimate, reference);
  };
  const common = { kind: 'number', set: title, shown: false } as const;
  const { delta, sigma } = runsText.parts;
  return [
    {
      ...common,
      id: `${meanId(name)}.delta`,
      title: delta.title(title),
      meaning: delta.meaning(title),
      width: 116,
      value: (row) => difference(row)?.value ?? null,
      error: (row) => difference(row)?.error ?? null,
      text: (row) => {
        const found = difference(row);
        return found === null ? '' : formatDifference(found);
      },
    },
    {
      ...common,
      id: `${meanId(name)}.sigma`,
      title: sigma.title(title),
      meaning: sigma.meaning(title),
      width: 76,
      value: (row) => difference(row)?.sigma ?? null,
      text: (row) => {
        const found = difference(row);
        return found === null ? '' : formatSigma(found);
      },
    },
  ];
};

/** Names of all observables of the rows: those that are usually shown first, then in the order in which they are met. */
export const observablesOf = (rows: readonly RunRow[]): readonly string[] => {
  const all = new Set<string>();
  for (const { results } of rows) for (const { name } of results) all.add(name);
  return [...[...usual].filter((name) => all.has(name)), ...[...all].filter((name) => !usual.has(name))];
};

export const runColumns = (observables: readonly string[], baseline: RunRow | null): Columns<RunRow> => [
  ...fixed,
  ...observables.flatMap((name) => observableColumns(name, baseline)),
  ...keeping,
];

const isDelta = ({ id }: RunColumn): boolean => /\.(delta|sigma)$/.test(id);

/** Those that a user may choose: differences come and go with the baseline. */
export const choosable = (columns: Columns<RunRow>): Columns<RunRow> =>
  columns.filter((column) => !isDelta(column));

/** Behind each shown average its differences from the baseline. */
export const withDeltas = (shown: Columns<RunRow>, all: Columns<RunRow>): Columns<RunRow> =>
  shown.flatMap((column) => [
    column,
    ...all.filter(({ id }) => id === `${column.id}.delta` || id === `${column.id}.sigma`),
  ]);
