/**
 * Kill -9 of chains of a scalar field, of trainings, and of chains that a model proposes for, a dozen times each, gone on with one and two threads by turns: in the
 * end each equals the one that was left alone, bit for bit, in every number that it told, every field that it kept, weights, moments and model.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { modelStore } from '../../src-main/model/model-store.ts';
import { localMachine } from '../../src-main/storage/machine.ts';
import { nodeFileSystem } from '../../src-main/storage/node-file-system.ts';
import { createWorkspace } from '../../src-main/workspace/workspace.ts';
import {
  checkpointed,
  expectPartOf,
  type Known,
  live,
  look,
  nothing,
  sequence,
  trainingState,
} from '../support/kill-lab.ts';
import { sampleModel } from '../support/model-lab.ts';

/** At least this often, and then where the run ends. */
const KILLS = 12;
const MOST_KILLS = 16;
const UPDATES = 240;
/** Of chains, whose updates take less time than those of a training. */
const SWEEPS = 600;
const SAVE_EVERY = 100;

const head = (dims: string, group: string, action: string): string => `version = 1
name = "kill"
seed = 4711
[lattice]
dims = ${dims}
group = "${group}"
[action]
${action}
[run]
checkpoint-every = 8
`;
const phi4 = (couplings: string): string => `preset = "phi4"\n${couplings}`;

const SCALAR = `${head('[32, 24]', 'scalar', phi4('mass-squared = -4.0\nlambda = 6.0'))}save-every = ${SAVE_EVERY}
[[phase]]
updates = ${SWEEPS / 2}
[[phase.update]]
algorithm = "hmc"
steps = 8
[[phase]]
updates = ${SWEEPS / 2}
[[phase.update]]
algorithm = "metropolis"
step-size = 0.6
[[phase.update]]
algorithm = "cluster"
[measure.scalar]
every = 1
`;

const training = (flow: string, more: string): string => `
[flow]
${flow}
[training]
steps = ${UPDATES}
batch = 64
evaluate-every = 30
evaluation-samples = 256
learning-rate = 0.003
schedule = "cosine"
${more}
`;

/** Proposals of the model below, mixed with sweeps of its own theory. */
const proposing = (action: string, group: string, sweep: string, measured: string): string =>
  `${head('[4, 4]', group, action)}save-every = ${SAVE_EVERY}
[[phase]]
updates = ${SWEEPS}
[[phase.update]]
algorithm = "flow"
model = "proposer"
batch = 16
proposals = 3
[[phase.update]]
${sweep}
${measured}
`;

const proposers = {
  scalar: sampleModel({ name: 'proposer' }),
  'U(1)': sampleModel({
    name: 'proposer',
    target: { theory: 'u1', beta: 1 },
    architecture: {
      kind: 'angular',
      transform: 'circular-spline',
      size: 4,
      couplings: 4,
      network: 'convolution',
      hidden: [4],
      stencil: 3,
      activation: 'tanh',
      finalActivation: 'none',
    },
  }),
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const storeAt = (path: string) => modelStore({ files: nodeFileSystem, machine: localMachine() }, path);

const prepared = async (spec: string, model?: (typeof proposers)['scalar']) => {
  writeFileSync(join(folder, 'spec.toml'), spec);
  const paths = { whole: join(folder, 'whole'), killed: join(folder, 'killed') };
  for (const [name, path] of Object.entries(paths)) {
    await unwrap(await createWorkspace(path, name)).close();
    if (model === undefined) continue;
    const { id: _, ...manifest } = model.manifest;
    unwrap(await storeAt(path).add({ manifest, tensors: model.tensors }));
  }
  return paths;
};

/** The run left alone, and the same run killed again and again; both carried out to their ends. */
const both = async (paths: { readonly whole: string; readonly killed: string }) => {
  const spec = join(folder, 'spec.toml');
  const alone = await live(paths.whole, ['run', spec, '--threads', '1']);
  expect(alone.told, alone.told).not.toMatch(/failed|Error/);
  expect(alone.code).toBe(0);
  const whole = await look(paths.whole);
  expect(whole.run.state).toBe('finished');

  const total = whole.run.lastUpdate!;
  const next = sequence(20261122);
  expect((await live(paths.killed, ['run', spec, '--prepare-only'])).code).toBe(0);
  const { run } = await look(paths.killed);
  let before: Known = nothing;
  let kills = 0;
  for (let attempt = 0; ; attempt++) {
    expect(attempt).toBeLessThan(40);
    // lives that end along the way, and then where the run ends
    const goal = Math.min(total, Math.round((total * (kills + next())) / (KILLS + 1)));
    const isOver = (told: string): boolean => told.includes('stop it with') && checkpointed(run) >= goal;
    const life = await live(
      paths.killed,
      ['resume', 'latest', '--threads', String(1 + (attempt % 2))],
      kills < MOST_KILLS ? { isOver, after: 40 * next() ** 2 } : {},
    );
    const { known: now, run: found } = await look(paths.killed);
    expectPartOf(before, now);
    expectPartOf(now, whole.known);
    before = now;
    if (life.code !== 0) {
      expect(life.code, life.told).toBeNull();
      kills++;
    }
    // it may be killed when all is done
    if (found.state === 'finished') break;
  }
  expect(kills).toBeGreaterThanOrEqual(KILLS);
  expectPartOf(whole.known, before);
  const killed = await look(paths.killed);
  expect(killed.run.state).toBe('finished');
  return { whole, killed };
};

describe('killed again and again', () => {
  it('a chain of a scalar field equals the one that was left alone', async () => {
    const { whole } = await both(await prepared(SCALAR));
    expect(whole.known.values.get('phi2')?.size).toBe(SWEEPS);
    expect(whole.known.fields.size).toBe(SWEEPS / SAVE_EVERY);
  });

  it.each([
    [
      'affine couplings, weights that decay',
      `${head('[8, 8]', 'scalar', phi4('mass-squared = -4.0\nlambda = 6.008'))}${training('kind = "affine"\ncouplings = 8\nhidden = [8]', 'estimator = "path"\noptimiser = "adamw"')}`,
    ],
    [
      'spectral couplings of SU(2)',
      `${head('[4, 4]', 'SU(2)', 'beta = 1.8')}${training('kind = "spectral"\ncouplings = 4\nhidden = [4]\nbins = 4', 'annealing = 50')}`,
    ],
  ])('a training of %s equals the one that was left alone, with its only model', async (_, spec) => {
    const paths = await prepared(spec);
    const { whole, killed } = await both(paths);
    expect(whole.known.values.get('loss')?.size).toBe(UPDATES);
    expect(whole.known.values.get('evaluation-ess')?.size).toBe(UPDATES / 30);
    const state = await trainingState(paths.whole, whole.run);
    expect(state.tensors.some(({ name }) => name.startsWith('second-moment/'))).toBe(true);
    expect(await trainingState(paths.killed, killed.run)).toEqual(state);
    const [one, two] = await Promise.all(
      [paths.whole, paths.killed].map(async (path) => {
        const { models, damaged } = unwrap(await storeAt(path).list());
        expect([models.length, damaged]).toEqual([1, []]);
        return unwrap(await storeAt(path).load(models[0]!.manifest.id));
      }),
    );
    expect(two!.tensors).toEqual(one!.tensors);
    expect(two!.manifest.quality).toEqual(one!.manifest.quality);
    expect(two!.manifest.training!.seconds).toBeGreaterThan(0);
  });

  it.each([
    [
      'a scalar field',
      proposing(
        phi4('mass-squared = -4.0\nlambda = 6.008'),
        'scalar',
        'algorithm = "hmc"\nsteps = 5',
        '[measure.scalar]\nevery = 1',
      ),
      proposers.scalar,
    ],
    [
      'angles',
      proposing(
        'beta = 1.0',
        'U(1)',
        'algorithm = "heat-bath"',
        '[measure.plaquette]\n[measure.topological-charge]\nevery = 1',
      ),
      proposers['U(1)'],
    ],
  ])('a chain of %s that a model proposes for equals the one that was left alone', async (_, spec, model) => {
    const { whole } = await both(await prepared(spec, model));
    const acceptance = [...(whole.known.values.get('acceptance')?.values() ?? [])];
    expect(acceptance).toHaveLength(SWEEPS);
    expect(new Set(acceptance).size).toBeGreaterThan(1);
    expect(whole.known.fields.size).toBe(SWEEPS / SAVE_EVERY);
  });
});
