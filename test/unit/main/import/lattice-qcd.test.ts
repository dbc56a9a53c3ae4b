import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSpec } from '../../../../src-engine/api/spec/read-spec.ts';
import type { RunSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { checkLoops } from '../../../../src-engine/run/check-loops.ts';
import { importLatticeQcd } from '../../../../src-main/import/lattice-qcd.ts';
import type { Note } from '../../../../src-main/import/note.ts';
import { heatBath, moebius, staggered, wilson } from './parameter-files.ts';

const read = (toml: string): { spec: RunSpec; notes: readonly Note[] } => {
  const { document, notes } = unwrap(importLatticeQcd(toml, 7));
  expect(notes.filter(({ blocks }) => blocks)).toEqual([]);
  return { spec: unwrap(readSpec(document, checkLoops)), notes };
};
const notesOf = (toml: string): readonly Note[] => unwrap(importLatticeQcd(toml, 7)).notes;
const blocksOf = (toml: string) =>
  notesOf(toml)
    .filter(({ blocks }) => blocks)
    .map(({ key }) => key);
const noteOn = (notes: readonly Note[], key: string) => notes.filter((note) => note.key.endsWith(key));

describe('two flavours of Wilson quarks', () => {
  const { spec, notes } = read(wilson);

  it('have lattice, action, seed and quark as they were', () => {
    expect(spec.lattice).toMatchObject({ dims: [8, 8, 8, 16], group: 'SU(3)' });
    expect(spec.action).toEqual({ preset: 'wilson', beta: 5.5 });
    expect(spec.seed).toBe(42);
    expect(spec.fermion).toMatchObject([
      { operator: 'wilson', kappa: 0.14, flavours: 2, boundary: 'antiperiodic', smearing: 'none' },
    ]);
    expect(spec.start).toEqual({ kind: 'hot' });
  });

  it('have a bound on |r| where eps was one on |r|^2', () => {
    expect(spec.fermion[0]).toMatchObject({ tolerance: 1e-10, forceTolerance: 1e-10, maxIterations: 5000 });
  });

  it('are integrated with the same steps on both levels', () => {
    expect(spec.phase).toMatchObject([
      {
        updates: 200,
        update: [
          { length: 1, steps: 20, innerSteps: [4], integrator: 'leapfrog', innerIntegrator: 'leapfrog' },
        ],
      },
    ]);
  });

  it('are measured with themselves', () => {
    expect(spec.valence).toBeUndefined();
    expect(spec.measure).toMatchObject({
      plaquette: { every: 2 },
      polyakov: { every: 1 },
      pion: { every: 5 },
    });
  });

  it('keep what they kept', () => {
    expect(spec.run).toMatchObject({ saveEvery: 10, thermalisation: 10 });
  });

  it('have a note for every key of the file', () => {
    const keys = [...wilson.matchAll(/^\s*("[^"]+"|\w+) = /gm)].map(([, key]) => key!.replaceAll('"', ''));
    for (const key of new Set(keys)) expect(noteOn(notes, ` / ${key}`), key).not.toEqual([]);
    expect(noteOn(notes, ' / Nf')[0]).toMatchObject({ outcome: 'left-out' });
  });
});

describe('a smeared staggered field', () => {
  const { spec, notes } = read(staggered);

  it('has its tastes, mass and links', () => {
    const links = { smearing: 'stout', smearingSteps: 2, smearingStrength: 0.12 };
    expect(spec.fermion).toMatchObject([{ operator: 'staggered', mass: 0.3, tastes: 4, ...links }]);
    expect(spec.measure.condensate).toMatchObject({ every: 10, noise: 'z4', hits: 12 });
    expect(spec.valence).toBeUndefined();
  });

  it('starts from the file, and has as many updates as trajectories were left', () => {
    expect(spec.start).toEqual({ kind: 'file', file: './confs/conf_00000100.ildg.txt' });
    expect(spec.phase[0]!.updates).toBe(200);
    expect(noteOn(notes, 'SextonWeingargten')).toMatchObject([{ outcome: 'left-out' }]);
  });

  it('says that the condensate there is Nf / 4 of ours', () => {
    expect(noteOn(notes, 'Chiral_condensate / Nf')[0]!.text).toContain('Nf / 4 = 1');
  });
});

describe('domain walls', () => {
  it('have the other sign of M, and b and c from sum and difference', () => {
    expect(read(moebius).spec.fermion).toMatchObject([
      { operator: 'moebius', height: 1.8, mass: 0.05, ls: 8, b: 1.5, c: 0.5, flavours: 2 },
    ]);
  });

  it('of Shamir are b = c = 1 there', () => {
    const [shamir] = read(moebius.replace('b = 2.0', 'b = 1.0')).spec.fermion;
    expect(shamir).toMatchObject({ b: 1, c: 0 });
  });

  it('have the older names of their keys', () => {
    const older = moebius
      .replace('MobiusDomainwall', 'Domainwall')
      .replace('M = -1.8', 'Domainwall_M = -1.0')
      .replace('m = 0.05', 'Domainwall_m = 0.1')
      .replace('N5 = 8', 'Domainwall_L5 = 4');
    const { spec, notes } = read(older);
    expect(spec.fermion).toMatchObject([{ operator: 'domain-wall', height: 1, mass: 0.1, ls: 4 }]);
    expect(noteOn(notes, ' / b')).toMatchObject([{ outcome: 'left-out' }]);
  });
});

describe('a heat bath', () => {
  const { spec, notes } = read(heatBath);

  it('keeps its over-relaxation', () => {
    expect(spec.lattice.group).toBe('SU(4)');
    expect(spec.phase[0]!.update).toEqual([
      { algorithm: 'heat-bath', sweeps: 1 },
      { algorithm: 'over-relaxation', sweeps: 3 },
    ]);
    expect(spec.fermion).toEqual([]);
  });

  it('flows as long as there, in the same steps, with records as often', () => {
    expect(spec.measure.flow).toMatchObject({
      every: 1,
      action: 'wilson',
      step: 0.01,
      maxTime: 0.4,
      recordEvery: 0.08,
    });
  });

  it('measures what is there, and names what is not', () => {
    expect(spec.measure).toMatchObject({
      topologicalCharge: { every: 5, definition: ['plaquette', 'clover'] },
      wilsonLoops: { every: 10, maxR: 2, maxT: 3 },
    });
    const refused = notes.filter(({ outcome }) => outcome === 'refused').map(({ key }) => key);
    expect(refused).toEqual([
      'Measurement set / measurement_methods / Correlation / methodname',
      'gradientflow_measurements / measurements_for_flow / Polyakov_loop / methodname',
    ]);
  });
});

describe('measurements with quarks', () => {
  it('of another quark than the sea are made with [valence]', () => {
    const { spec } = read(wilson.replace('    hop = 0.14\n', '    hop = 0.13\n'));
    expect(spec.valence).toMatchObject({ operator: 'wilson', kappa: 0.13, tolerance: 1e-10 });
  });

  it('of two quarks: the second is refused by name, and none of its keys is taken', () => {
    const condensate = '\n["Measurement set".measurement_methods.Chiral_condensate]\nmass = 0.5\n';
    const { spec, notes } = read(wilson + condensate);
    expect(spec.measure.condensate).toBeUndefined();
    expect(noteOn(notes, '').filter(({ key }) => key.includes('Chiral_condensate'))).toMatchObject([
      { outcome: 'refused', text: expect.stringContaining('one quark') },
    ]);
  });

  it('in a quenched run have a quark of their own', () => {
    const pion = '\n["Measurement set".measurement_methods.Pion_correlator]\nmeasure_every = 5\n';
    const { spec } = read(heatBath + pion);
    expect(spec.valence).toMatchObject({ operator: 'wilson', kappa: 0.141139, boundary: 'antiperiodic' });
    expect(spec.measure.pion).toMatchObject({ every: 5 });
  });
});

describe('what would be another simulation', () => {
  const changed = (from: string | RegExp, to: string, file = wilson): string => {
    expect(file).toMatch(from);
    return file.replace(from, to);
  };

  it.each<[string, string, string]>([
    ['r = 1', changed('r = 1.0', 'r = 0.5'), 'Physical setting(fermions) / r'],
    ['HISQ', changed('= "Wilson"\nhop', '= "HISQ"\nhop'), 'Physical setting(fermions) / Dirac_operator'],
    ['learned updates', changed('method = "HMC"', 'method = "SLHMC"'), 'Physical setting / update_method'],
    [
      'stored configurations',
      changed('method = "HMC"', 'method = "Fileloading"'),
      'Physical setting / update_method',
    ],
    [
      'a sign in space',
      changed('[1, 1, 1, -1]', '[-1, 1, 1, -1]'),
      'Physical setting(fermions) / BoundaryCondition',
    ],
    ['an instanton', changed('initial = "hot"', 'initial = "one instanton"'), 'Physical setting / initial'],
    ['Julia data', changed('"BridgeText"', '"JLD"', staggered), 'System Control / loadU_format'],
    [
      'other loops',
      changed('["plaquette"]', '["plaquette", "rectangular"]', staggered),
      'Physical setting(fermions) / stout_loops',
    ],
    ['no trajectory', changed('Nsteps = 200', 'Nsteps = 0'), 'Physical setting / Nsteps'],
    ['nine colours', changed('NC = 3', 'NC = 9'), 'Physical setting / NC'],
    ['an unknown key', changed('NC = 3', 'NC = 3\ngamma = 1'), 'Physical setting / gamma'],
    ['an unknown section', `${wilson}\n[elsewhere]\na = 1\n`, 'elsewhere'],
    ['a text for a number', changed('= 5.5', '= "5.5"'), 'Physical setting / β'],
    ['a fraction for a whole number', changed('MDsteps = 20', 'MDsteps = 20.5'), 'HMC related / MDsteps'],
  ])('is refused: %s', (_name, toml, key) => {
    expect(blocksOf(toml)).toContain(key);
  });

  it('is told at once', () => {
    expect(blocksOf(changed('NC = 3', 'NC = "three"').replace('r = 1.0', 'r = 2.0'))).toHaveLength(2);
  });
});

describe('a file of a stranger', () => {
  it('of another kind is refused', () => {
    expect(importLatticeQcd('version = 1\n[lattice]\ndims = [4, 4]\n', 7)).toMatchObject({
      error: { code: 'format.unknown' },
    });
    expect(importLatticeQcd('system["L"] = (4,4,4,4)', 7)).toMatchObject({ error: { code: 'spec.syntax' } });
  });

  it('cannot put lines of its own into what is written', () => {
    const hostile =
      '["Physical setting"]\n"a\\nseed = 1" = 2\n["Measurement set".measurement_methods."x\\n[run]"]\n';
    for (const { key, text } of notesOf(hostile)) expect(key + text).not.toMatch(/\p{Cc}/u);
  });

  it('with names of the language is one like others', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const toml = names.map((name) => `["Measurement set".measurement_methods.${name}]\n`).join('');
    expect(notesOf(toml).filter(({ outcome }) => outcome === 'refused')).toHaveLength(3);
  });

  it('never makes it throw, whatever values stand there', () => {
    const files = [wilson, staggered, moebius, heatBath];
    const value = fc.constantFrom(
      '1',
      '-3',
      '1e400',
      'true',
      '""',
      '"x"',
      '[]',
      '[[1]]',
      '{}',
      '1979-05-27',
      '99999999999999999999',
    );
    const damage = fc.record({ file: fc.constantFrom(...files), line: fc.nat(60), value });
    fc.assert(
      fc.property(damage, ({ file, line, value: other }) => {
        const lines = file.split('\n');
        const at = line % lines.length;
        lines[at] = lines[at]!.replace(/= .*/, `= ${other}`);
        const imported = importLatticeQcd(lines.join('\n'), 7);
        if (imported.ok) readSpec(imported.value.document, checkLoops);
      }),
      { seed: 4, numRuns: 400 },
    );
  });
});
