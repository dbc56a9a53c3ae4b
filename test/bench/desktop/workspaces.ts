/**
 * What the measurements look at, written as the program itself writes it. Made in `keep` when it is given, and found there the next time.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unwrap } from '../../../src-engine/base/result.ts';
import { carryOutRun } from '../../../src-main/run/carry-out-run.ts';
import { prepareRun, readRunSpec } from '../../../src-main/run/prepare-run.ts';
import { StopFlag } from '../../../src-main/run/stop-request.ts';
import {
  createWorkspace,
  openWorkspace,
  type RunSummary,
  type Workspace,
} from '../../../src-main/workspace/workspace.ts';
import { makeManyRuns } from '../../support/many-runs.ts';

const BATCH = 10_000;

/** Autocorrelated noise, as a Markov chain gives. */
const chain = (length: number, seed: number, mean: number): Float64Array => {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  let value = 0;
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    value = 0.9 * value + 0.004 * ((state ^ (state >>> 13)) / 2 ** 31);
    return mean + value;
  });
};

/** A specification with one phase of heat baths, for `side`^4 sites. */
const specification = (name: string, side: number, updates: number, saveEvery: number): string => `version = 1
name = "${name}"
seed = 11
[lattice]
dims = [${side}, ${side}, ${side}, ${side}]
group = "SU(3)"
[action]
preset = "wilson"
beta = 5.9
[start]
kind = "hot"
[[phase]]
updates = ${updates}
[[phase.update]]
algorithm = "heat-bath"
[run]
thermalisation = ${Math.min(100, updates)}
checkpoint-every = ${updates}
save-every = ${saveEvery}
[measure.plaquette]
`;

const prepared = async (workspace: Workspace, toml: string): Promise<RunSummary> => {
  const spec = unwrap(readRunSpec(toml, workspace.folder));
  return unwrap(await prepareRun(workspace, spec, { codeVersion: 'bench' }));
};

const fillLongRun = async (workspace: Workspace, place: number, rows: number): Promise<void> => {
  const { id } = await prepared(workspace, specification(`chain ${place}`, 4 + 2 * (place % 5), rows, 0));
  const plaquette = chain(rows, place, 0.55 + 0.001 * place);
  const writer = unwrap(await workspace.openWriter(id));
  unwrap(await writer.setState({ state: 'running', fromUpdate: 0 }));
  for (let from = 0; from < rows; from += BATCH)
    unwrap(
      await writer.appendMetrics(
        Array.from(plaquette.subarray(from, from + BATCH), (value, i) => ({
          update: from + i + 1,
          values: { plaquette: value },
        })),
      ),
    );
  unwrap(await writer.setState({ state: 'finished' }));
  unwrap(await writer.close());
};

const idsIn = async (folder: string): Promise<readonly string[]> => {
  const workspace = unwrap(await openWorkspace(folder));
  const runs = unwrap(await workspace.listRuns());
  await workspace.close();
  return runs.map(({ id }) => id);
};

const made = async (
  folder: string,
  make: () => Promise<void>,
): Promise<{ folder: string; runs: readonly string[] }> => {
  if (!existsSync(join(folder, 'plaquette.toml'))) await make();
  return { folder, runs: await idsIn(folder) };
};

export type MadeWorkspace = Awaited<ReturnType<typeof made>>;

export const manyRuns = (place: string, count: number): Promise<MadeWorkspace> => {
  const folder = join(place, `runs-${count}`);
  return made(folder, () => makeManyRuns(folder, count));
};

/** `count` runs with `rows` rows of one series each. */
export const longRuns = (place: string, count: number, rows: number): Promise<MadeWorkspace> => {
  const folder = join(place, `long-${count}-${rows}`);
  return made(folder, async () => {
    const workspace = unwrap(await createWorkspace(folder, 'Long runs'));
    for (let k = 0; k < count; k++) await fillLongRun(workspace, k, rows);
    await workspace.close();
  });
};

/** A workspace with one run that waits to be started and lasts as long as one likes; made anew each time. */
export const waitingRun = (place: string, side: number): Promise<MadeWorkspace> => {
  const folder = join(place, 'waiting');
  rmSync(folder, { recursive: true, force: true });
  return made(folder, async () => {
    const workspace = unwrap(await createWorkspace(folder, 'Waiting'));
    const more = '[measure.rectangle]\n[measure.polyakov]\n';
    await prepared(workspace, specification('bench', side, 1_000_000, 0) + more);
    await workspace.close();
  });
};

/** The file of a configuration of `side`^4 sites. */
export const largeConfiguration = async (place: string, side: number, threads: number): Promise<string> => {
  const folder = join(place, `configuration-${side}`);
  const { runs } = await made(folder, async () => {
    const workspace = unwrap(await createWorkspace(folder, 'Configuration'));
    const { id, paths } = await prepared(workspace, specification(`bench ${side}^4`, side, 1, 1));
    const stop = new StopFlag(paths.folder);
    unwrap(await carryOutRun(workspace, id, { codeVersion: 'bench', threads, stop }));
    await workspace.close();
  });
  const workspace = unwrap(await openWorkspace(folder));
  const { paths } = unwrap(await workspace.getRun(runs[0]!));
  const saved = unwrap(await workspace.configurations(runs[0]!));
  await workspace.close();
  return join(paths.configurations, saved[0]!.file);
};
