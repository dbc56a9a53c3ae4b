/** What became of the keys of an imported file, as lines; also the heading of the specification that is written. */
import type { Note } from '../../import/note.ts';
import type { Style } from '../style.ts';

const titles: Readonly<Record<Note['outcome'], string>> = {
  taken: 'Taken over',
  'left-out': 'Left out, as they mean nothing here',
  refused: 'Refused',
};

export const noteLines = (notes: readonly Note[], style?: Style): readonly string[] =>
  (['refused', 'taken', 'left-out'] as const).flatMap((outcome) => {
    const some = notes.filter((note) => note.outcome === outcome);
    if (some.length === 0) return [];
    const title = `${titles[outcome]}:`;
    return [
      style === undefined ? title : style.strong(title),
      ...some.map(({ key, text }) => `  ${key}: ${text}`),
    ];
  });
