/** Sentences of tables and of their filter. */
import type { FilterProblem } from '../table/filter/query.ts';

export const tableText = {
  filter: 'Filter',
  filterPlaceholder: 'state:running beta>5.7 name~quick',
  filterHelp:
    'Terms must all hold. key:value or key:a,b (one of), key~part, key<5, key:5..6; a minus before a term turns it round; other words are looked for in all texts; none stands for no value. Times: 2026-11-20, today, 7d (that long ago).',
  clearFilter: 'Clear the filter',
  suggestions: 'Suggestions',
  rowsWith: (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`,
  tickAll: 'Tick all rows that pass the filter',
  tickRow: (name: string): string => `Tick ${name}`,
  noValue: 'none',
  heading: (title: string, key: string | null, count: number): string =>
    `${title}: ${key ?? 'none'} (${count})`,
  openGroup: (key: string): string => `Open the group ${key}`,
  closeGroup: (key: string): string => `Close the group ${key}`,
  resort: (count: number): string => `${count} ${count === 1 ? 'row has' : 'rows have'} moved: sort again`,
  sortedUp: 'sorted ascending',
  sortedDown: 'sorted descending',
  resize: (title: string): string => `Width of ${title}`,
  problem: ({ kind, key, given, near }: FilterProblem): string => {
    switch (kind) {
      case 'unknown-column':
        return near === null
          ? `There is no column ${key}; to look for this text, put it in quotes.`
          : `There is no column ${key}; did you mean ${near}?`;
      case 'not-a-number':
        return `${key} holds numbers, and ${given} is none; write one like 5.7, 1e-3 or 50%.`;
      case 'not-a-time':
        return `${key} holds times, and ${given} is none; write one like 2026-11-20, today or 7d.`;
      case 'not-ordered':
        return `${key} holds text, which has no order; use ${key}:text or ${key}~part.`;
      case 'no-value':
        return `${key}${given} needs a value behind it; ${key}:none finds rows without one.`;
    }
  },
} as const;
