import { parse, stringify } from 'smol-toml';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Args, RunDetail } from '../../../../../src-main/contract/index.ts';
import type { Table } from '../../../../../src-renderer/screen/new-run/document-edit.ts';
import { RaceDraft } from '../../../../../src-renderer/screen/race/race-draft.svelte.ts';
import { targetDifference } from '../../../../../src-renderer/screen/race/target-difference.ts';
import { raceText as text } from '../../../../../src-renderer/text/race.ts';
import { type FakeBridge, useFakeBridge } from '../../../../support/fake-bridge.ts';
import { modelRow } from '../../../../support/model-row.ts';
import { estimate, runRow } from '../../../../support/run-row.ts';

const spec = (name: string, beta: number, algorithm: string, measure: Table): Table => ({
  version: 1,
  name,
  seed: 1,
  lattice: { dims: [8, 8], group: 'U(1)' },
  action: { beta },
  phase: [{ updates: 100, update: [{ algorithm }] }],
  measure,
});
const runs: Readonly<Record<string, Table>> = {
  hmc: spec('HMC', 2, 'hmc', { plaquette: { every: 1 }, 'topological-charge': { every: 5 } }),
  heat: spec('heat bath', 2, 'heat-bath', { plaquette: { every: 2 } }),
  other: spec('beta 3', 3, 'heat-bath', { plaquette: { every: 1 } }),
  watched: {
    ...spec('watched', 2, 'hmc', { 'topological-charge': { every: 5 } }),
    alarm: { 'stall-factor': 7, 'frozen-topology-tau': 100 },
  },
  training: { ...spec('training', 2, 'hmc', {}), training: { steps: 10 } },
};
let bridge: FakeBridge;
const started = () =>
  bridge.asked.find(({ name }) => name === 'race.start')?.args as Args<'race.start'> | undefined;

beforeEach(() => {
  bridge = useFakeBridge({
    'run.get': ({ run }) => ({
      ok: true,
      value: {
        row: runRow(run, {
          name: String(runs[run]!.name),
          results: [estimate('topological-charge-squared', 4.9, 0.3), estimate('plaquette', 0.7, 0.0013)],
        }),
        specToml: stringify(runs[run]!),
      } as RunDetail,
    }),
    'spec.check': ({ toml }) => ({
      ok: true,
      value: { toml, document: parse(toml) as never, canonical: toml, problems: [], estimate: null },
    }),
    'spec.checkDocument': ({ document }) => ({
      ok: true,
      value: { toml: stringify(document), document: null, canonical: null, problems: [], estimate: null },
    }),
    'spec.freshSeed': () => ({ ok: true, value: { seed: 99 } }),
    'race.start': () => ({ ok: true, value: { race: '20261121-142530-ab12' } }),
  });
});

describe('a race that is put together', () => {
  it('suggests half of the error that the first run has', async () => {
    const draft = new RaceDraft();
    expect(draft.blocked).toBe(text.twoNeeded);
    await draft.addRun('hmc');
    expect(draft.goals).toEqual([{ name: 'plaquette', error: 0.0006 }]);
    expect(draft.suggestions).toEqual(['topological-charge-squared', 'plaquette']);
    await draft.addRun('heat');
    expect(draft.goals).toHaveLength(1);
    expect(draft.blocked).toBeNull();
  });

  it('lets all measure what the first one measures', async () => {
    const draft = new RaceDraft();
    await draft.addRun('hmc');
    await draft.addRun('heat');
    draft.minutes = 2;
    expect(await draft.start()).toBe('20261121-142530-ab12');
    const { specs, goals, budgetSeconds, name } = started()!;
    expect(specs.map((toml) => (parse(toml) as Table).measure)).toEqual([
      runs.hmc!.measure,
      runs.hmc!.measure,
    ]);
    expect({ goals, budgetSeconds, name }).toEqual({
      goals: [{ name: 'plaquette', error: 0.0006 }],
      budgetSeconds: 120,
      name: null,
    });
  });

  it('a model proposes at the target of the race, whatever it was trained for', async () => {
    const model = modelRow('flow', { target: { theory: 'u1', beta: 1.5 }, dims: [8, 8] });
    const draft = new RaceDraft();
    await draft.addRun('hmc');
    await draft.addModel(model);
    const { document } = draft.contestants[1]!;
    expect(document).toMatchObject({
      action: { beta: 2 },
      seed: 99,
      phase: [{ update: [{ algorithm: 'flow', model: model.id }] }],
    });
    expect(draft.blocked).toBeNull();
    const alone = new RaceDraft();
    await alone.addModel(model);
    expect(alone.contestants[0]!.document).toMatchObject({ action: { beta: 1.5 } });
  });

  it('another target is named at once, and a training is no sampler', async () => {
    const draft = new RaceDraft();
    await draft.addRun('hmc');
    await draft.addRun('other');
    expect(draft.differenceOf(draft.contestants[1]!)).toBe(text.differs('action.beta', '3.0', '2.0'));
    expect(draft.blocked).toBe(text.fixTargets);
    expect(await draft.start()).toBeUndefined();
    draft.remove(draft.contestants[1]!.key);
    await draft.addRun('training');
    expect(draft.refusal).toBe(text.isTraining('training'));
    expect(draft.contestants).toHaveLength(1);
  });

  it('keys that no longer apply are left out', async () => {
    const draft = new RaceDraft();
    await draft.addRun('heat');
    await draft.addRun('watched');
    draft.goals = [{ name: 'plaquette', error: 0.01 }];
    await draft.start();
    const [, watched] = started()!.specs.map((toml) => parse(toml) as Table);
    expect(watched!.measure).toEqual(runs.heat!.measure);
    expect(watched!.alarm).toEqual({ 'stall-factor': 7 });
  });

  it('says why the engine refuses, and keeps what was chosen', async () => {
    const error = {
      code: 'race.differentTargets',
      message: 'They differ.',
      remedy: 'Make them equal.',
    } as const;
    bridge.answer({ 'race.start': () => ({ ok: false, error }) });
    const draft = new RaceDraft();
    await draft.addRun('hmc');
    await draft.addRun('heat');
    expect(await draft.start()).toBeUndefined();
    expect([draft.problem, draft.contestants.length, draft.starting]).toEqual([error, 2, false]);
  });
});

it('defaults count in when targets are compared', () => {
  const { hmc } = runs;
  const given = { ...hmc!, action: { preset: 'wilson', beta: 2 } };
  expect(targetDifference(given, hmc!)).toBeNull();
  const larger = { ...hmc!, lattice: { dims: [8, 16], group: 'U(1)' } };
  expect(targetDifference(larger, hmc!)?.key).toBe('lattice.dims');
});
