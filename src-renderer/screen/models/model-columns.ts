/** Columns of the table of models. Test: test/unit/renderer/screen/models/model-columns.test.ts. */
import type { ModelRow } from '../../../src-main/contract/index.ts';
import type { CellValue, Column, Columns } from '../../table/column.ts';
import { modelsText as words } from '../../text/models.ts';
import { formatCount, formatDuration, formatTime } from '../../ui/format-quantity.ts';
import { couplingsText, essText, latticeText } from './model-words.ts';

type ModelColumn = Column<ModelRow>;
type Id = keyof typeof words.columns;

const column = (
  id: Id,
  kind: ModelColumn['kind'],
  width: number,
  value: (row: ModelRow) => CellValue,
  text: (row: ModelRow) => string,
): ModelColumn => ({ id, ...words.columns[id], kind, set: words.set, width, shown: true, value, text });

const textColumn = (id: Id, width: number, text: (row: ModelRow) => string): ModelColumn =>
  column(id, 'text', width, (row) => text(row) || null, text);

const volume = ({ dims }: ModelRow): number => dims.reduce((all, extent) => all * extent, 1);

/** `names`: of the models that others may come from. */
export const modelColumns = (names: ReadonlyMap<string, string>): Columns<ModelRow> => [
  textColumn('name', 172, ({ name }) => name),
  textColumn('theory', 66, ({ target }) => words.theories[target.theory]),
  { ...column('lattice', 'number', 76, volume, latticeText), align: 'start' },
  textColumn('couplings', 148, couplingsText),
  {
    ...column('ess', 'number', 108, ({ quality }) => quality?.ess.value ?? null, essText),
    error: ({ quality }) => quality?.ess.error ?? null,
  },
  column(
    'steps',
    'number',
    76,
    ({ training }) => training?.steps ?? null,
    ({ training }) => (training === null ? '' : formatCount(training.steps)),
  ),
  column(
    'time',
    'number',
    96,
    ({ training }) => training?.seconds ?? null,
    ({ training }) => (training === null ? '' : formatDuration(training.seconds)),
  ),
  textColumn('parent', 106, ({ training }) => {
    const parent = training?.parent ?? null;
    return parent === null ? '' : (names.get(parent) ?? parent);
  }),
  column(
    'created',
    'time',
    136,
    ({ created }) => Date.parse(created),
    ({ created }) => formatTime(created),
  ),
  textColumn('architecture', 280, ({ architectureText }) => architectureText),
];
