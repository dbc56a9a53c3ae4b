import { describe, expect, it } from 'vitest';
import { deriveRunState, type RunEvidence, type RunState } from '../../../../src-main/workspace/run-state.ts';

const lastEvents = ['prepared', 'started', 'finished', 'stopped', 'failed'] as const;
const locks = ['none', 'released', 'live', 'stale'] as const;
const either = [false, true] as const;

/** The table, written independently of the code: what a person looking at the folder would say. */
const expected = ({ lastEvent, lock, hasOutput, rebooted }: RunEvidence): RunState => {
  const table: Record<RunEvidence['lastEvent'], RunState | 'unended'> = {
    prepared: hasOutput ? 'unended' : 'prepared',
    started: 'unended',
    finished: 'finished',
    stopped: 'stopped',
    failed: 'failed',
  };
  const said = table[lastEvent];
  if (said !== 'unended') return said;
  return lock === 'live' ? 'running' : rebooted ? 'interrupted' : 'crashed';
};

describe('the state of a run', () => {
  it('follows from every combination of evidence', () => {
    let count = 0;
    for (const lastEvent of lastEvents)
      for (const lock of locks)
        for (const hasOutput of either)
          for (const rebooted of either) {
            const evidence = { lastEvent, lock, hasOutput, rebooted };
            const verdict = deriveRunState(evidence);
            expect(verdict.state, JSON.stringify(evidence)).toBe(expected(evidence));
            expect(verdict.reason).toMatch(/^[A-Z].*\.$/);
            count++;
          }
    expect(count).toBe(80);
  });

  it('is running only while a process holds the run', () => {
    for (const lastEvent of lastEvents)
      for (const lock of ['none', 'released', 'stale'] as const)
        for (const hasOutput of either)
          for (const rebooted of either)
            expect(deriveRunState({ lastEvent, lock, hasOutput, rebooted }).state).not.toBe('running');
  });

  it('tells why a run was stopped, where its log says so', () => {
    const evidence = { lastEvent: 'stopped', lock: 'released', hasOutput: true, rebooted: false } as const;
    expect(deriveRunState({ ...evidence, stopReason: 'budget' })).toEqual({
      state: 'stopped',
      why: 'budget',
      reason: 'The time budget of the run was used up; it can be resumed.',
    });
    expect(deriveRunState({ ...evidence, stopReason: 'asked' })).toMatchObject({
      why: 'asked',
      reason: expect.stringMatching(/asked to stop/),
    });
    const old = deriveRunState(evidence);
    expect(old.why).toBeUndefined();
    expect(old.reason).not.toMatch(/asked|budget/);
  });

  it('carries the code of a failure', () => {
    const evidence = { lastEvent: 'failed', lock: 'released', hasOutput: true, rebooted: false } as const;
    expect(deriveRunState({ ...evidence, failureCode: 'run.diverged' })).toMatchObject({
      state: 'failed',
      code: 'run.diverged',
    });
    expect(deriveRunState(evidence).code).toBe('unknown');
    expect(deriveRunState({ ...evidence, lastEvent: 'finished' }).code).toBeUndefined();
  });
});
