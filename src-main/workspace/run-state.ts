/**
 * The state of a run, derived from evidence on disk, so that a killed run is never shown as running.
 *
 * Evidence: the last of `started`, `finished`, `stopped`, `failed` in the log; whether a writer holds the run; whether the
 * machine was restarted since. A run that started and has no live writer and no end event `crashed`, or was `interrupted`
 * when its machine went down. Proof: all combinations in test/unit/main/workspace/run-state.test.ts.
 */
import type { LockState } from '../storage/writer-lock.ts';

export type StopReason = 'asked' | 'budget';
export type RunEnd = 'finished' | 'stopped' | 'failed';
export type RunState = 'prepared' | 'running' | RunEnd | 'crashed' | 'interrupted';

export interface RunEvidence {
  readonly lastEvent: 'prepared' | 'started' | RunEnd;
  /** Given with a failed run. */
  readonly failureCode?: string;
  /** Given with a stopped run, if its log says why. */
  readonly stopReason?: StopReason;
  readonly lock: LockState;
  /** There are rows or configurations: it ran, even if the log does not say so any more. */
  readonly hasOutput: boolean;
  /** The machine that ran it was restarted after it had started. */
  readonly rebooted: boolean;
}

export interface RunVerdict {
  readonly state: RunState;
  /** Only for `failed`. */
  readonly code?: string;
  /** Only for `stopped`; missing where the log does not tell. */
  readonly why?: StopReason;
  /** One sentence for people. */
  readonly reason: string;
}

const stops: Readonly<Record<StopReason | 'unknown', string>> = {
  asked: 'The run was asked to stop and can be resumed.',
  budget: 'The time budget of the run was used up; it can be resumed.',
  unknown: 'The run was stopped and can be resumed.',
};

export const deriveRunState = (evidence: RunEvidence): RunVerdict => {
  switch (evidence.lastEvent) {
    case 'finished':
      return { state: 'finished', reason: 'The run reached its end.' };
    case 'stopped': {
      const why = evidence.stopReason;
      if (why === undefined) return { state: 'stopped', reason: stops.unknown };
      return { state: 'stopped', why, reason: stops[why] };
    }
    case 'failed': {
      const code = evidence.failureCode ?? 'unknown';
      return { state: 'failed', code, reason: `The run ended with the failure ${code}.` };
    }
    case 'prepared':
      if (!evidence.hasOutput) return { state: 'prepared', reason: 'The run has not been started.' };
      break;
    case 'started':
      break;
  }
  if (evidence.lock === 'live') return { state: 'running', reason: 'A process is working on this run.' };
  if (evidence.rebooted)
    return {
      state: 'interrupted',
      reason: 'The computer was restarted while the run was going; it can be resumed.',
    };
  return {
    state: 'crashed',
    reason:
      evidence.lock === 'released'
        ? 'Its process let go of the run without saying how it ended; it can be resumed.'
        : 'Its process is gone without having ended the run; it can be resumed.',
  };
};
