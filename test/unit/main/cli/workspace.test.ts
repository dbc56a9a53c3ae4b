import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';
import { fillRun, makeRun, saveConfiguration } from '../../../support/sample-run.ts';

let line: CommandLine;
beforeEach(() => {
  line = commandLine();
});
afterEach(() => line.remove());

it('makes a workspace here or elsewhere, once', async () => {
  expect((await line.run('workspace', 'create', '--name', 'lattice')).out).toContain(
    'Made the workspace "lattice"',
  );
  expect((await line.json('workspace', 'create', 'other')).document).toEqual({
    folder: join(line.folder, 'other'),
    name: 'other',
  });
  const again = await line.run('workspace', 'create');
  expect(again.exit).toBe(2);
  expect(again.err).toMatch(/is a workspace already\. Open it, or choose another folder\./);
});

it('finds the workspace above, by --workspace and by PLAQUETTE_WORKSPACE', async () => {
  await line.run('workspace', 'create', 'a');
  mkdirSync(join(line.folder, 'a', 'deep', 'down'), { recursive: true });
  const showIn = async (world: CommandLine, ...argv: string[]) =>
    (await world.json<{ folder: string }>('workspace', 'show', ...argv)).document.folder;
  expect(await showIn(line, '--workspace', 'a')).toBe(join(line.folder, 'a'));
  const { runProgram } = await import('../../../../src-main/cli/program.ts');
  const below = { ...line.world, folder: join(line.folder, 'a', 'deep', 'down') };
  expect(await runProgram(['workspace', 'show'], below)).toBe(0);
  const named = { ...line.world, environment: { PLAQUETTE_WORKSPACE: 'a' } };
  expect(await runProgram(['workspace', 'show'], named)).toBe(0);
  expect((await line.run('workspace', 'show')).exit).toBe(2);
});

it('shows what it holds', async () => {
  await line.inWorkspace(async (workspace) => {
    const { id } = await makeRun(workspace);
    await fillRun(workspace, id, { values: { plaquette: Float64Array.of(0.5) }, end: 'finished' });
    await makeRun(workspace);
  });
  expect((await line.json('workspace', 'show')).document).toMatchObject({
    folder: line.folder,
    runs: 2,
    states: { finished: 1, prepared: 1 },
    configurations: 0,
    problems: [],
  });
  expect((await line.run('workspace', 'show')).out).toMatch(/^Runs +2 \(1 finished, 1 prepared\)$/m);
});

it('repairs: rebuilds the index, and says what is damaged', async () => {
  const path = await line.inWorkspace(async (workspace) => {
    const { id } = await makeRun(workspace);
    const writer = await fillRun(workspace, id, { values: { plaquette: Float64Array.of(0.5) } });
    const saved = await saveConfiguration(writer, 1);
    await writer.close();
    return saved;
  });
  const fine = await line.run('workspace', 'repair');
  expect(fine).toMatchObject({ exit: 0, err: '' });
  expect(fine.out).toMatch(/was rebuilt from its 1 run\. Everything is intact\./);

  writeFileSync(path, 'something else');
  rmSync(join(line.folder, 'plaquette.toml'));
  const { exit, document } = await line.json<{ problems: { code: string }[] }>('workspace', 'repair');
  expect(exit).toBe(1);
  expect(document.problems.map(({ code }) => code)).toEqual(['workspace.damaged', 'format.checksumMismatch']);
});
