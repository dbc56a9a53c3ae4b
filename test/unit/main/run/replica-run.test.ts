import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { readConfiguration } from '../../../../src-engine/format/index.ts';
import { memorySource } from '../../../../src-engine/ports/byte-source.ts';
import { openRunLab, type RunLab } from '../../../support/run-lab.ts';

let lab: RunLab;
beforeEach(async () => {
  lab = await openRunLab();
});
afterEach(() => lab.dispose());

const gauge = (run = '', betas = '[2.0, 1.5]'): string => `version = 1
seed = 7
[lattice]
dims = [4, 6]
group = "U(1)"
[action]
beta = 2.5
[start]
kind = "hot"
[[phase]]
updates = 12
[[phase.update]]
algorithm = "hmc"
steps = 6
[exchange]
betas = ${betas}
[measure.plaquette]
[measure.topological-charge]
every = 1
[run]
${run}
`;
const scalar = (run = ''): string =>
  gauge(run)
    .replace('"U(1)"', '"scalar"')
    .replace('beta = 2.5', 'preset = "phi4"\nmass-squared = -2.0\nlambda = 1.0')
    .replace('betas = [2.0, 1.5]', 'lambdas = [0.9, 0.8]')
    .replace(/\[measure.plaquette\][\s\S]*every = 1/, '[measure.scalar]');

/** Stopped after so many updates. */
const cutAfter = async (run: Parameters<RunLab['carryOut']>[0], updates: number): Promise<void> => {
  let steps = 0;
  const stop = { isSet: false, clear: () => {}, ask: () => {} };
  await lab.carryOut(run, {
    stop: stop as never,
    onUpdate: () => {
      stop.isSet = ++steps === updates;
    },
  });
};

describe('a run of replicas', () => {
  test.each([
    ['links', gauge, ['plaquette', 'topological-charge', 'delta-h', 'accepted.replica3']],
    ['a scalar field', scalar, ['phi2', 'chi2', 'accepted.replica2']],
  ] as const)('of %s goes on bit for bit, from all of its fields', async (_, spec, names) => {
    const whole = await lab.prepare(spec());
    expect(await lab.carryOut(whole)).toEqual({ kind: 'finished' });
    const cut = await lab.prepare(spec('checkpoint-every = 5'));
    await cutAfter(cut, 7);
    expect(await lab.carryOut(cut)).toEqual({ kind: 'finished' });
    for (const name of [...names, 'swap-acceptance.1', 'swap-acceptance.2', 'walker', 'round-trip'])
      expect(await lab.values(cut, name), name).toEqual(await lab.values(whole, name));
    const { checkpoint } = unwrap(await lab.workspace.latestCheckpoint(cut.id));
    expect(checkpoint.files).toHaveLength(3);
  });

  test('saves the field of its own coupling', async () => {
    const run = await lab.prepare(gauge('save-every = 6'));
    await lab.carryOut(run);
    const saved = unwrap(await lab.workspace.configurations(run.id));
    const plaquettes = await lab.values(run, 'plaquette');
    expect(saved.map(({ update }) => update)).toEqual([6, 12]);
    for (const { update, plaquette, file } of saved) {
      expect(plaquette).toBeCloseTo(plaquettes[update - 1]!, 12);
      const bytes = readFileSync(join(run.paths.configurations, file));
      expect(unwrap(await readConfiguration(memorySource(bytes))).configuration.dims).toEqual([4, 6]);
    }
  });

  test('begins every replica with the field that it is forked from', async () => {
    const run = await lab.prepare(gauge('save-every = 6'));
    await lab.carryOut(run);
    const fork = await lab.prepare(gauge(), { run: run.id, kind: 'fork', update: 12 });
    expect(await lab.carryOut(fork)).toEqual({ kind: 'finished' });
    // the first exchange is of equal fields
    expect((await lab.values(fork, 'swap-acceptance.2'))[0]).toBe(1);
  });

  test('does not go on from a checkpoint without the walk of its fields', async () => {
    const run = await lab.prepare(gauge('checkpoint-every = 5'));
    await cutAfter(run, 7);
    for (const name of readdirSync(run.paths.checkpoints).filter((one) => one.endsWith('.json'))) {
      const path = join(run.paths.checkpoints, name);
      const text = readFileSync(path, 'utf8');
      expect(text).toContain('"walk"');
      rmSync(path);
      writeFileSync(path, text.replace('"walk"', '"other"'));
    }
    const end = await lab.carryOut(run).catch((error: unknown) => error);
    // the changed manifest is no longer intact, or the walk is missed
    expect(JSON.stringify(end)).toMatch(/checkpoint/i);
  });
});
