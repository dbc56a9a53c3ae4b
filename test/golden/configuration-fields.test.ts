/** Fields of configurations of other codes: their sums are the numbers that those codes, and `measure`, give. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { startFlow } from '../../src-engine/flow/gradient-flow.ts';
import { measure } from '../../src-engine/observable/index.ts';
import { identify } from '../../src-main/configuration/file-identity.ts';
import { siteField } from '../../src-main/configuration/site-field.ts';
import { nodeFileSystem } from '../../src-main/storage/node-file-system.ts';
import { fieldOfFile } from '../support/configuration-file.ts';
import { fieldLab, ticket } from '../support/field-lab.ts';
import { describeShared } from '../support/shared-data.ts';

const FILES: readonly (readonly [file: string, plaquette: number])[] = [
  ['milc/lat.sample.l4448', 0.569055724369],
  ['milc/lat.sample.inst', 0.991009270758],
  ['milc/GF_555_6.1.nersc', 0.501745775251],
  ['qdpxx/t_dprec_ildg.lime', 0.03824228941],
  ['qlua/random-gauge.nersc', 0.994764948814],
  ['simulateqcd/ildg.l8t4b3360_QUDA', 0.311637548993],
  ['juliaqcd/Heatbath_L04040404_beta5.7_quenched_su2.ildg', 0.477641263313],
  ['juliaqcd/HMC_L04040404_beta5.7_quenched_su4.ildg', 0.340241044963],
  ['juliaqcd/testconf.txt', 0.587818337847],
];

describeShared('fields of real files', (folder) => {
  it.each(FILES)('%s: plaquette, action density and charge add up', async (name, plaquette) => {
    const lab = fieldLab();
    const file = unwrap(await identify(nodeFileSystem, join(folder, 'configs', name)));
    const field = unwrap(
      await lab.load({ file, geometry: {}, threads: 1 }, () => ({ ok: true, value: null }), ticket()),
    );
    const charges = unwrap(measure(field, { observable: 'topological-charge', definition: ['clover'] }));
    const energy = unwrap(measure(field, { observable: 'action-density' }));
    expect(siteField(field, 'plaquette').mean).toBeCloseTo(plaquette, 9);
    expect(siteField(field, 'topological-charge-density').sum).toBeCloseTo(charges.values[0]!.value, 10);
    expect(siteField(field, 'action-density').mean).toBeCloseTo(energy.values[0]!.value, 10);
  });

  it('the charge of the instanton of MILC sits in one place', async () => {
    const field = await fieldOfFile(folder, 'milc/lat.sample.inst');
    const { sum, mean, max } = siteField(field, 'topological-charge-density');
    expect(sum).toBeGreaterThan(0.4);
    expect(max).toBeGreaterThan(3 * mean);
  });

  it('Wilson flow of MILC, t = 0.1 and 0.5: Q and E', async () => {
    const flow = startFlow(await fieldOfFile(folder, 'milc/lat.sample.l4448'), { step: 0.1 });
    for (const [time, energy, charge] of [
      [0.1, 0.790042 + 0.76505, 0.0389772],
      [0.5, 0.152452 + 0.125636, 0.00570391],
    ] as const) {
      flow.advance(time);
      expect(siteField(flow.field, 'topological-charge-density').sum).toBeCloseTo(charge, 4);
      expect(siteField(flow.field, 'action-density').mean).toBeCloseTo(energy, 3);
    }
  });
});
