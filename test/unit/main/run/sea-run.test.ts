/** Runs with quarks in the sea: they go on bit for bit, and a solver that fails is their end, with what was done before kept. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { StopFlag } from '../../../../src-main/run/stop-request.ts';
import type { RunSummary } from '../../../../src-main/workspace/workspace.ts';
import { openRunLab, type RunLab } from '../../../support/run-lab.ts';

let lab: RunLab;
beforeEach(async () => {
  lab = await openRunLab();
});
afterEach(() => lab.dispose());

const spec = (quark: string, rest = '', more = ''): string => `version = 1
seed = 31
[lattice]
dims = [4, 6]
group = "U(1)"
[action]
beta = 2.0
[[fermion]]
${quark}
[start]
kind = "hot"
[[phase]]
updates = 8
[[phase.update]]
algorithm = "hmc"
steps = 5
inner-steps = [2]
reversibility-check-every = 4
${more}
[run]
checkpoint-every = 1
[measure.plaquette]
${rest}`;

const measured = '[measure.pion]\nevery = 3\nsource = "z2"\n[measure.condensate]\nevery = 2\nhits = 2\n';

/** All series but the clocks. */
const seriesOf = async (run: RunSummary): Promise<Readonly<Record<string, readonly number[]>>> => {
  const names = unwrap(await lab.workspace.seriesNames(run.id)).filter((name) => !name.startsWith('seconds'));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await lab.values(run, name)])),
  );
};

describe('a run with quarks in the sea', () => {
  it.each([
    ['two Wilson flavours', 'operator = "wilson"\nkappa = 0.2'],
    [
      'Hasenbusch masses and earlier solutions',
      'kappa = 0.23\nhasenbusch = [0.4]\nlevel = [0, 1]\nguesses = 3',
    ],
    ['a root of a staggered field', 'operator = "staggered"\nmass = 0.4\ntastes = 1'],
    ['smeared links', 'operator = "staggered"\nmass = 0.4\ntastes = 2\nsmearing = "stout"'],
  ])('with %s goes on bit for bit, whatever the number of threads', async (_name, quark) => {
    const whole = await lab.prepare(spec(quark, measured));
    expect(await lab.carryOut(whole)).toEqual({ kind: 'finished' });
    const run = await lab.prepare(spec(quark, measured));
    const stop = new StopFlag(run.paths.folder);
    await lab.carryOut(run, { stop, onUpdate: ({ update }) => (update === 3 ? stop.ask() : undefined) });
    expect(await lab.carryOut(run, { threads: 2 })).toEqual({ kind: 'finished' });
    const [undisturbed, resumed] = [await seriesOf(whole), await seriesOf(run)];
    expect(resumed).toEqual(undisturbed);
    expect(Object.keys(undisturbed)).toEqual(
      expect.arrayContaining([
        'delta-h.kinetic',
        'delta-h.gauge',
        'delta-h.quark1',
        'force.gauge',
        'force.quark1',
      ]),
    );
    expect(Object.keys(undisturbed)).toEqual(
      expect.arrayContaining([
        'solver.iterations',
        'solver.residual',
        'pion.0',
        'condensate',
        'reversibility',
      ]),
    );
  });

  it('records parts of dH that add up to it', async () => {
    const run = await lab.prepare(spec('kappa = 0.23\nhasenbusch = [0.4]'));
    await lab.carryOut(run);
    const values = await seriesOf(run);
    const parts = ['kinetic', 'gauge', 'quark1', 'quark1.heavy1'].map((name) => values[`delta-h.${name}`]!);
    values['delta-h']!.forEach((deltaH, i) => {
      expect(parts.reduce((sum, part) => sum + part[i]!, 0)).toBeCloseTo(deltaH, 10);
    });
  });

  it('ends with the reason of a solver that does not converge, at its first update', async () => {
    const run = await lab.prepare(spec('kappa = 0.2\nmax-iterations = 2'));
    expect(await lab.carryOut(run)).toMatchObject({
      kind: 'failed',
      failure: {
        code: 'solver.notConverged',
        message: expect.stringMatching(/^Update 1 could not be done: /),
      },
    });
    expect(unwrap(await lab.workspace.getRun(run.id))).toMatchObject({
      state: 'failed',
      code: 'solver.notConverged',
    });
  });

  it('keeps everything up to the last checkpoint when a later update fails', async () => {
    const valence = '[valence]\nkappa = 0.2\nmax-iterations = 1\n[measure.pion]\nevery = 5\n';
    const run = await lab.prepare(spec('kappa = 0.2', valence));
    expect(await lab.carryOut(run)).toMatchObject({
      failure: { message: expect.stringMatching(/^Update 5 /) },
    });
    expect(unwrap(await lab.workspace.latestCheckpoint(run.id)).checkpoint.update).toBe(4);
    expect(await lab.values(run, 'plaquette')).toHaveLength(4);
    // the same update fails again: nothing was skipped
    expect(await lab.carryOut(run)).toMatchObject({
      failure: { message: expect.stringMatching(/^Update 5 /) },
    });
  });

  it('records of hybrid Monte Carlo without quarks what it always did', async () => {
    const quenched = spec('kappa = 0.2')
      .replace(/\[\[fermion\]\]\nkappa = 0\.2\n/, '')
      .replace(/inner-steps = .*\n/, '');
    const run = await lab.prepare(quenched);
    await lab.carryOut(run);
    expect(Object.keys(await seriesOf(run)).sort()).toEqual([
      'accepted',
      'delta-h',
      'plaquette',
      'plaquette.time',
      'reversibility',
    ]);
  });
});
