import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { inspect, readScalar } from '../../../../src-engine/format/index.ts';
import { memorySource } from '../../../../src-engine/ports/byte-source.ts';
import { openRunLab, type RunLab } from '../../../support/run-lab.ts';

let lab: RunLab;
beforeEach(async () => {
  lab = await openRunLab();
});
afterEach(() => lab.dispose());

const spec = (run = '', update = 'algorithm = "hmc"\nsteps = 6'): string => `version = 1
seed = 7
[lattice]
dims = [4, 6]
group = "scalar"
[action]
preset = "phi4"
mass-squared = -4.0
lambda = 6.0
[[phase]]
updates = 12
[[phase.update]]
${update}
[[phase.update]]
algorithm = "metropolis"
step-size = 0.6
[[phase.update]]
algorithm = "cluster"
[measure.scalar]
every = 1
[run]
${run}
`;

describe('a run of a scalar field', () => {
  test('measures, saves configurations, and repeats them bit for bit when it goes on', async () => {
    const whole = await lab.prepare(spec('save-every = 6'));
    expect(await lab.carryOut(whole)).toEqual({ kind: 'finished' });
    const cut = await lab.prepare(spec('save-every = 6\ncheckpoint-every = 5'));
    let steps = 0;
    const stop = { isSet: false, clear: () => {}, ask: () => {} };
    await lab.carryOut(cut, {
      stop: stop as never,
      onUpdate: () => {
        stop.isSet = ++steps === 7;
      },
    });
    expect(await lab.carryOut(cut)).toEqual({ kind: 'finished' });
    for (const name of [
      'phi2',
      'phi4',
      'chi2',
      'abs-magnetisation',
      'energy',
      'action',
      'two-point.3',
      'delta-h',
    ])
      expect(await lab.values(cut, name), name).toEqual(await lab.values(whole, name));
    const saved = await Promise.all(
      [whole, cut].map(async (run) => {
        const all = unwrap(await lab.workspace.configurations(run.id));
        expect(all.map(({ update, plaquette }) => [update, plaquette])).toEqual([
          [6, null],
          [12, null],
        ]);
        return readFileSync(join(run.paths.configurations, all[1]!.file));
      }),
    );
    const [one, two] = await Promise.all(
      saved.map(async (bytes) => unwrap(await readScalar(memorySource(bytes)))),
    );
    expect(one).toEqual(two);
    const report = unwrap(await inspect(memorySource(saved[0]!)));
    expect(report).toMatchObject({ content: 'scalar', status: 'intact', dims: [4, 6] });
    expect(JSON.parse(report.metadata['plaquette-provenance']!)).toMatchObject({ run: whole.id, update: 12 });
    const { phi2 } = { phi2: (await lab.values(whole, 'phi2')).at(-1)! };
    expect(one!.values.reduce((sum, x) => sum + x * x, 0) / 24).toBeCloseTo(phi2, 12);
  });

  test('is forked from its last field', async () => {
    const run = await lab.prepare(spec());
    await lab.carryOut(run);
    const fork = await lab.prepare(spec(), { run: run.id, kind: 'fork', update: 12 });
    expect(await lab.carryOut(fork)).toEqual({ kind: 'finished' });
    const [first] = await lab.values(fork, 'phi2');
    expect(first).not.toBe((await lab.values(run, 'phi2'))[0]);
  });

  test('is the same for any number of threads', async () => {
    const runs = await Promise.all([1, 2].map(() => lab.prepare(spec())));
    await lab.carryOut(runs[0]!, { threads: 1 });
    await lab.carryOut(runs[1]!, { threads: 2 });
    expect(await lab.values(runs[0]!, 'chi2')).toEqual(await lab.values(runs[1]!, 'chi2'));
  });
});
