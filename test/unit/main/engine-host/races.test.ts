import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RaceRow } from '../../../../src-main/contract/index.ts';
import { defectsOf, type EngineLab, type LabClient, openEngineLab } from '../../../support/engine-lab.ts';
import { smallSpec } from '../../../support/run-lab.ts';

let lab: EngineLab;
let client: LabClient;
beforeEach(async () => {
  lab = openEngineLab({ shutdownMs: 20_000 });
  client = lab.connect();
  await client.get('workspace.create', { handle: lab.handle(join(lab.folder, 'w')), name: 'w' });
});
afterEach(async () => {
  await lab.dispose();
  expect(defectsOf(lab)).toEqual([]);
});

const toml = (algorithm: string, beta = 1): string =>
  smallSpec({ dims: '[4, 4]', group: 'U(1)', beta, algorithm });
const HMC = toml('algorithm = "hmc"\nlength = 1.0\nsteps = 4');
const HEAT_BATH = toml('algorithm = "heat-bath"');

const start = (error: number, budgetSeconds: number) =>
  client.get('race.start', {
    name: 'duel',
    specs: [HMC, HEAT_BATH],
    goals: [{ name: 'plaquette', error }],
    budgetSeconds,
  });
const row = (race: string): RaceRow | undefined =>
  client
    .of('race.changed')
    .map((event) => event.row)
    .findLast(({ id }) => id === race);
const until = (race: string, fits: (row: RaceRow) => boolean): Promise<RaceRow> =>
  client.until(() => {
    const now = row(race);
    return now !== undefined && fits(now) && now;
  });

describe('races in the engine', () => {
  it('are carried out as runs, told as they go on, and reported with histories and a verdict', async () => {
    const { race } = await start(5e-3, 30);
    await until(race, ({ state }) => state === 'running');
    expect(await until(race, ({ state }) => state !== 'running')).toMatchObject({
      state: 'reached',
      name: 'duel',
      failure: null,
    });
    const { row: listed, report } = await client.get('race.detail', { race });
    expect(await client.get('race.list', {})).toEqual([listed]);
    expect(report.lanes).toHaveLength(2);
    for (const lane of report.lanes) {
      expect(lane.observables[0]).toMatchObject({ name: 'plaquette', reached: true });
      expect(lane.observables[0]!.history.seconds.length).toBeGreaterThan(3);
      expect(lane.processors).toBeGreaterThan(0);
    }
    expect(report.verdict.join(' ')).toMatch(/plaquette: .* for an independent sample/);
    const runs = await client.get('run.list', {});
    expect(runs.map(({ id }) => id).sort()).toEqual([...listed.runs].sort());
    await client.get('race.forget', { race });
    expect(await client.get('race.list', {})).toEqual([]);
    expect(await client.get('run.list', {})).toHaveLength(2);
  });

  it('stop when asked, go on, and refuse what makes no sense', async () => {
    const { race } = await start(1e-9, 600);
    await client.until(() => client.of('run.progressed').length > 0);
    expect(await client.call('race.resume', { race, budgetSeconds: null })).toMatchObject({
      error: { code: 'race.running' },
    });
    await client.get('race.stop', { race });
    await until(race, ({ state }) => state === 'stopped');
    // it says how it ended before it lets go
    const again = async (): Promise<boolean> =>
      (await client.call('race.resume', { race, budgetSeconds: 1.5 })).ok;
    while (!(await again())) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await until(race, ({ state }) => state === 'budget')).toMatchObject({ budgetSeconds: 1.5 });
    expect(
      await client.call('race.start', {
        name: null,
        specs: [HMC, toml('algorithm = "heat-bath"', 2)],
        goals: [{ name: 'plaquette', error: 1 }],
        budgetSeconds: 1,
      }),
    ).toMatchObject({ error: { code: 'race.differentTargets' } });
    expect(await client.call('race.detail', { race: '20260101-000000-ab12' })).toMatchObject({
      error: { code: 'race.notFound' },
    });
  });

  it('end with the engine, and are found stopped', async () => {
    const { race } = await start(1e-9, 600);
    await client.until(() => client.of('run.progressed').length > 0);
    await lab.engine.close();
    const { openWorkspace, localHost } = await import('../../../../src-main/workspace/workspace.ts');
    const { readRow } = await import('../../../../src-main/race/race-file.ts');
    const folder = join(lab.folder, 'w');
    const host = localHost();
    const workspace = await openWorkspace(folder, host);
    expect(workspace.ok).toBe(true);
    expect(await readRow({ ...host, folder }, race)).toMatchObject({ value: { state: 'stopped' } });
    if (workspace.ok) await workspace.value.close();
  });
});
