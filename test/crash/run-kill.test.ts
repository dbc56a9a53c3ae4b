/**
 * Kill -9 at random moments of a real run, again and again: whatever the run had made known is there and intact, and the run that was
 * resumed each time equals the one that was left alone, bit for bit, with a different number of threads each time.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { inspect } from '../../src-engine/format/index.ts';
import { openFileSource } from '../../src-main/storage/file-source.ts';
import { nodeFileSystem } from '../../src-main/storage/node-file-system.ts';
import { createWorkspace, openWorkspace, type Workspace } from '../../src-main/workspace/workspace.ts';

const program = fileURLToPath(new URL('../../src-main/cli/plaquette.ts', import.meta.url));

/** Of two phases: hybrid Monte Carlo, then heat bath with over-relaxation. */
const PHASES = [150, 450] as const;
const UPDATES = PHASES[0] + PHASES[1];
/** At least this often; the run is left alone after LAST_KILL. */
const KILLS = 24;
const LAST_KILL = 40;
const SPEC = `version = 1
name = "kill"
seed = 4711
[lattice]
dims = [4, 4, 4, 6]
group = "SU(3)"
[action]
preset = "wilson"
beta = 5.7
[start]
kind = "hot"
[[phase]]
updates = ${PHASES[0]}
[[phase.update]]
algorithm = "hmc"
length = 1.0
steps = 8
[[phase]]
updates = ${PHASES[1]}
[[phase.update]]
algorithm = "heat-bath"
[[phase.update]]
algorithm = "over-relaxation"
sweeps = 2
[run]
checkpoint-every = 9
save-every = 25
[measure.plaquette]
[measure.polyakov]
every = 3
`;

let folder = '';

const command = (workspace: string, args: readonly string[]) =>
  spawn(process.execPath, [program, '--workspace', workspace, ...args], { stdio: 'ignore' });

const ended = (child: ReturnType<typeof command>): Promise<number | null> =>
  new Promise((resolve) => child.on('exit', (code) => resolve(code)));

/** A sequence in (0, 1) that is the same every time. */
const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

interface Known {
  readonly values: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly configurations: ReadonlyMap<number, string>;
}

/** Everything a run has made known, verified: rows by series and update, digests of configurations by update. */
const known = async (workspace: Workspace): Promise<Known> => {
  const [run] = unwrap(await workspace.listRuns());
  const values = new Map<string, Map<number, number>>();
  for (const name of unwrap(await workspace.seriesNames(run!.id))) {
    if (name === 'seconds') continue;
    const { update, value } = unwrap(await workspace.readSeries(run!.id, name));
    values.set(name, new Map(Array.from(update, (u, i) => [u, value[i]!])));
  }
  const configurations = new Map<number, string>();
  for (const { file, sha256, update } of unwrap(await workspace.configurations(run!.id))) {
    const path = join(run!.paths.configurations, file);
    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(sha256);
    const source = unwrap(await openFileSource(nodeFileSystem, path));
    expect(unwrap(await inspect(source, {})).status).toBe('intact');
    await source.close();
    configurations.set(update, links(path));
  }
  return { values, configurations };
};

/** Digest of the stored links alone: the records around them name the run. */
const links = (path: string): string => {
  const bytes = readFileSync(path);
  const start = bytes.indexOf('ildg-binary-data');
  const header = start - 16;
  const length = Number(bytes.readBigUInt64BE(header + 8));
  return createHash('sha256')
    .update(bytes.subarray(header + 144, header + 144 + length))
    .digest('hex');
};

const look = async (path: string): Promise<Known> => {
  const workspace = unwrap(await openWorkspace(path));
  try {
    return await known(workspace);
  } finally {
    await workspace.close();
  }
};

const isPartOf = (part: Known, whole: Known): void => {
  for (const [name, rows] of part.values) {
    for (const [update, value] of rows)
      expect([name, update, whole.values.get(name)?.get(update)]).toEqual([name, update, value]);
  }
  for (const [update, digest] of part.configurations)
    expect([update, whole.configurations.get(update)]).toEqual([update, digest]);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-kill-'));
  writeFileSync(join(folder, 'spec.toml'), SPEC);
  for (const name of ['whole', 'killed'])
    await unwrap(await createWorkspace(join(folder, name), name)).close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('survives being killed a few dozen times, and equals the run that was left alone', async () => {
  const spec = join(folder, 'spec.toml');
  expect(await ended(command(join(folder, 'whole'), ['run', spec, '--threads', '1']))).toBe(0);
  const whole = await look(join(folder, 'whole'));
  expect(whole.values.get('plaquette')?.size).toBe(UPDATES);
  expect(whole.configurations.size).toBe(UPDATES / 25);

  const next = random(20261121);
  const killed = join(folder, 'killed');
  expect(await ended(command(killed, ['run', spec, '--prepare-only']))).toBe(0);
  let before: Known = { values: new Map(), configurations: new Map() };
  let kills = 0;
  for (let attempt = 0; ; attempt++) {
    const child = command(killed, ['resume', 'latest', '--threads', String(1 + (attempt % 3))]);
    const end = ended(child);
    // the first part of a life is starting up: kill from there on
    const timer = kills < LAST_KILL ? setTimeout(() => child.kill('SIGKILL'), 250 + 350 * next()) : undefined;
    const code = await end;
    clearTimeout(timer);
    const now = await look(killed);
    isPartOf(before, now);
    isPartOf(now, whole);
    before = now;
    if (code === 0) break;
    expect(code).toBeNull();
    kills++;
    expect(attempt).toBeLessThan(200);
  }
  expect(kills).toBeGreaterThanOrEqual(KILLS);
  isPartOf(whole, before);
  const workspace = unwrap(await openWorkspace(killed));
  const [run] = unwrap(await workspace.listRuns());
  expect(run!.state).toBe('finished');
  await workspace.close();
});
