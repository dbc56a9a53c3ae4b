/** A small table with a column of every kind. */
import type { Column } from '../../../../src-renderer/table/column.ts';

export interface Sample {
  readonly id: string;
  readonly name: string | null;
  readonly beta: number | null;
  readonly error: number | null;
  readonly changed: number | null;
}

export const sample = (id: string, rest: Partial<Sample> = {}): Sample => ({
  id,
  name: id,
  beta: null,
  error: null,
  changed: null,
  ...rest,
});

const common = { meaning: '', set: 'all', width: 100, shown: true } as const;

export const sampleColumns: readonly Column<Sample>[] = [
  {
    ...common,
    id: 'name',
    title: 'Name',
    kind: 'text',
    value: (row) => row.name,
    text: (row) => row.name ?? '',
  },
  {
    ...common,
    id: 'beta',
    title: 'Beta',
    kind: 'number',
    value: (row) => row.beta,
    error: (row) => row.error,
    text: (row) => (row.beta === null ? '' : String(row.beta)),
  },
  {
    ...common,
    id: 'eta',
    title: 'Time left',
    kind: 'number',
    unit: 's',
    shown: false,
    value: (row) => row.beta,
    text: (row) => String(row.beta ?? ''),
  },
  {
    ...common,
    id: 'changed',
    title: 'Changed',
    kind: 'time',
    value: (row) => row.changed,
    text: (row) => (row.changed === null ? '' : new Date(row.changed).toISOString()),
  },
];
