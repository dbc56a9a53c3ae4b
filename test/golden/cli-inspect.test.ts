/** The command line over real configurations: exit codes, the documented JSON fields, and the words about every trap. */
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Inspection } from '../../src-engine/format/index.ts';
import { commandLine } from '../support/command-line.ts';
import { describeShared } from '../support/shared-data.ts';

/** As `plaquette inspect --json` is documented. */
const documented = [
  ...['format', 'endianness', 'precision', 'dims', 'group', 'rows', 'plaquette', 'linkTrace', 'boundary'],
  ...[
    'unitarityDeviation',
    'determinantDeviation',
    'checksums',
    'storedPlaquette',
    'metadata',
    'records',
    'problems',
  ],
];

const cases: readonly (readonly [file: string, exit: number, says: RegExp])[] = [
  ['lyncs/unity.lime', 0, /^Intact: /],
  ['qdpxx/t_nersc.cfg', 0, /its stored plaquette agrees/],
  ['milc/lat.sample.l4448', 0, /^milc-sum29 +13f3b413 +13f3b413 +agrees$/m],
  ['milc/lat.sample.5p7', 1, /^Error: The checksum milc-sum29 .* get the file again/m],
  ['milc/lat.sample.l4448.foreign', 0, /XML/],
  ['milc/lat.sample.inst', 0, /MILC version 4/],
  ['milc/ksvector.src.sample.l8', 1, /not a gauge configuration/],
  ['qdpxx/t_qio.intel-scalar.lime', 1, /not a gauge configuration/],
  ['qlua/random-gauge.nersc', 0, /2 rows stored/],
  ['simulateqcd/ildg.l8t4b3360_QUDA', 0, /antiperiodic in time/],
  ['juliaqcd/conf_08080808.ildg', 0, /were inferred/],
  ['juliaqcd/HMC_L04040404_beta5.7_Domainwall.ildg', 2, /--dims 4,4,2,2 --group 'SU\(3\)'/],
];

const line = commandLine();
afterAll(line.remove);

describeShared('plaquette inspect on real files', (folder) => {
  const path = (file: string): string => join(folder, 'configs', file);

  it.each(cases)('%s: exit code %i', async (file, exit, says) => {
    const people = await line.run('inspect', path(file));
    expect(people.exit).toBe(exit);
    expect(people.out + people.err).toMatch(says);
    const scripts = await line.json('inspect', path(file));
    expect(scripts.exit).toBe(exit);
    if (exit < 2) for (const field of documented) expect(scripts.document).toHaveProperty(field);
  });

  it('prints twelve digits of the plaquette, and more for scripts', async () => {
    const file = path('qdpxx/t_dprec_ildg.lime');
    expect((await line.run('inspect', file)).out).toMatch(/^Plaquette +0\.0382422894096$/m);
    const { plaquette } = (await line.json<Inspection>('inspect', file)).document;
    expect(plaquette).toBeCloseTo(0.03824228941, 11);
  });

  it('takes the geometry of a file that does not carry it', async () => {
    const file = path('juliaqcd/HMC_L04040404_beta5.7_Domainwall.ildg');
    const { exit, document } = await line.json('inspect', file, '--dims', '4,4,2,2', '--group', 'SU(3)');
    expect(exit).toBe(0);
    expect(document).toMatchObject({ dims: [4, 4, 2, 2], group: 'SU(3)' });
    expect(document.plaquette).toBeCloseTo(0.583296079127, 11);
  });

  it("converts a real file into every code's format with the same plaquette", async () => {
    const { exit, document } = await line.json('convert', path('milc/lat.sample.l4448'), 'a.ildg');
    expect(exit).toBe(0);
    expect(document).toMatchObject({ agrees: true, output: { format: 'ildg', precision: 'f32' } });
  });
});
