import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineLab, type LabClient, openEngineLab } from '../../../support/engine-lab.ts';
import { smallSpec } from '../../../support/run-lab.ts';

let lab: EngineLab;
let client: LabClient;
beforeAll(async () => {
  lab = openEngineLab();
  client = lab.connect();
  await client.get('workspace.create', { handle: lab.handle(join(lab.folder, 'w')), name: 'w' });
});
afterAll(() => lab.dispose());

const toml = smallSpec({ dims: '[4, 4]', group: 'U(1)', beta: 1, updates: 20 });
const count = async (): Promise<number> => (await client.get('run.list', {})).length;

describe('a sweep', () => {
  it('is told before it is made, with what is wrong with some of its runs', async () => {
    const { runs } = await client.get('run.sweep', {
      toml,
      vary: [
        { path: 'action.beta', list: '1.0, -2' },
        { path: 'phase.updates', list: '10, 20' },
      ],
    });
    expect(runs.map(({ values }) => values.map(({ text }) => text))).toEqual([
      ['1.0', '10'],
      ['1.0', '20'],
      ['-2', '10'],
      ['-2', '20'],
    ]);
    expect(runs.map(({ problem }) => problem === null)).toEqual([true, true, false, false]);
    expect(runs[1]!.toml).toMatch(/updates = 20/);
    expect(runs[2]!.toml).toBeNull();
    expect(runs[2]!.problem!.message).toMatch(/action\.beta/);
    const refused = await client.call('run.sweep', { toml, vary: [{ path: 'action.bet', list: '1' }] });
    expect(refused).toMatchObject({ ok: false, error: { remedy: 'Did you mean action.beta?' } });
    expect(await count()).toBe(0);
  });

  it('is made whole, in its group, and carried out; or not at all', async () => {
    const asked = { toml, template: null, group: 'betas', start: true };
    const refused = await client.call('run.createSweep', {
      ...asked,
      vary: [{ path: 'action.beta', list: '1.0, -2' }],
    });
    expect(refused).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/no run was made/) },
    });
    expect(await count()).toBe(0);
    const { group, runs } = await client.get('run.createSweep', {
      ...asked,
      vary: [{ path: 'action.beta', list: '1.0, 2.0, 3.0' }],
    });
    expect(group).toBe('betas');
    await client.until(() =>
      runs.every((run) =>
        client.of('run.changed').some(({ row }) => row.id === run && row.state === 'finished'),
      ),
    );
    const rows = await client.get('run.list', {});
    expect(rows.map(({ mark }) => mark.group)).toEqual(['betas', 'betas', 'betas']);
    const { differences, agreeing } = await client.get('run.compare', { runs });
    expect(differences.map(({ path }) => path)).toEqual(['name', 'action.beta']);
    expect(differences[1]!.values).toEqual(['1.0', '2.0', '3.0']);
    expect(agreeing).toBeGreaterThan(5);
  });
});
