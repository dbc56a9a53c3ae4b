/** Every command that tells results of a run tells the same, to the last digit. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';
import { smallSpec } from '../../../support/run-lab.ts';

let line: CommandLine;
beforeEach(async () => {
  line = commandLine();
  await line.run('workspace', 'create');
});
afterEach(() => line.remove());

const spec = (run: string): string =>
  smallSpec({
    dims: '[16, 16]',
    group: 'U(1)',
    beta: 2,
    updates: 120,
    algorithm: 'algorithm = "hmc"\nlength = 1.0\nsteps = 10',
    run,
  }).concat('[measure.topological-charge]\n');

interface Told {
  readonly cut: object;
  readonly observables: readonly (Readonly<Record<string, unknown>> & { readonly name: string })[];
}

/** What a list of results begins with, up to the sources of accepted values. */
const tableIn = (out: string): readonly string[] => {
  const lines = out.split('\n');
  const from = lines.findIndex((text) => text.startsWith('observable'));
  return lines.slice(from, lines.findIndex((text, k) => k > from && /left out as therm/.test(text)) + 1);
};

it.each(['', 'thermalisation = 30'])('whether the cut is detected or specified: %j', async (choice) => {
  writeFileSync(join(line.folder, 'a.toml'), spec(choice));
  const ran = await line.json<{ results: Told }>('run', 'a.toml', '--prepare-only');
  expect(ran.exit).toBe(0);
  const resumed = (await line.json<{ results: Told }>('resume', 'latest', '--threads', '1')).document.results;
  expect(resumed.observables.map(({ name }) => name)).toEqual([
    'acceptance',
    'delta-h',
    'exp-minus-delta-h',
    'plaquette',
    'plaquette.time',
    'topological-charge',
    'topological-charge-squared',
  ]);
  expect(resumed.cut).toMatchObject(choice === '' ? { kind: 'detected' } : { kind: 'specified', length: 30 });

  const shown = (await line.json<{ results: Told; plaquette: object }>('show', 'latest')).document;
  expect(shown.results).toEqual(resumed);
  const analyzed = (await line.json<Told>('analyze', 'latest')).document;
  expect(analyzed.cut).toEqual(resumed.cut);
  expect(analyzed.observables.map(({ comparison: _, ...rest }) => rest)).toEqual(resumed.observables);
  const plaquette = resumed.observables.find(({ name }) => name === 'plaquette');
  expect(plaquette?.reference).toMatchObject({ value: 0.697774658 });
  expect(shown.plaquette).toEqual(plaquette);
  const listed = (await line.json<{ runs: { plaquette: object }[] }>('list')).document.runs[0];
  expect(listed?.plaquette).toEqual(plaquette);

  const table = tableIn((await line.run('show', 'latest')).out);
  expect(table).toHaveLength(9);
  expect(table[0]).toBe(table[0]?.trim());
  expect(tableIn((await line.run('analyze', 'latest')).out)).toEqual(table);
  expect((await line.run('list')).out).toContain(String(plaquette?.formatted));
});

it('also in the table of the run itself', async () => {
  writeFileSync(join(line.folder, 'a.toml'), spec(''));
  const { out } = await line.run('run', 'a.toml', '--threads', '1');
  expect(out).toMatch(/^Run .* finished\.\n\nobservable +mean\(error\) +tau_int +samples +accepted value$/m);
  expect(tableIn(out)).toEqual(tableIn((await line.run('show', 'latest')).out));
});

it('says why a run stopped', async () => {
  writeFileSync(join(line.folder, 'a.toml'), spec('').replace('updates = 120', 'updates = 10000000'));
  const { exit, out } = await line.run('run', 'a.toml', '--threads', '1', '--budget', '1s');
  expect(exit).toBe(0);
  expect(out).toMatch(/stopped at the end of its time budget\./);
  expect((await line.run('show', 'latest')).out).toMatch(
    /^State +stopped\. The time budget of the run was used up; it can be resumed\.$/m,
  );
  expect((await line.json<{ runs: object[] }>('list')).document.runs[0]).toMatchObject({
    state: 'stopped',
    why: 'budget',
  });
});
