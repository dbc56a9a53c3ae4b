/** Runs that start from real configurations of other codes: the chain begins where the file is, and what it writes is intact. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { inspect } from '../../src-engine/format/index.ts';
import { openFileSource } from '../../src-main/storage/file-source.ts';
import { nodeFileSystem } from '../../src-main/storage/node-file-system.ts';
import { openRunLab, type RunLab, smallSpec } from '../support/run-lab.ts';
import { describeShared } from '../support/shared-data.ts';

let lab: RunLab;
beforeEach(async () => {
  lab = await openRunLab();
});
afterEach(() => lab.dispose());

const FILES = [
  { file: 'milc/lat.sample.l4448', dims: '[4, 4, 4, 8]', group: 'SU(3)', plaquette: 0.569055724369 },
  {
    file: 'juliaqcd/Heatbath_L04040404_beta5.7_quenched_su2.ildg',
    dims: '[4, 4, 4, 4]',
    group: 'SU(2)',
    plaquette: 0.477641263313,
  },
  {
    file: 'juliaqcd/HMC_L04040404_beta5.7_Domainwall.ildg',
    dims: '[4, 4, 2, 2]',
    group: 'SU(3)',
    plaquette: 0.583296079127,
  },
  { file: 'qlua/random-gauge.nersc', dims: '[4, 4, 4, 8]', group: 'SU(3)', plaquette: 0.994764948814 },
];

describeShared('a run from a configuration of another code', (folder) => {
  it.each(FILES)('$file', async ({ file, dims, group, plaquette }) => {
    const start = `kind = "file"\nfile = ${JSON.stringify(join(folder, 'configs', file))}`;
    const hmc = 'algorithm = "hmc"\nlength = 0.5\nsteps = 10\nreversibility-check-every = 2';
    const run = await lab.prepare(
      smallSpec({ dims, group, beta: 5.7, start, algorithm: hmc, updates: 4, run: 'save-every = 4' }),
    );
    expect(await lab.carryOut(run)).toEqual({ kind: 'finished' });
    for (const distance of await lab.values(run, 'reversibility')) expect(distance).toBeLessThan(1e-12);
    const saved = unwrap(await lab.workspace.configurations(run.id))[0]!;
    const source = unwrap(await openFileSource(nodeFileSystem, join(run.paths.configurations, saved.file)));
    const report = unwrap(await inspect(source, {}));
    await source.close();
    expect(report.status).toBe('intact');
    expect(report.group).toBe(group);
    // frozen links: the first measured plaquette is the file's
    const frozen = await lab.prepare(
      smallSpec({
        dims,
        group,
        beta: 5.7,
        start,
        algorithm: 'algorithm = "metropolis"\nstep-size = 1e-9',
        updates: 1,
      }),
    );
    await lab.carryOut(frozen);
    expect((await lab.values(frozen, 'plaquette'))[0]).toBeCloseTo(plaquette, 6);
  });
});
