/** Sentences of tables and of their filter. */
import type { FilterProblem } from '../table/filter/query.ts';

export const tableText = {
  filter: 'Filter',
  filterPlaceholder: 'state:running beta>5.7 name~quick',
  filterHelp:
    'Terms must all hold. key:value or key:a,b (one of), key~part, key<5, key:5..6; a minus before a term turns it round; other words are looked for in all texts; none stands for no value. Times: 2026-11-20, today, 7d (that long ago).',
  howTo: 'How filters are written',
  helpAll: 'Terms stand side by side and must all hold. Suggestions come while you write.',
  helpExamples: [
    { filter: 'quick', meaning: 'some text of the row contains it' },
    { filter: 'group:SU(3)', meaning: 'is it' },
    { filter: 'state:running,stopped', meaning: 'is one of them' },
    { filter: 'name~scan', meaning: 'contains it' },
    { filter: 'beta>5.7', meaning: 'also <, <=, >=' },
    { filter: 'beta:5.5..6', meaning: 'from one to the other' },
    { filter: 'plaquette.tau<5', meaning: 'the autocorrelation time of an average' },
    { filter: 'progress<50%', meaning: 'shares as percentages' },
    { filter: 'eta<1h30m', meaning: 'durations where seconds are meant' },
    { filter: 'changed>7d', meaning: 'later than seven days ago; also 2026-11-20 and today' },
    { filter: 'in:none', meaning: 'has no value' },
    { filter: '-state:finished', meaning: 'a minus turns a term round' },
    { filter: 'name:"two words"', meaning: 'quotes keep blanks' },
  ],
  clearFilter: 'Clear the filter',
  suggestions: 'Suggestions',
  rowsWith: (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`,
  tickAll: 'Tick all rows that pass the filter',
  tickRow: (name: string): string => `Tick ${name}`,
  noValue: 'none',
  heading: (title: string, key: string | null, count: number): string =>
    `${title}: ${key ?? 'none'} (${count})`,
  resort: (count: number): string => `${count} ${count === 1 ? 'row has' : 'rows have'} moved: sort again`,
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
