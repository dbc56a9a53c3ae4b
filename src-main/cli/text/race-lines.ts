/** A race for people: a table of samplers for each observable, what they do, and the verdict. Test: test/unit/main/cli/race.test.ts. */
import { formatWithError } from '../../../src-engine/api/format-with-error.ts';
import { secondsText } from '../../../src-engine/api/seconds-text.ts';
import type { RaceLane, RaceObservable, RaceReport, RaceRow } from '../../contract/index.ts';
import type { Style } from '../style.ts';
import { tableLines } from '../table.ts';

const states: Readonly<Record<RaceRow['state'], string>> = {
  running: 'is going on',
  stopped: 'has stopped as asked',
  budget: 'has used up its time budget',
  reached: 'has reached every wanted error',
  failed: 'has failed',
  interrupted: 'was interrupted',
};

const right = (title: string) => ({ title, align: 'right' }) as const;

const observableColumns = [
  { title: 'sampler' },
  right('mean(error)'),
  right('tau_int / updates'),
  right('per indep. sample'),
  right('processors'),
  right('to the error'),
  { title: '' },
];

const costText = ({ cost, tau }: RaceObservable): string => {
  if (cost === null) return '';
  return tau.kind === 'bound' ? `> ${secondsText({ value: cost.value, error: 0 })}` : secondsText(cost);
};

const remark = ({ reached, tau, wanted, tunnellings }: RaceObservable): string => {
  if (tau.kind === 'bound') return tunnellings === null ? 'never changed' : 'frozen';
  if (wanted === null) return '';
  return reached ? 'reached' : tau.short && tau.kind === 'measured' ? 'history too short' : 'not reached';
};

const observableRow = ({ name }: RaceLane, one: RaceObservable): readonly string[] => [
  name,
  one.estimate.formatted || 'no estimate',
  one.tau.formatted,
  costText(one),
  one.processorCost === null || one.tau.kind === 'bound' ? '' : secondsText(one.processorCost),
  one.secondsWanted === null ? '' : secondsText(one.secondsWanted),
  remark(one),
];

const perObservable = ({ lanes }: RaceReport, style: Style): readonly string[] =>
  (lanes[0]?.observables ?? []).flatMap(({ name, wanted }) => {
    const rows = lanes.flatMap((lane) => {
      const one = lane.observables.find((other) => other.name === name);
      return one === undefined ? [] : [observableRow(lane, one)];
    });
    const [header, ...lines] = tableLines(observableColumns, rows);
    const title = wanted === null ? name : `${name}, wanted error ${wanted}`;
    return [style.strong(title), style.faint(header!), ...lines, ''];
  });

const laneColumns = [
  { title: 'sampler' },
  { title: 'algorithm' },
  right('updates'),
  right('per update'),
  right('processors'),
  right('forces'),
  right('links'),
  right('flow'),
  right('thermalisation'),
  right('training'),
];

const count = (value: number): string =>
  value === 0 ? '' : value >= 1e5 ? value.toExponential(1) : String(Math.round(value * 100) / 100);

const laneRow = (lane: RaceLane): readonly string[] => {
  const { operations, thermalisation, training } = lane;
  return [
    lane.name,
    lane.algorithms,
    String(lane.updates),
    lane.secondsPerUpdate === null ? '' : secondsText(lane.secondsPerUpdate),
    lane.processors === null ? '' : formatWithError(lane.processors, 0.05),
    count(operations.forces + operations.seaForces),
    count(operations.linkUpdates),
    count(operations.networkEvaluations),
    secondsText({ value: thermalisation.seconds, error: 0 }),
    training === null ? '' : `${secondsText({ value: training.seconds, error: 0 })} (${training.name})`,
  ];
};

export const raceLines = (row: RaceRow, report: RaceReport, style: Style): readonly string[] => {
  const [header, ...lines] = tableLines(laneColumns, report.lanes.map(laneRow));
  return [
    style.strong(row.name),
    `Race ${row.id} ${states[row.state]}, ${secondsText({ value: row.spentSeconds, error: 0 })} in all.`,
    '',
    ...perObservable(report, style),
    style.faint(header!),
    ...lines,
    '',
    ...report.verdict,
    ...(row.state === 'reached' || row.state === 'running'
      ? []
      : ['', `Go on with: plaquette race --resume ${row.id}`]),
  ];
};

export const raceListLines = (rows: readonly RaceRow[], style: Style): readonly string[] => {
  if (rows.length === 0) return ['There are no races in this workspace yet.'];
  const [header, ...lines] = tableLines(
    [{ title: 'Race' }, { title: 'State' }, { title: 'For' }, { title: 'Name' }],
    rows.map(({ id, state, goals, name }) => [
      id,
      state,
      goals.map((goal) => `${goal.name} ${goal.error}`).join(', '),
      name,
    ]),
  );
  return [style.strong(header!), ...lines];
};
