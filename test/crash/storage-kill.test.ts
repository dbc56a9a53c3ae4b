import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { nodeFileSystem } from '../../src-main/storage/node-file-system.ts';
import { readLog } from '../../src-main/storage/read-log.ts';
import { runPaths } from '../../src-main/workspace/layout.ts';
import { repairWorkspace } from '../../src-main/workspace/repair.ts';
import { createWorkspace, openWorkspace, type Workspace } from '../../src-main/workspace/workspace.ts';
import { answersOf, request } from '../support/storage-scenario.ts';

// Packages with native code are found from below the project's folder.
const project = fileURLToPath(new URL('../..', import.meta.url));
const kills = 40;
let home = '';
let child = '';

beforeAll(async () => {
  home = mkdtempSync(join(project, 'node_modules', '.plaquette-kill-'));
  await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(project, 'test/support/storage-child.ts'),
      outDir: join(home, 'child'),
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'child.mjs' } },
    },
  });
  child = join(home, 'child', 'child.mjs');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A fixed sequence of numbers in [0, 1). */
let state = 20261121;
const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;

/** Runs the child until it has said `lines` lines, lets it go on for a moment, kills it; answers the whole lines it said. */
const runAndKill = async (
  folder: string,
  id: string,
  lines: number,
  moment: number,
): Promise<readonly string[]> => {
  const running: ChildProcess = spawn(process.execPath, [child, folder, id], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let errors = '';
  let doomed = false;
  running.stderr?.on('data', (data) => (errors += data));
  running.stdout?.on('data', (data) => {
    said += data;
    if (doomed || said.split('\n').length <= lines) return;
    doomed = true;
    setTimeout(() => running.kill('SIGKILL'), moment);
  });
  const [, signal] = await once(running, 'close');
  if (signal !== 'SIGKILL') throw new Error(`the child ended by itself: ${errors}`);
  return said.split('\n').slice(0, -1);
};

interface Acknowledged {
  readonly rows: Set<string>;
  readonly configurations: Set<string>;
  checkpoint: number;
}

const check = async (
  workspace: Workspace,
  folder: string,
  id: string,
  known: Acknowledged,
): Promise<void> => {
  expect(unwrap(await workspace.getRun(id)).state).toBe('crashed');
  const stored = new Set<string>();
  await readLog(nodeFileSystem, runPaths(folder, id).metrics, 0, (piece) => {
    for (const { segment, update } of piece.records) stored.add(`${segment} ${update}`);
  });
  for (const row of known.rows) expect(stored).toContain(row);

  const series = unwrap(await workspace.readSeries(id, 'plaquette'));
  const winner = new Map([...series.update].map((update, i) => [update, series.segment[i]!]));
  series.update.forEach((update, i) => expect(series.value[i]).toBe(update + series.segment[i]! / 1024));
  for (const row of known.rows) {
    const [segment, update] = row.split(' ').map(Number);
    expect(winner.get(update!)).toBeGreaterThanOrEqual(segment!);
  }

  const configurations = new Map(
    unwrap(await workspace.configurations(id)).map((entry) => [entry.file, entry]),
  );
  for (const path of known.configurations) expect(configurations.has(basename(path))).toBe(true);
  for (const { file, sha256 } of configurations.values()) {
    const content = readFileSync(join(runPaths(folder, id).configurations, file));
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  }

  if (known.checkpoint > 0) {
    const { checkpoint, problems } = unwrap(await workspace.latestCheckpoint(id));
    expect(problems).toEqual([]);
    expect(checkpoint.update).toBeGreaterThanOrEqual(known.checkpoint);
  }
};

describe('kill -9 while writing', () => {
  it(`loses nothing that was acknowledged, ${kills} times over on one run`, async () => {
    const folder = join(home, 'lattice');
    const workspace = unwrap(await createWorkspace(folder, 'lattice'));
    const { id } = unwrap(await workspace.createRun(request));
    await workspace.close();
    const known: Acknowledged = { rows: new Set(), configurations: new Set(), checkpoint: 0 };
    for (let round = 0; round < kills; round++) {
      const said = await runAndKill(folder, id, 1 + Math.floor(random() * 20), Math.floor(random() * 12));
      expect(said[0]).toMatch(/^ready \d+$/);
      for (const line of said) {
        const [kind, ...rest] = line.split(' ');
        if (kind === 'row') known.rows.add(rest.join(' '));
        if (kind === 'configuration') known.configurations.add(rest.join(' '));
        if (kind === 'checkpoint') known.checkpoint = Number(rest[0]);
      }
      const opened = unwrap(await openWorkspace(folder));
      expect(opened.problems()).toEqual([]);
      await check(opened, folder, id, known);
      await opened.close();
    }
    expect(known.rows.size).toBeGreaterThan(3 * kills);
    expect(known.checkpoint).toBeGreaterThan(0);

    const before = unwrap(await openWorkspace(folder));
    const answers = await answersOf(before);
    await before.close();
    const { problems } = unwrap(await repairWorkspace(folder));
    for (const { message } of problems) expect(message).toMatch(/ends in \d+ bytes/);
    const after = unwrap(await openWorkspace(folder));
    expect(await answersOf(after)).toEqual(answers);
    await after.close();
  });

  it('leaves a run that the next process may write to at once', async () => {
    const folder = join(home, 'lattice-2');
    const workspace = unwrap(await createWorkspace(folder, 'lattice'));
    const { id } = unwrap(await workspace.createRun(request));
    await runAndKill(folder, id, 3, 0);
    const writer = unwrap(await workspace.openWriter(id));
    expect(writer.segment).toBe(2);
    await workspace.close();
  });
});
