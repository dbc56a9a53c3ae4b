import { expect, test } from 'vitest';
import { judged, leftOut, told } from '../../../../src-engine/learn/examine/figure.ts';
import { examinationText, foundText } from '../../../../src-main/model/examination-words.ts';

const found = { key: 'densities', samples: 64, dims: [8, 8], deviation: 3.14e-7 } as const;

test('figures in words', () => {
  expect(foundText(judged(found, 1e-6))).toBe('3.1e-7, at most 1.0e-6 (64 samples on 8 x 8)');
  expect(foundText(told({ ...found, samples: 1 }))).toBe('3.1e-7, not built in (1 sample on 8 x 8)');
  expect(foundText(leftOut('jacobian', [32, 32], 'large'))).toMatch(/^left out: .*Jacobian$/);
});

test('the verdict counts what was checked', () => {
  const figures = [judged(found, 1e-6), judged({ ...found, deviation: Number.NaN }, 1), told(found)];
  expect(figures.map(({ verdict }) => verdict)).toEqual(['passed', 'failed', 'told']);
  expect(examinationText({ figures, passed: false, steps: null })).toMatch(/^1 of 2 checks failed: do not/);
  expect(examinationText({ figures: [figures[0]!], passed: true, steps: 64 })).toMatch(
    /^All 1 checks passed.*integrated with 64 steps\.$/,
  );
});
