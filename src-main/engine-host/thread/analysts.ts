/** The analysis threads of an open workspace: one for what somebody waits for, one for averages that are made in the background, one for samples that are drawn. */
import type { Result } from '../../../src-engine/base/result.ts';
import type { AnalysisThreadData } from '../analysis-thread.ts';
import { analysisThreadFile } from '../thread-files.ts';
import { AskThread } from './ask-thread.ts';
import type { AnswerOf, Job } from './job.ts';

export interface Analysts {
  ask<J extends Job>(job: J, urgency?: 'now' | 'background' | 'drawing'): Promise<Result<AnswerOf<J>>>;
  close(): Promise<void>;
}

const IDLE_MS = 30_000;

export const startAnalysts = (data: AnalysisThreadData, log: (text: string) => void): Analysts => {
  const make = (name: string): AskThread =>
    new AskThread({
      name,
      entry: analysisThreadFile,
      data,
      idleMs: IDLE_MS,
      log,
    });
  const threads = {
    now: make('analysis thread'),
    background: make('averages thread'),
    drawing: make('drawing thread'),
  };
  return {
    ask: (job, urgency = 'now') => threads[urgency].ask(job),
    close: async () => {
      await Promise.all(Object.values(threads).map((thread) => thread.close()));
    },
  };
};
