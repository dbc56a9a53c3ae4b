/** `plaquette measure` with quarks on real configurations: the digits of independent computations, as a user gets them. */
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { CondensateDetail, MesonsDetail, PionDetail } from '../../src-engine/observable/index.ts';
import { commandLine } from '../support/command-line.ts';
import { describeShared } from '../support/shared-data.ts';

const line = commandLine();
afterAll(line.remove);

interface Document {
  readonly files: readonly {
    readonly measurements: readonly {
      readonly observable: string;
      readonly values: readonly { readonly name: string; readonly value: number }[];
      readonly detail: unknown;
    }[];
  }[];
}

describeShared('plaquette measure with quarks on real files', (folder) => {
  const measured = async (file: string, ...flags: readonly string[]) => {
    const told = await line.json<Document>(
      'measure',
      join(folder, 'configs', file),
      '--threads',
      '1',
      ...flags,
    );
    expect(told.err).toBe('');
    expect(told.exit).toBe(0);
    return told.document.files[0]!.measurements;
  };
  const testconf = 'juliaqcd/testconf.txt';
  const l4448 = 'milc/lat.sample.l4448';
  const wilson = (kappa: string): string[] => [
    '--fermion',
    'wilson',
    '--kappa',
    kappa,
    '--boundary',
    'antiperiodic',
    '--source',
    '0,0,0,0',
  ];
  const staggered = (mass: string): string[] => ['--fermion', 'staggered', '--mass', mass];

  it.each([
    [testconf, wilson('0.141139'), [15.07580957, 1.24904953, 0.49151911, 1.29535847], 7.9],
    [testconf, staggered('1'), [1.01536813, 0.11213556, 0.01660014, 0.10936171], 7.9],
    [
      l4448,
      [...wilson('0.12'), '--tolerance', '1e-12'],
      [
        14.5597798049, 0.7041472232, 0.0785013009, 0.0107982322, 0.0030271302, 0.0086573833, 0.0668818237,
        0.6479783888,
      ],
      9.9,
    ],
    [
      l4448,
      [...staggered('0.1'), '--tolerance', '1e-12'],
      [
        2.5609559838, 1.0344644526, 0.5897258601, 0.3491443973, 0.2298115278, 0.2840038752, 0.4973365186,
        1.0244665802,
      ],
      9.9,
    ],
  ] as const)('the pion of %s with %j', async (file, flags, wanted, digits) => {
    const [pion] = await measured(file, '--observables', 'pion', ...flags);
    const { correlator, solver } = pion!.detail as PionDetail;
    expect(correlator).toHaveLength(wanted.length);
    wanted.forEach((x, t) => expect(correlator[t]!).toBeCloseTo(x, digits));
    expect(solver.residual).toBeLessThanOrEqual(1e-10);
    expect(pion!.values.find(({ name }) => name === 'pion.1')!.value).toBe(correlator[1]);
  });

  it('Tr D^-1 / V of staggered quarks, exactly', async () => {
    const [condensate] = await measured(
      testconf,
      '--observables',
      'condensate',
      '--noise',
      'exact',
      ...staggered('0.5'),
    );
    const { traces, solver } = condensate!.detail as CondensateDetail;
    expect(traces[0]!).toBeCloseTo(1.1432448206, 9);
    expect(solver.solves).toBe(768);
  });

  it('takes a clover coefficient with wilson, and zero of it is Wilson', async () => {
    const flags = [
      '--observables',
      'mesons',
      '--channels',
      'g5,gt',
      '--fermion',
      'wilson',
      '--kappa',
      '0.12',
    ];
    const take = async (...more: readonly string[]): Promise<readonly number[]> => {
      const [mesons] = await measured(testconf, ...flags, ...more);
      return (mesons!.detail as MesonsDetail).correlators.flatMap(({ values }) => values);
    };
    const plain = await take();
    const [none, some] = [await take('--clover', '0'), await take('--clover', '1.2')];
    plain.forEach((x, i) => expect(none[i]!).toBeCloseTo(x, 9));
    expect(Math.abs(some[0]! - plain[0]!)).toBeGreaterThan(0.01);
  });

  it('prints correlators as tables for people', async () => {
    const { out } = await line.run(
      'measure',
      join(folder, 'configs', testconf),
      ...['--observables', 'pion,condensate', '--threads', '1', '--hits', '2', ...wilson('0.12')],
    );
    expect(out).toMatch(/^ {4}t +C\(t\) +effective mass$/m);
    expect(out).toMatch(/^ {4}3 +\d\.\d{12} +-$/m);
    expect(out).toMatch(/^ {2}condensate\.error +0\.\d+$/m);
    expect(out).toMatch(/^ {2}solver\.residual +\d\.\d+e-11$/m);
  });

  it('says what a file cannot have', async () => {
    const told = await line.run(
      'measure',
      join(folder, 'configs', testconf),
      ...['--observables', 'pion', '--fermion', 'staggered', '--mass', '1', '--source', '0,0,0,4'],
    );
    expect(told.exit).toBe(2);
    expect(told.err).toContain('The source at (0, 0, 0, 4) is not on a lattice of 4 x 4 x 4 x 4.');
  });
});
