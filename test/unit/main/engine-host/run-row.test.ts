import { describe, expect, it } from 'vitest';
import {
  buildRow,
  type RowParts,
  sameProgress,
  sameRow,
} from '../../../../src-main/engine-host/session/run-row.ts';
import {
  factsOfSpec,
  phaseAfter,
  readSpecFacts,
} from '../../../../src-main/engine-host/session/spec-facts.ts';
import { runPaths } from '../../../../src-main/workspace/layout.ts';
import { noMark } from '../../../../src-main/workspace/marks.ts';
import { quickSpec } from '../../../support/sample-run.ts';

const id = '20261121-142530-ab12';
const parts = (change: Partial<RowParts> = {}, summary: Partial<RowParts['summary']> = {}): RowParts => ({
  summary: {
    id,
    segment: 1,
    alarms: 2,
    configurations: 3,
    damagedBytes: 0,
    lastUpdate: 120,
    state: 'running',
    reason: 'A process is working on this run.',
    paths: runPaths('/w', id),
    ...summary,
  },
  facts: factsOfSpec(quickSpec()),
  averages: undefined,
  mark: noMark,
  status: { active: false, ending: false, queued: null, progress: undefined },
  pace: undefined,
  ...change,
});

describe('facts of a specification', () => {
  it('survive being kept, and are not taken from another version', () => {
    const facts = factsOfSpec(quickSpec());
    expect(facts).toMatchObject({
      total: 500,
      group: 'SU(3)',
      dims: [8, 8, 8, 8],
      action: 'Wilson action, beta 5.7',
      algorithms: 'HMC, then heat bath + over-relaxation',
    });
    expect(readSpecFacts(structuredClone(facts))).toEqual(facts);
    expect(readSpecFacts({ ...facts, version: 0 })).toBeUndefined();
    expect(readSpecFacts(undefined)).toBeUndefined();
    const names = facts.phases.map(({ name }) => name);
    expect([0, 99, 100, 499, 500].map((done) => phaseAfter(facts, done))).toEqual([
      names[0],
      names[0],
      names[1],
      names[1],
      names[1],
    ]);
  });
});

describe('a row', () => {
  it('of a run that this engine works on has its live progress', () => {
    const progress = {
      done: 130,
      total: 500,
      rate: 10,
      remainingSeconds: 37,
      remainingError: 2,
      phase: 'now',
      plaquette: 0.5,
    };
    const row = buildRow(parts({ status: { active: true, ending: false, queued: null, progress } }));
    expect(row.progress).toEqual({
      done: 130,
      total: 500,
      rate: 10,
      remainingSeconds: 37,
      remainingError: 2,
      phase: 'now',
      silentSeconds: null,
    });
    expect(row).toMatchObject({
      active: true,
      alarms: 2,
      configurations: 3,
      summaryPending: true,
      name: null,
    });
  });

  it('of a run of another process has the pace of its rows, and its silence', () => {
    const pace = { secondsPerUpdate: 0.5, silentSeconds: 80 };
    expect(buildRow(parts({ pace })).progress).toMatchObject({
      done: 120,
      rate: 2,
      remainingSeconds: 190,
      silentSeconds: 80,
    });
    const ended = buildRow(parts({ pace }, { state: 'finished' })).progress;
    expect(ended).toMatchObject({ rate: null, remainingSeconds: null, silentSeconds: null });
  });

  it('says nothing about what is not known', () => {
    const row = buildRow(parts({ facts: undefined }, { state: 'prepared', lastUpdate: undefined as never }));
    expect(row).toMatchObject({
      lattice: null,
      action: null,
      results: [],
      progress: { done: 0, total: null },
    });
    const { lastUpdate: _, ...fresh } = parts().summary;
    expect(buildRow({ ...parts(), summary: fresh }).summaryPending).toBe(false);
  });

  it('is the same apart from its progress, or not', () => {
    const a = buildRow(parts());
    const b = buildRow(parts({}, { lastUpdate: 121 }));
    expect([sameRow(a, b), sameProgress(a, b)]).toEqual([true, false]);
    const c = buildRow(parts({ mark: { ...noMark, pinned: true } }));
    expect([sameRow(a, c), sameProgress(a, c)]).toEqual([false, true]);
  });
});
