import { expect, it } from 'vitest';
import { viewOf } from '../../../../src-renderer/chart/data/view.ts';
import { notesOf, pointNotes } from '../../../../src-renderer/chart/export/notes.ts';
import { model, options, series } from '../../../support/chart-lab.ts';

const counts = { drawn: 7, total: 7, nonFinite: 0, nonPositive: 0, replaced: 0 };

it('says how many of how many points are drawn, and what is missing', () => {
  expect(pointNotes(counts)).toEqual(['7 points']);
  expect(pointNotes({ ...counts, drawn: 1600, total: 100_000 })).toEqual(['1,600 of 100,000 points drawn']);
  expect(pointNotes({ ...counts, nonFinite: 1, nonPositive: 2, replaced: 3 })).toEqual([
    '7 points',
    '1 point not finite (NaN or infinite)',
    '2 points zero or negative, not on a log axis',
    '3 points of earlier segments, written again after a resume',
  ]);
});

it('says in a figure all that a reader of it must know', () => {
  const shown = model(
    [series([1, 2], { runId: 'run-7' }), series([1, 1], { id: 'm', label: 'm', kind: 'band' })],
    {
      cut: 400,
      marks: [
        { kind: 'accepted', value: 0.5937, error: 0.0004, label: 'accepted', source: 'Necco and Sommer' },
      ],
    },
  );
  const text = notesOf(viewOf(shown, options({ weight: 0.9 }))).join('\n');
  for (const part of [
    '4 points',
    'cut 400',
    'one standard error',
    'accepted 0.5937(4) (Necco and Sommer)',
    'weight 0.9',
    'w = 0.9',
    'run-7',
  ])
    expect(text).toContain(part);
  expect(notesOf(viewOf(shown, options())).join('\n')).not.toContain('weight');
});
