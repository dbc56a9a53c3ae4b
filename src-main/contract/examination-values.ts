/** What the check of a model says. As src-engine/learn/examine/figure.ts, with words. */
import { z } from 'zod';
import { count, real } from './values.ts';

export const examinationFigure = z.object({
  key: z.string(),
  title: z.string(),
  meaning: z.string(),
  /** Such as "3.1e-7, at most 1.0e-6 (64 samples on 8 x 8)". */
  found: z.string(),
  /** `told`: nothing that must hold; `left-out`: `found` says why. */
  verdict: z.enum(['passed', 'failed', 'told', 'left-out']),
  deviation: real.nullable(),
  tolerance: real.nullable(),
  samples: count,
  dims: z.array(count),
});

export const examination = z.object({
  passed: z.boolean(),
  verdict: z.string(),
  /** Steps of the integration; null for flows that are not integrated. */
  steps: count.nullable(),
  figures: z.array(examinationFigure),
});
export type ExaminationFacts = z.output<typeof examination>;
