/** Models for people: the table, and one of them. Test: test/unit/main/cli/models.test.ts. */
import { formatWithError } from '../../../src-engine/api/format-with-error.ts';
import type { ModelDetail, ModelRow } from '../../contract/index.ts';
import { durationText } from '../progress-bar.ts';
import type { Style } from '../style.ts';
import { factLines, tableLines } from '../table.ts';

const columns = [
  { title: 'Model' },
  { title: 'Target' },
  { title: 'Lattice' },
  { title: 'Flow' },
  { title: 'ESS', align: 'right' },
  { title: 'Name' },
] as const;

const essText = ({ quality }: ModelRow): string =>
  quality === null ? '' : formatWithError(quality.ess.value, quality.ess.error);

export const modelTable = (rows: readonly ModelRow[], style: Style): readonly string[] => {
  const [header, ...lines] = tableLines(
    columns,
    rows.map((row) => [
      row.id,
      row.targetText,
      row.dims.join('x'),
      row.architecture.kind,
      essText(row),
      row.name,
    ]),
  );
  return [style.strong(header!), ...lines];
};

type Fact = readonly [string, string];

const trainingFacts = ({ row: { training }, trainedHere }: ModelDetail): readonly Fact[] => {
  if (training === null) return [['Training', 'not by Plaquette']];
  const { steps, batch, estimator, seconds, seed, run, specHash } = training;
  return [
    ['Training', `${steps} steps of ${batch} samples, ${estimator}, ${durationText(seconds)}`],
    ['Seed', String(seed)],
    ['Specification', `${specHash.slice(0, 12)}; --spec prints it`],
    ['Run', trainedHere ? run : `${run}, of another workspace or removed`],
  ];
};

const named = ({ id, name }: { readonly id: string; readonly name: string | null }): string =>
  name === null ? `${id} (not in this workspace)` : `${id} (${name})`;

export const modelLines = (detail: ModelDetail): readonly string[] => {
  const { row, ancestors, children, usedBy, pieces, folder } = detail;
  return factLines([
    ['Model', row.id],
    ['Name', row.name],
    ['Target', row.targetText],
    ['Lattice', row.dims.join(' x ')],
    ['Flow', row.architectureText],
    ['Numbers', `${row.numbers} in ${pieces.length} pieces, ${row.bytes} bytes`],
    ...(row.quality === null
      ? []
      : [['ESS', `${essText(row)} of ${row.quality.ess.samples} samples`] as const]),
    ...trainingFacts(detail),
    ...(ancestors.length === 0 ? [] : [['Trained from', ancestors.map(named).join(', ')] as const]),
    ...(children.length === 0 ? [] : [['Trained into', children.map(named).join(', ')] as const]),
    ...(usedBy.length === 0 ? [] : [['Used by', usedBy.map(({ run }) => run).join(', ')] as const]),
    ['Made with', `Plaquette ${row.codeVersion}, ${row.created}`],
    ['Folder', folder],
  ]);
};
