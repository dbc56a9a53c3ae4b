/**
 * Kill -9 of a process that hosts the engine, in the middle of a run, three times: what was streamed is on disk, a new engine finds the run
 * crashed and says why, it is resumed, and in the end it equals the run that was left alone, bit for bit.
 */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { carryOutRun } from '../../src-main/run/carry-out-run.ts';
import { prepareRun, readRunSpec } from '../../src-main/run/prepare-run.ts';
import { StopFlag } from '../../src-main/run/stop-request.ts';
import { createWorkspace, openWorkspace, type Workspace } from '../../src-main/workspace/workspace.ts';
import { defectsOf, type EngineLab, openEngineLab } from '../support/engine-lab.ts';

const program = fileURLToPath(new URL('../support/engine-child.ts', import.meta.url));
const UPDATES = 3000;
const SPEC = `version = 1
name = "kill"
seed = 271828
[lattice]
dims = [4, 4, 4, 6]
group = "SU(3)"
[action]
beta = 5.7
[[phase]]
updates = 200
[[phase.update]]
algorithm = "hmc"
length = 1.0
steps = 6
[[phase]]
updates = ${UPDATES - 200}
[[phase.update]]
algorithm = "heat-bath"
[run]
checkpoint-every = 50
save-every = 1000
[measure.plaquette]
`;

let lab: EngineLab;
afterEach(() => lab.dispose());

/** Lets a child work on the run until it has streamed some rows past `after`, kills it, and answers the last row it had told. */
const killAfter = (folder: string, spec: string, after: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, folder, spec], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    let last = 0;
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      if (text.includes('log ')) reject(new Error(text));
      last = Math.max(last, ...[...text.matchAll(/^row (\d+)$/gm)].map(([, update]) => Number(update)));
      if (last > after) child.kill('SIGKILL');
    });
    child.on('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(last);
      else reject(new Error(`the engine ended by itself, code ${code}: ${text}`));
    });
  });

const plaquettes = async (workspace: Workspace, run: string): Promise<readonly number[]> => {
  const { update, value } = unwrap(await workspace.readSeries(run, 'plaquette'));
  expect([...update]).toEqual(Array.from(update, (_, i) => i + 1));
  return [...value];
};

const lastLinks = async (workspace: Workspace, run: string): Promise<Buffer> => {
  const saved = unwrap(await workspace.configurations(run)).at(-1)!;
  const bytes = readFileSync(join(workspace.folder, 'runs', run, 'configurations', saved.file));
  const header = bytes.indexOf('ildg-binary-data') - 16;
  const length = Number(bytes.readBigUInt64BE(header + 8));
  return bytes.subarray(header + 144, header + 144 + length);
};

it('survives kill -9 of the engine in the middle of a run', async () => {
  lab = openEngineLab();
  const folder = join(lab.folder, 'killed');
  const spec = join(lab.folder, 'spec.toml');
  writeFileSync(spec, SPEC);
  for (const after of [60, 500, 900]) {
    const told = await killAfter(folder, spec, after);
    const workspace = unwrap(await openWorkspace(folder));
    const [run] = unwrap(await workspace.listRuns());
    expect(run).toMatchObject({ state: 'crashed' });
    // whatever a client was shown is there
    expect((await plaquettes(workspace, run!.id)).length).toBeGreaterThanOrEqual(told);
    await workspace.close();
  }

  const client = lab.connect();
  await client.get('workspace.open', { handle: lab.handle(folder) });
  const [row] = await client.get('run.list', {});
  expect(row).toMatchObject({ state: 'crashed', active: false, name: 'kill' });
  expect(row!.reason).toMatch(/gone.*can be resumed/);
  const { segments, checkpointUpdate } = await client.get('run.get', { run: row!.id });
  expect(segments.map(({ end }) => end)).toEqual([null, null, null]);
  expect(checkpointUpdate! % 50).toBe(0);
  await client.get('run.start', { run: row!.id });
  await client.until(() => client.of('run.changed').some((e) => e.row.state === 'finished' && !e.row.active));
  expect(defectsOf(lab)).toEqual([]);
  await client.get('workspace.close', {});

  const alone = unwrap(await createWorkspace(join(lab.folder, 'alone'), 'alone'));
  const whole = unwrap(await prepareRun(alone, unwrap(readRunSpec(SPEC, '.')), { codeVersion: 'test' }));
  const stop = new StopFlag(whole.paths.folder);
  unwrap(await carryOutRun(alone, whole.id, { codeVersion: 'test', threads: 1, stop }));
  const killed = unwrap(await openWorkspace(folder));
  expect(await plaquettes(killed, row!.id)).toHaveLength(UPDATES);
  expect(await plaquettes(killed, row!.id)).toEqual(await plaquettes(alone, whole.id));
  expect((await lastLinks(killed, row!.id)).equals(await lastLinks(alone, whole.id))).toBe(true);
  await killed.close();
  await alone.close();
});
