/** Every real configuration: opened, measured and explained. Plaquettes and checksums were computed by an independent reader. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import {
  type Inspection,
  inspect,
  type OpenOptions,
  readConfiguration,
  writeConfiguration,
} from '../../src-engine/format/index.ts';
import { fileSource } from '../support/file-source.ts';
import { memorySink } from '../support/memory-sink.ts';
import { describeShared } from '../support/shared-data.ts';

interface Golden {
  readonly path: string;
  readonly plaquette: number;
  readonly expected: Partial<Inspection>;
  readonly sums?: readonly string[];
  readonly codes: readonly string[];
  readonly options?: OpenOptions;
}

const bare = (path: string, plaquette: number, group: string, extent: number): Golden => ({
  path: `juliaqcd/${path}`,
  plaquette,
  expected: {
    format: 'lime-payload',
    endianness: 'big',
    precision: 'f64',
    group,
    dims: [extent, extent, extent, extent],
    status: 'intact',
  },
  codes: ['format.headerMissing', 'format.geometryInferred', 'format.checksumMissing'],
});

const text = (path: string, plaquette: number): Golden => ({
  path: `juliaqcd/${path}`,
  plaquette,
  expected: {
    format: 'text',
    endianness: 'text',
    precision: 'f64',
    group: 'SU(3)',
    dims: [4, 4, 4, 4],
    status: 'intact',
  },
  codes: ['format.geometryInferred', 'format.checksumMissing'],
});

const milc = (
  name: string,
  plaquette: number,
  endianness: 'big' | 'little',
  dims: readonly number[],
  sums: readonly string[],
): Golden => ({
  path: `milc/${name}`,
  plaquette,
  expected: {
    format: 'milc-v5',
    endianness,
    precision: 'f32',
    group: 'SU(3)',
    dims,
    status: 'intact',
    boundary: 'periodic',
  },
  sums,
  codes: [],
});

const L4448 = [4, 4, 4, 8];

const GOLDEN: readonly Golden[] = [
  {
    ...bare('HMC_L04040404_beta5.7_Domainwall.ildg', 0.583296079127, 'SU(3)', 4),
    expected: { format: 'lime-payload', group: 'SU(3)', dims: [4, 4, 2, 2], status: 'intact' },
    codes: ['format.headerMissing', 'format.checksumMissing'],
    options: { dims: [4, 4, 2, 2] },
  },
  bare('HMC_L04040404_beta5.7_Staggered_mass0.5.ildg', 0.575584039475, 'SU(3)', 4),
  bare('HMC_L04040404_beta5.7_Wilson_kappa0.141139.ildg', 0.565800226845, 'SU(3)', 4),
  bare('HMC_L04040404_beta5.7_quenched_su4.ildg', 0.340241044963, 'SU(4)', 4),
  bare('Heatbath_L04040404_beta5.7_quenched_su2.ildg', 0.477641263313, 'SU(2)', 4),
  bare('Heatbath_L04040404_beta5.7_quenched_su3.ildg', 0.571478174356, 'SU(3)', 4),
  bare('conf_00000100_4444nc2.ildg', 0.668474886836, 'SU(2)', 4),
  bare('conf_08080808.ildg', 0.555243594507, 'SU(3)', 8),
  text('Heatbath_L04040404_beta5.7_quenched_su3.txt', 0.571478174356),
  text('testconf.txt', 0.587818337847),
  {
    path: 'lyncs/unity.lime',
    plaquette: 1,
    expected: {
      format: 'ildg',
      precision: 'f64',
      storedPlaquette: 1,
      linkTrace: 1,
      unitarityDeviation: 0,
      boundary: 'periodic',
      status: 'intact',
    },
    sums: ['35b49a1b', 'b49a1b35'],
    codes: [],
  },
  {
    path: 'milc/GF_555_6.1.nersc',
    plaquette: 0.501745775251,
    expected: {
      format: 'nersc',
      endianness: 'big',
      precision: 'f32',
      dims: [6, 6, 6, 6],
      rows: 2,
      storedPlaquette: 0.5017457343,
      storedLinkTrace: 0.7322858198,
      status: 'intact',
    },
    sums: ['bcf2ae1f'],
    codes: ['format.endiannessUnstated'],
  },
  {
    path: 'milc/lat.sample.5p7',
    plaquette: 0.572689272204,
    expected: {
      format: 'milc-v5',
      endianness: 'little',
      boundary: 'sf-like',
      dims: L4448,
      status: 'problem',
    },
    codes: ['format.checksumMismatch', 'format.checksumMismatch', 'format.fixedBoundary'],
  },
  {
    path: 'milc/lat.sample.inst',
    plaquette: 0.991009270758,
    expected: {
      format: 'milc-v4',
      endianness: 'little',
      precision: 'f32',
      dims: [4, 4, 4, 4],
      status: 'intact',
    },
    codes: ['format.checksumMissing'],
  },
  milc('lat.sample.l4448', 0.569055724369, 'big', L4448, ['13f3b413', '161f7dde']),
  milc('lat.sample.l6666', 0.660648253452, 'big', [6, 6, 6, 6], ['0c1d08f5', '68164bef']),
  milc('lat.sample.l6666b650m010m050', 0.549692611815, 'little', [6, 6, 6, 6], ['a76176b8', '5eb657fc']),
  {
    path: 'milc/lat.sample.l4448.foreign',
    plaquette: 0.569055724369,
    expected: { format: 'ildg', precision: 'f32', dims: L4448, checksums: [], status: 'intact' },
    codes: ['format.malformedXml', 'format.checksumMissing'],
  },
  {
    path: 'milc/lat.sample.l4448.scidac',
    plaquette: 0.569055724369,
    expected: { format: 'scidac', precision: 'f32', dims: L4448, status: 'intact' },
    sums: ['1c5a6cb5', '5dea327a'],
    codes: [],
  },
  {
    path: 'milc/lat.sample.l8.scidac',
    plaquette: 0.873640874413,
    expected: { format: 'scidac', precision: 'f32', dims: [8, 8, 8, 8], status: 'intact' },
    sums: ['d2f7866d', '5f48ca3e'],
    codes: [],
  },
  {
    path: 'qdpxx/t_dprec_ildg.lime',
    plaquette: 0.03824228941,
    expected: { format: 'ildg', precision: 'f64', dims: [4, 4, 4, 4], status: 'intact' },
    sums: ['e6ca40a6', '59cdeef1'],
    codes: ['format.singlePrecisionLinks'],
  },
  {
    path: 'qdpxx/t_nersc.cfg',
    plaquette: 0.038242289324,
    expected: {
      format: 'nersc',
      precision: 'f32',
      rows: 2,
      storedPlaquette: 0.0382422893,
      storedLinkTrace: 0.4630322094,
      status: 'intact',
    },
    sums: ['717938df'],
    codes: [],
  },
  {
    path: 'qlua/random-gauge.nersc',
    plaquette: 0.994764948814,
    expected: {
      format: 'nersc',
      precision: 'f32',
      rows: 2,
      endianness: 'big',
      dims: L4448,
      storedPlaquette: 0.994765,
      status: 'intact',
    },
    sums: ['337cf07b'],
    codes: [],
  },
  {
    path: 'qlua/random-gauge.qio',
    plaquette: 0.994764948926,
    expected: { format: 'ildg', precision: 'f64', dims: L4448, status: 'intact' },
    sums: ['d33344e2', '30878b07'],
    codes: [],
  },
  {
    path: 'simulateqcd/ildg.l8t4b3360_QUDA',
    plaquette: 0.311637548993,
    expected: {
      format: 'scidac',
      precision: 'f64',
      dims: [8, 8, 8, 4],
      boundary: 'antiperiodic-links',
      status: 'intact',
    },
    sums: ['1a34634c', '6b294f06'],
    codes: ['format.antiperiodicLinks'],
  },
];

describeShared('configurations of other codes', (folder) => {
  const source = (path: string) => fileSource(join(folder, 'configs', path));

  for (const golden of GOLDEN) {
    it(`${golden.path} is opened, measured and explained`, async () => {
      const report = unwrap(await inspect(source(golden.path), golden.options));
      expect(report).toMatchObject(golden.expected);
      expect(Math.abs(report.plaquette! - golden.plaquette)).toBeLessThan(1e-12);
      expect(report.problems.map(({ code }) => code)).toEqual(golden.codes);
      expect(report.checksums.map(({ stored }) => stored)).toEqual(
        golden.sums ?? report.checksums.map(({ stored }) => stored),
      );
      expect(report.checksums.every((sum) => sum.ok)).toBe(golden.expected.status === 'intact');
      expect(report.verdict).toMatch(golden.expected.status === 'intact' ? /^Intact/ : /^Problem/);
    });
  }

  it('asks for the geometry of a bare payload that is no hypercube', async () => {
    const result = await inspect(source('juliaqcd/HMC_L04040404_beta5.7_Domainwall.ildg'));
    expect(result).toMatchObject({ ok: false, error: { code: 'format.geometryNeeded' } });
    expect(result.ok ? '' : result.error.remedy).toContain('--dims');
  });

  it('refuses a geometry that does not fit', async () => {
    const result = await inspect(source('juliaqcd/conf_08080808.ildg'), { dims: [8, 8, 8, 9] });
    expect(result).toMatchObject({ ok: false, error: { code: 'format.geometryMismatch' } });
    const stated = await inspect(source('milc/lat.sample.l4448'), { dims: [8, 4, 4, 4] });
    expect(stated).toMatchObject({ ok: false, error: { code: 'format.geometryMismatch' } });
  });

  it('says what files without a gauge field hold, and still checks their sums', async () => {
    const vector = unwrap(await inspect(source('milc/ksvector.src.sample.l8')));
    expect(vector).toMatchObject({
      content: 'other',
      dims: [8, 8, 8, 8],
      plaquette: null,
      status: 'problem',
    });
    expect(vector.verdict).toMatch(/staggered.*QDP_F3_ColorVector/);
    expect(vector.checksums).toHaveLength(2);
    const several = unwrap(await inspect(source('qdpxx/t_qio.intel-scalar.lime')));
    expect(several.verdict).toMatch(/3 fields.*message 4: data type "Lattice", 4 x 72 bytes/);
    expect(several.checksums).toHaveLength(6);
    expect([...vector.checksums, ...several.checksums].every((sum) => sum.ok)).toBe(true);
    const refused = await readConfiguration(source('milc/ksvector.src.sample.l8'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'format.notGauge' } });
  });

  it('explains the antiperiodic links: same plaquette, another link trace', async () => {
    const report = unwrap(await inspect(source('simulateqcd/ildg.l8t4b3360_QUDA')));
    expect(report.problems[0]!.message).toContain('All 512 temporal links at t = 3');
    expect(report.determinantDeviation).toBeCloseTo(2, 12);
    const { configuration } = unwrap(await readConfiguration(source('simulateqcd/ildg.l8t4b3360_QUDA')));
    const links = configuration.links.slice();
    for (let site = 3 * 512; site < 4 * 512; site++) {
      for (let k = (site * 4 + 3) * 18; k < (site * 4 + 4) * 18; k++) links[k] = -links[k]!;
    }
    const sink = memorySink();
    unwrap(await writeConfiguration(sink, { ...configuration, links }, { format: 'ildg' }));
    const free = unwrap(
      await inspect({
        name: 'free',
        size: sink.bytes().length,
        read: async (o, n) => sink.bytes().subarray(o, o + n),
      }),
    );
    expect(free).toMatchObject({ boundary: 'periodic', problems: [] });
    expect(free.plaquette).toBeCloseTo(report.plaquette!, 14);
    expect(report.problems[0]!.message).toContain(free.linkTrace!.toPrecision(9));
  });

  it('refuses the file with the wrong checksum for a run, and names the fixed boundary', async () => {
    const result = await readConfiguration(source('milc/lat.sample.5p7'));
    expect(result).toMatchObject({ ok: false, error: { code: 'format.checksumMismatch' } });
    const report = unwrap(await inspect(source('milc/lat.sample.5p7')));
    expect(report.checksums).toEqual([
      { kind: 'milc-sum29', stored: '2e218ab1', computed: '72d77a0a', ok: false },
      { kind: 'milc-sum31', stored: '2d188e6b', computed: '19447b24', ok: false },
    ]);
    expect(report.problems[2]!.message).toMatch(/t = 0 are the same on every site/);
  });

  it('finds the plaquettes that MILC prints in its own normalisation', async () => {
    const report = unwrap(await inspect(source('milc/lat.sample.l4448')));
    expect(3 * report.spatialPlaquette!).toBeCloseTo(1.723748, 6);
    expect(3 * report.temporalPlaquette!).toBeCloseTo(1.690586, 6);
    expect(report.linkTrace).toBeCloseTo(0.06921659, 8);
  });

  it('reads the same field from a text file and its binary twin, and rewrites both byte for byte', async () => {
    const name = 'juliaqcd/Heatbath_L04040404_beta5.7_quenched_su3';
    const binary = unwrap(await readConfiguration(source(`${name}.ildg`))).configuration;
    const plain = unwrap(await readConfiguration(source(`${name}.txt`))).configuration;
    expect(plain.links).toEqual(binary.links);
    for (const [format, path] of [
      ['text', `${name}.txt`],
      ['lime-payload', `${name}.ildg`],
    ] as const) {
      const sink = memorySink();
      unwrap(await writeConfiguration(sink, binary, { format }));
      const original = source(path);
      expect(Buffer.compare(sink.bytes(), await original.read(0, original.size))).toBe(0);
    }
  });

  it('reads one MILC field from its three files, and rewrites MILC files byte for byte', async () => {
    const fields = await Promise.all(
      ['lat.sample.l4448', 'lat.sample.l4448.scidac', 'lat.sample.l4448.foreign'].map(async (name) =>
        unwrap(await readConfiguration(source(`milc/${name}`))),
      ),
    );
    expect(fields[1]!.configuration.links).toEqual(fields[0]!.configuration.links);
    expect(fields[2]!.configuration.links).toEqual(fields[0]!.configuration.links);
    for (const name of ['lat.sample.l4448', 'lat.sample.l6666b650m010m050', 'lat.sample.inst']) {
      const original = source(`milc/${name}`);
      const { configuration, inspection } = unwrap(await readConfiguration(original));
      const sink = memorySink();
      const { format, endianness, metadata } = inspection;
      const options = {
        format,
        endianness: endianness as 'big' | 'little',
        header: metadata,
        ...(metadata.time_stamp === undefined ? {} : { date: metadata.time_stamp }),
      };
      unwrap(await writeConfiguration(sink, configuration, options));
      expect(Buffer.compare(sink.bytes(), await original.read(0, original.size)), name).toBe(0);
    }
  });

  it('rewrites the payload of a NERSC file with its own checksum', async () => {
    const original = source('qdpxx/t_nersc.cfg');
    const { configuration } = unwrap(await readConfiguration(original));
    const sink = memorySink();
    const file = unwrap(
      await writeConfiguration(sink, configuration, { format: 'nersc', precision: 'f32', rows: 2 }),
    );
    expect(file.checksums[0]!.stored).toBe('717938df');
    expect(
      Buffer.compare(sink.bytes().slice(-36864), (await original.read(0, original.size)).slice(-36864)),
    ).toBe(0);
  });

  it('sums of QIO come out of the same data', async () => {
    const { configuration } = unwrap(await readConfiguration(source('qlua/random-gauge.qio')));
    const file = unwrap(await writeConfiguration(memorySink(), configuration, { format: 'ildg' }));
    expect(file.checksums.map(({ computed }) => computed)).toEqual(['d33344e2', '30878b07']);
  });
});
