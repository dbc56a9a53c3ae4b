/** One run for people: what it is, how it is doing and on what evidence, results, alarms, configurations, relatives, files. */
import { describeSpec } from '../../../src-engine/api/spec/describe.ts';
import type { RunResults } from '../../analysis/run-results.ts';
import type { Story } from '../../run/run-story.ts';
import type { IndexedConfiguration } from '../../workspace/index-runs.ts';
import { problemLine } from '../output.ts';
import { progressText, type RunOverview, stateText } from '../run-overview.ts';
import type { Style } from '../style.ts';
import { factLines, tableLines } from '../table.ts';
import { resultLines } from './result-lines.ts';

export interface ShownRun {
  readonly overview: RunOverview;
  readonly story: Story;
  readonly results: RunResults;
  readonly configurations: readonly IndexedConfiguration[];
  readonly forks: readonly string[];
}

const shownAlarms = 10;
const shownConfigurations = 5;

type Fact = readonly [string, string];

const stateFacts = ({ overview, story }: ShownRun): readonly Fact[] => {
  const { run } = overview;
  const last = story.segments.at(-1);
  const resumed = story.segments.length > 1 ? `, resumed ${story.segments.length - 1} times` : '';
  return [
    ['State', `${stateText(overview)}. ${story.failure ?? run.reason}`],
    ['Updates', progressText(overview)],
    ['Created', run.created ?? 'unknown (the first record of its log is lost)'],
    ...(last === undefined ? [] : [['Last started', `${last.started} on ${last.host}${resumed}`] as const]),
    ...(last?.ended == null ? [] : [['Ended', last.ended] as const]),
  ];
};

const specFacts = ({ overview: { run, spec } }: ShownRun): readonly Fact[] => [
  [
    'Specification',
    spec === undefined ? 'cannot be read: spec.toml is lost or was changed' : describeSpec(spec),
  ],
  ...(spec === undefined ? [] : [['Seed', String(spec.seed)] as const]),
  ...(run.template === undefined ? [] : [['Template', run.template] as const]),
  ...(run.codeVersion === undefined ? [] : [['Made with', `Plaquette ${run.codeVersion}`] as const]),
];

const lineageFacts = ({ overview: { run }, forks }: ShownRun): readonly Fact[] => {
  const { parent } = run;
  const from = parent?.update === undefined ? '' : ` at update ${parent.update}`;
  const word = parent?.kind === 'fork' ? 'Fork of' : 'Continues';
  return [
    ...(parent === undefined ? [] : [[word, `${parent.run}${from}`] as const]),
    ...(forks.length === 0 ? [] : [['Forked into', forks.join(', ')] as const]),
  ];
};

const alarmLines = ({ story: { alarms } }: ShownRun, style: Style): readonly string[] => {
  if (alarms.length === 0) return [];
  const hidden = alarms.length - shownAlarms;
  return [
    '',
    style.strong(`Alarms (${alarms.length})`),
    ...(hidden > 0 ? [`  ${hidden} older ones are in log.ndjson.`] : []),
    ...alarms.slice(-shownAlarms).map((alarm) => `  update ${alarm.update}: ${problemLine(alarm)}`),
  ];
};

const configurationLines = ({ configurations }: ShownRun, style: Style): readonly string[] => {
  if (configurations.length === 0) return [];
  const rows = configurations
    .slice(-shownConfigurations)
    .map(({ file, update, plaquette }) => [file, String(update), plaquette?.toPrecision(12) ?? '']);
  const hidden = configurations.length - rows.length;
  const columns = [
    { title: 'Configuration' },
    { title: 'update', align: 'right' },
    { title: 'plaquette', align: 'right' },
  ] as const;
  return [
    '',
    style.strong(`Configurations (${configurations.length})`),
    ...(hidden > 0 ? [`  The newest ${rows.length}:`] : []),
    ...tableLines(columns, rows).map((line) => `  ${line}`),
  ];
};

export const runLines = (shown: ShownRun, style: Style): readonly string[] => {
  const { run } = shown.overview;
  return [
    style.strong(`${run.name ?? 'Run'} (${run.id})`),
    ...factLines([
      ...stateFacts(shown),
      ...specFacts(shown),
      ...lineageFacts(shown),
      ['Files', run.paths.folder],
    ]),
    '',
    ...resultLines(shown.results, style),
    ...alarmLines(shown, style),
    ...configurationLines(shown, style),
    ...(run.damagedBytes > 0
      ? ['', `${run.damagedBytes} bytes of its logs are not intact; every other record is kept.`]
      : []),
  ];
};
