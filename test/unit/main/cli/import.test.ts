import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { parseSpec } from '../../../../src-main/spec/parse-spec.ts';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';
import { noLoops } from '../../../support/spec-documents.ts';
import { heatBath, moebius, wilson } from '../import/parameter-files.ts';

let line: CommandLine;
beforeEach(() => {
  line = commandLine();
});
afterEach(() => line.remove());

const give = (name: string, text: string) => writeFileSync(join(line.folder, name), text);
const textOf = (name: string) => readFileSync(join(line.folder, name), 'utf8');

describe('plaquette import', () => {
  it('writes a specification that says where each key went', async () => {
    give('my_parameters.toml', wilson);
    const { exit, out } = await line.run('import', 'my_parameters.toml');
    expect(exit).toBe(0);
    expect(out).toContain('Physical setting(fermions) / hop: fermion.kappa = 0.14');
    expect(out).toContain('plaquette run my_parameters.plaquette.toml');
    const text = textOf('my_parameters.plaquette.toml');
    expect(text).toMatch(/^# Imported from the LatticeQCD\.jl file my_parameters\.toml\.\n/);
    expect(unwrap(parseSpec(text, noLoops))).toMatchObject({ name: 'my_parameters', seed: 42 });
  });

  it('gives a fresh seed where there is none, and writes where it is told', async () => {
    give('a.toml', moebius);
    await line.run('import', 'a.toml', '--out', 'b.toml');
    expect(unwrap(parseSpec(textOf('b.toml'), noLoops)).seed).toBe(4711);
  });

  it('exits with 1 when a measurement was refused, and with the notes in JSON', async () => {
    give('a.toml', heatBath);
    const { exit, document } = await line.json<{ notes: { outcome: string }[] }>('import', 'a.toml');
    expect(exit).toBe(1);
    expect(document.notes.filter(({ outcome }) => outcome === 'refused')).toHaveLength(2);
  });

  it('writes nothing when a key would make it another simulation, and names all of them', async () => {
    give('a.toml', wilson.replace('r = 1.0', 'r = 0.5').replace('"HMC"', '"SLMC"'));
    const { exit, err } = await line.run('import', 'a.toml');
    expect(exit).toBe(2);
    expect(err).toContain('Physical setting(fermions) / r: The Wilson parameter is 1 here, but r is 0.5.');
    expect(err).toContain('Self-learning Monte Carlo is not there.');
    expect(existsSync(join(line.folder, 'a.plaquette.toml'))).toBe(false);
  });

  it('tells values that are out of our range at our keys', async () => {
    give(
      'a.toml',
      wilson.replace('Nsteps = 200', 'Nsteps = 200\ninitialtrj = 1').replace('hop = 0.14\nr', 'hop = 14\nr'),
    );
    expect((await line.run('import', 'a.toml')).err).toContain('fermion[1].kappa must be from 0 to 1');
  });

  it('never writes over a file', async () => {
    give('a.toml', moebius);
    const { exit, err } = await line.run('import', 'a.toml', '-o', 'a.toml');
    expect(exit).toBe(2);
    expect(err).toContain('a.toml exists already and was not changed.');
    expect(textOf('a.toml')).toBe(moebius);
  });

  it('says so when the file is not there, or another one', async () => {
    expect((await line.run('import', 'none.toml')).exit).toBe(2);
    give('spec.toml', 'version = 1\n');
    expect((await line.run('import', 'spec.toml')).err).toContain('not a parameter file of LatticeQCD.jl');
  });
});
