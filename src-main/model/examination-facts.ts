/** The check of a model as the contract and --json tell it. */
import type { Examination } from '../../src-engine/learn/examine/figure.ts';
import type { ExaminationFacts } from '../contract/index.ts';
import { examinationText, figureWords, foundText } from './examination-words.ts';

export const examinationFacts = (examination: Examination): ExaminationFacts => ({
  passed: examination.passed,
  verdict: examinationText(examination),
  steps: examination.steps,
  figures: examination.figures.map((figure) => ({
    key: figure.key,
    ...figureWords[figure.key],
    found: foundText(figure),
    verdict: figure.verdict,
    deviation: figure.deviation,
    tolerance: figure.tolerance,
    samples: figure.samples,
    dims: [...figure.dims],
  })),
});
