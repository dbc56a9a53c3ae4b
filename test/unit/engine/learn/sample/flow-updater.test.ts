import { describe, expect, test } from 'vitest';
import { su, u1 } from '../../../../../src-engine/group/group.ts';
import { makeGaugeField } from '../../../../../src-engine/lattice/gauge-field.ts';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { setHot } from '../../../../../src-engine/lattice/start.ts';
import { gaugeChainField, plainField } from '../../../../../src-engine/learn/sample/chain-field.ts';
import { flowUpdater } from '../../../../../src-engine/learn/sample/flow-updater.ts';
import { phi4Target } from '../../../../../src-engine/learn/target/phi4.ts';
import { newDevice, someNumbers } from '../../../../support/kernel-lab.ts';
import { smallFlow } from '../../../../support/training-lab.ts';

const TARGET = phi4Target({ massSquared: 1, lambda: 1 });

/** The fields after updates `from` to `to` of a chain that begins at `start`. */
const chain = (samples: number, start: Float64Array, from: number, to: number, weigher = false) => {
  const device = newDevice();
  const flow = smallFlow(device, { samples });
  const field = new Lattice(device, [2, 2]).field(1);
  field.lattice.write(field, start);
  const updater = flowUpdater({
    flow,
    ...(weigher && { weigher: smallFlow(device, { samples: 2, parameters: flow.parameters }) }),
    target: TARGET,
    field: plainField(field),
    proposals: 3,
  });
  const fields: Float64Array[] = [];
  let accepted = 0;
  for (let update = from; update <= to; update++) {
    accepted += 3 * updater.apply({ seed: 7, update, stage: 1024 }).acceptance;
    // what another update does
    field.lattice.write(
      field,
      field.lattice.read(field).map((x) => 0.9 * x),
    );
    fields.push(field.lattice.read(field));
  }
  updater.release();
  return { fields, accepted };
};

describe('updates by a flow', () => {
  const start = someNumbers(4, 3);
  const whole = chain(8, start, 1, 20);

  test('are the same for any batch, with a weigher or without', () => {
    expect(whole.accepted).toBeGreaterThan(3);
    expect(whole.accepted).toBeLessThan(55);
    expect(chain(2, start, 1, 20).fields).toEqual(whole.fields);
    expect(chain(32, start, 1, 20, true).fields).toEqual(whole.fields);
  });

  test('begin with the first proposal where the start is arbitrary, and only there', () => {
    const first = (fresh: boolean, from: number, begin: Float64Array) => {
      const device = newDevice();
      const field = new Lattice(device, [2, 2]).field(1);
      field.lattice.write(field, begin);
      const updater = flowUpdater({
        flow: smallFlow(device, { samples: 8 }),
        target: TARGET,
        field: plainField(field),
        proposals: 1,
        fresh,
      });
      const { acceptance } = updater.apply({ seed: 7, update: from, stage: 0 });
      return { acceptance, field: field.lattice.read(field) };
    };
    // where p over q is largest
    const rare = new Float64Array(4);
    expect(first(false, 1, rare)).toEqual({ acceptance: 0, field: rare });
    expect(first(true, 1, rare).acceptance).toBe(1);
    expect(first(true, 1, rare)).toEqual(first(true, 1, start));
    expect(first(true, 2, rare)).toEqual(first(false, 2, rare));
  });

  test('go on bit for bit', () => {
    expect(chain(8, whole.fields[6]!, 8, 20).fields).toEqual(whole.fields.slice(7));
  });
});

describe('fields of chains', () => {
  test('U(1) as angles in [0, 2 pi)', () => {
    const gauge = makeGaugeField(new Lattice(newDevice(), [4, 4]), u1);
    setHot(gauge, 3);
    const links = gauge.lattice.read(gauge.links);
    const field = gaugeChainField(gauge);
    const angles = field.read();
    expect(angles.length).toBe(32);
    expect(Math.min(...angles)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...angles)).toBeLessThan(2 * Math.PI);
    expect(Math.cos(angles[5]!)).toBeCloseTo(links[10]!, 14);
    expect(Math.sin(angles[5]!)).toBeCloseTo(links[11]!, 14);
    field.write(angles.map((a) => a + 1));
    field.read().forEach((a, i) => {
      expect(Math.cos(a - angles[i]! - 1)).toBeCloseTo(1, 14);
    });
  });

  test('SU(2) as it is', () => {
    const gauge = makeGaugeField(new Lattice(newDevice(), [4, 4]), su(2));
    setHot(gauge, 3);
    expect(gaugeChainField(gauge).read()).toEqual(gauge.lattice.read(gauge.links));
  });
});
