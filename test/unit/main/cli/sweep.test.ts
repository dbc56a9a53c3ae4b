import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';

let line: CommandLine;
beforeEach(async () => {
  line = commandLine();
  await line.run('workspace', 'create');
  writeFileSync(
    join(line.folder, 't.toml'),
    `version = 1
name = "phi"
seed = 7
[lattice]
dims = [4, 4]
group = "scalar"
[action]
preset = "phi4"
mass-squared = 1
lambda = 0.5
[flow]
kind = "affine"
couplings = 2
hidden = [4]
[training]
steps = 20
batch = 32
evaluate-every = 10
evaluation-samples = 128
`,
  );
});
afterEach(() => line.remove());

const runFolders = (): readonly string[] => readdirSync(join(line.folder, 'runs')).sort();
interface Swept {
  readonly group: string;
  readonly runs: readonly {
    readonly run: string;
    readonly name: string;
    readonly folder: string;
    readonly values: Readonly<Record<string, string>>;
    readonly end?: { readonly kind: string };
  }[];
}

describe('plaquette sweep', () => {
  it('carries out every combination, and shows them side by side', async () => {
    const { out, exit } = await line.run(
      'sweep',
      't.toml',
      '--vary',
      'training.learning-rate=1e-3,3e-3',
      '--vary',
      'flow.couplings=2,4',
      '--threads',
      '1',
    );
    expect(exit).toBe(0);
    expect(out).toMatch(/^Group phi: 4 runs\.$/m);
    expect(out).toMatch(/^Run +training\.learning-rate +flow\.couplings +State +evaluation-ess +acceptance/m);
    expect(out.match(/^\S+ +0\.00[13] +[24] +finished +0\.\d+/gm)).toHaveLength(4);
    const specs = runFolders().map((id) => readFileSync(join(line.folder, 'runs', id, 'spec.toml'), 'utf8'));
    expect(
      specs.filter((text) => /learning-rate = 0\.003/.test(text) && /couplings = 4/.test(text)),
    ).toHaveLength(1);
    expect((await line.json<{ models: readonly unknown[] }>('models')).document.models).toHaveLength(4);
  });

  it('can be entered without being started, in a group of its own name', async () => {
    const { document, exit } = await line.json<Swept>(
      'sweep',
      't.toml',
      '--vary=seed=1,2,3',
      '--group',
      'seeds',
      '--prepare-only',
    );
    expect(exit).toBe(0);
    expect(document.group).toBe('seeds');
    expect(document.runs.map(({ name }) => name)).toEqual(['seed 1 (phi)', 'seed 2 (phi)', 'seed 3 (phi)']);
    expect(document.runs.map(({ values }) => values)).toEqual([{ seed: '1' }, { seed: '2' }, { seed: '3' }]);
    for (const { folder } of document.runs)
      expect(JSON.parse(readFileSync(join(folder, 'marks.json'), 'utf8'))).toMatchObject({ group: 'seeds' });
    const { document: listed } = await line.json<{ runs: readonly { readonly state: string }[] }>('list');
    expect(listed.runs.map(({ state }) => state)).toEqual(['prepared', 'prepared', 'prepared']);
  });

  it('makes nothing when one of the runs cannot be, or nothing varies', async () => {
    const refused = async (...words: readonly string[]): Promise<string> => {
      const { exit, err } = await line.run('sweep', ...words);
      expect(exit).toBe(2);
      expect(runFolders()).toEqual([]);
      return err;
    };
    expect(await refused('t.toml', '--vary', 'flow.couplings=2,4,0')).toMatch(
      /1 of 3 specifications cannot be carried out, so no run was made\. couplings 0 \(phi\): .*couplings/,
    );
    expect(await refused('t.toml', '--vary', 'training.initial-model=a,b')).toMatch(/model/);
    expect(await refused('t.toml')).toMatch(/Nothing varies/);
    expect(await refused('t.toml', '--vary', 'flow.coupling=2')).toMatch(/Did you mean flow\.couplings\?/);
    expect(await refused('t.toml', '--vary', 'seed=1', '--group', ' ')).toMatch(/group of runs has no name/);
    expect(await refused('--vary', 'seed=1')).toMatch(/needs a specification/);
  });

  it('varies a template', async () => {
    const { document } = await line.json<Swept>(
      'sweep',
      '--template',
      'quick-start',
      '--vary',
      'action.beta=5.5,5.7',
      '--prepare-only',
    );
    expect(document.runs.map(({ values }) => values)).toEqual([
      { 'action.beta': '5.5' },
      { 'action.beta': '5.7' },
    ]);
  });
});
