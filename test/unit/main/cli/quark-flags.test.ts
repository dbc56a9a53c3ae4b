/** Flags of quarks: what they come to, and how those that do not fit are refused. */
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import type { ObservableName } from '../../../../src-engine/observable/index.ts';
import { addQuarkFlags, type QuarkFlags, quarkOptions } from '../../../../src-main/cli/quark-flags.ts';

const flagsOf = (text: string): QuarkFlags => {
  const command = addQuarkFlags(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  command.parse(text === '' ? [] : text.split(' '), { from: 'user' });
  return command.opts<QuarkFlags>();
};

const options = (text: string, observables: readonly ObservableName[] = ['pion']) =>
  quarkOptions(flagsOf(text), observables);

const solver = { tolerance: 1e-10, maxIterations: 10_000 };
const plain = { boundary: 'antiperiodic', smearing: 'none' };

describe('a quark', () => {
  it.each([
    ['wilson --kappa 0.12', { operator: 'wilson', kappa: 0.12, ...plain }],
    ['wilson --kappa 0.12 --clover 1.2', { operator: 'wilson-clover', kappa: 0.12, clover: 1.2, ...plain }],
    ['wilson-clover --kappa 0.12', { operator: 'wilson-clover', kappa: 0.12, clover: 1, ...plain }],
    [
      'staggered --mass 0 --boundary periodic',
      { operator: 'staggered', mass: 0, boundary: 'periodic', smearing: 'none' },
    ],
    ['domain-wall --mass 0.1', { operator: 'domain-wall', mass: 0.1, height: 1.8, ls: 8, ...plain }],
    [
      'moebius --mass 0.1 --ls 12 --b 1.25 --c 0.25 --height 1.4',
      { operator: 'moebius', mass: 0.1, height: 1.4, ls: 12, b: 1.25, c: 0.25, ...plain },
    ],
    [
      'staggered --mass 0.1 --quark-smearing stout --quark-smearing-strength 0.12',
      {
        operator: 'staggered',
        mass: 0.1,
        boundary: 'antiperiodic',
        smearing: 'stout',
        smearingSteps: 1,
        smearingStrength: 0.12,
      },
    ],
  ])('%s', (text, wanted) => {
    expect(options(`--fermion ${text}`)).toMatchObject({
      ok: true,
      value: { quark: { ...wanted, ...solver } },
    });
    const found = options(`--fermion ${text}`);
    expect(found.ok && Object.keys(found.value!.quark).sort()).toEqual(
      Object.keys({ ...wanted, ...solver }).sort(),
    );
  });
});

describe('how it is measured with', () => {
  const rest = '--fermion wilson --kappa 0.1';
  it.each([
    ['', { source: { source: 'point' }, traces: { noise: 'z2', hits: 10, dilution: 'none', powers: 1 } }],
    ['--source 1,2,3,4', { source: { source: 'point', position: [1, 2, 3, 4] } }],
    ['--source wall --source-time 3', { source: { source: 'wall', time: 3 } }],
    ['--source z4', { source: { source: 'z4', time: 0, hits: 1 } }],
    ['--source z2 --hits 4', { source: { source: 'z2', time: 0, hits: 4 }, traces: { hits: 4 } }],
    ['--noise exact --powers 3', { traces: { noise: 'exact', powers: 3 } }],
    [
      '--noise gaussian --dilution time',
      { traces: { noise: 'gaussian', hits: 10, dilution: 'time', powers: 1 } },
    ],
    ['--channels 1,g5gt', { channels: ['1', 'g5gt'] }],
    ['--count 7 --eigenvalue-tolerance 1e-6', { eigenvalues: { count: 7, tolerance: 1e-6 } }],
    ['--noise-seed 5', { noiseSeed: 5 }],
  ])('%s', (text, wanted) => {
    expect(options(`${rest} ${text}`.trim())).toMatchObject({ ok: true, value: wanted });
  });
});

describe('what does not fit', () => {
  it.each<[string, readonly ObservableName[], RegExp]>([
    ['', ['plaquette', 'condensate'], /condensate is measured with a quark, and none is named/],
    ['--kappa 0.1', ['plaquette'], /--kappa is a parameter of a quark, and none is named/],
    ['--quark-smearing stout', ['plaquette'], /--quark-smearing is a parameter of a quark/],
    ['--fermion wilson --kappa 0.1', ['plaquette'], /nothing is measured with it/],
    ['--fermion wilson', ['pion'], /wilson quarks need --kappa/],
    ['--fermion staggered', ['pion'], /staggered quarks need --mass/],
    ['--fermion wilson --kappa 0.1 --mass 0.1', ['pion'], /--mass is no parameter of wilson quarks/],
    ['--fermion staggered --mass 1 --clover 1', ['pion'], /--clover is no parameter of staggered quarks/],
    ['--fermion domain-wall --mass 1 --b 2', ['pion'], /--b is no parameter of domain-wall quarks/],
    ['--fermion domain-wall --mass 1 --ls 5', ['pion'], /--ls is odd/],
    ['--fermion wilson --kappa 0.1 --quark-smearing-steps 2', ['pion'], /links that are not smeared/],
    ['--fermion wilson --kappa 0.1 --source-time 2', ['pion'], /--source-time is given for a point source/],
  ])('%s for %j', (text, observables, message) => {
    expect(options(text, observables)).toMatchObject({
      error: {
        code: 'usage.wrong',
        message: expect.stringMatching(message),
        remedy: expect.stringMatching(/./),
      },
    });
  });

  it.each([
    '--fermion overlap',
    '--kappa 0',
    '--kappa x',
    '--mass -1',
    '--source 1',
    '--source here',
    '--channels g6',
    '--noise z3',
    '--dilution space',
    '--powers 0',
    '--boundary open',
  ])('%s', (text) => {
    expect(() => flagsOf(text)).toThrow();
  });

  it('nothing is asked, nothing is answered', () => {
    expect(options('', ['plaquette'])).toEqual({ ok: true, value: undefined });
  });
});
