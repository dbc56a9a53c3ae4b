/**
 * Averages of a run with what they were made from, as they are kept in the index. A cache: what cannot be read is made again.
 * Test: test/unit/main/engine-host/kept-averages.test.ts.
 */
import { z } from 'zod';
import type { RunReport } from '../../analysis/estimate-facts.ts';
import type { SampleCost } from '../../analysis/run-cost.ts';
import { type EstimateFacts, estimate } from '../../contract/index.ts';
import type { CachedSummary, IndexCache } from '../../workspace/index-cache.ts';
import type { Jobs } from '../thread/job.ts';

/** Raised when estimates change their meaning. */
const VERSION = 2;

export interface Averages {
  /** The last row that they were made from. */
  readonly lastUpdate: number;
  readonly segment: number;
  readonly cut: RunReport['cut'];
  readonly results: EstimateFacts[];
  readonly cost: SampleCost;
}

export const averagesOf = (report: Jobs['report']['answer']): Averages => {
  const { lastUpdate, segment, cut, results, cost } = report;
  return { lastUpdate, segment, cut, results: [...results], cost };
};

export const keepAverages = (cache: IndexCache, run: string, averages: Averages): void => {
  const { lastUpdate, segment, cut, results, cost } = averages;
  cache.keepSummary(run, {
    lastUpdate,
    segment,
    cut: cut.length,
    value: { version: VERSION, cut, results, cost },
  });
};

const kept = z.object({
  version: z.literal(VERSION),
  cut: z.object({
    kind: z.enum(['specified', 'asked', 'detected', 'none']),
    unit: z.enum(['updates', 'samples']),
    length: z.number(),
    warning: z.string().optional(),
  }),
  results: z.array(estimate),
  cost: z.object({
    secondsPerUpdate: z.number().nullable(),
    secondsPerIndependentSample: z.number().nullable(),
    error: z.number().nullable(),
  }),
});

export const readAverages = (cached: CachedSummary | undefined): Averages | undefined => {
  const parsed = kept.safeParse(cached?.value);
  if (cached === undefined || !parsed.success) return undefined;
  const { cut, results, cost } = parsed.data;
  const { warning, ...rest } = cut;
  return {
    lastUpdate: cached.lastUpdate,
    segment: cached.segment,
    cut: warning === undefined ? rest : { ...rest, warning },
    results,
    cost,
  };
};
