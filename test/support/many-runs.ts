/**
 * A workspace with as many runs as asked for, with made-up measurements, written as the run loop writes them: a scan over beta, groups and
 * lattices in every state that a run at rest can have. As a program: `node test/support/many-runs.ts FOLDER COUNT`.
 */
import type { GroupName, RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { createWorkspace } from '../../src-main/workspace/workspace.ts';
import { fillRun, makeRun, quickSpec } from './sample-run.ts';

const groups: readonly GroupName[] = ['SU(3)', 'SU(2)', 'U(1)'];
const ends = ['finished', 'finished', 'finished', 'stopped'] as const;
const rows = 40;

/** Deterministic noise between -1 and 1. */
const noise = (k: number): number => {
  const x = Math.sin(12.9898 * k + 78.233) * 43758.5453;
  return 2 * (x - Math.floor(x)) - 1;
};

const specOf = (k: number): RunSpec => {
  const spec = quickSpec();
  const group = groups[k % groups.length]!;
  const beta = Number((5.5 + 0.05 * (k % 21)).toFixed(2));
  const extent = 4 + 2 * (k % 3);
  return {
    ...spec,
    name: `${group} scan ${String(k).padStart(4, '0')}, beta ${beta}`,
    seed: 1000 + k,
    lattice: { dims: [extent, extent, extent, 2 * extent], group },
    action: { preset: 'wilson', beta },
    phase: spec.phase.map((phase) => ({ ...phase, updates: rows / 2 })),
    run: { ...spec.run, thermalisation: 5 },
  };
};

export const makeManyRuns = async (folder: string, count: number): Promise<void> => {
  const workspace = unwrap(await createWorkspace(folder, 'Many runs'));
  for (let k = 0; k < count; k++) {
    const { id } = await makeRun(workspace, specOf(k));
    // every tenth one was made and not started
    if (k % 10 === 9) continue;
    const series = (mean: number, spread: number): Float64Array =>
      Float64Array.from({ length: rows }, (_, i) => mean + spread * noise(1000 * k + i));
    const values = {
      plaquette: series(0.5 + 0.01 * (k % 21), 0.01),
      rectangle: series(0.3, 0.01),
      'polyakov.abs': series(0.1, 0.05),
      seconds: series(0.02, 0.001),
    };
    await fillRun(workspace, id, { values, end: ends[k % ends.length]! });
  }
  await workspace.close();
};

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [folder, count] = process.argv.slice(2);
  await makeManyRuns(folder!, Number(count));
}
