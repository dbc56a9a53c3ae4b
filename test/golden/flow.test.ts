/** Gradient flow against the fixtures of Gaugefields.jl and the tables that MILC's wilson_flow printed. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { GaugeAction } from '../../src-engine/action/gauge-action.ts';
import { NAMED_LOOPS, orbitOf } from '../../src-engine/action/path.ts';
import { type FlowActionName, startFlow } from '../../src-engine/flow/gradient-flow.ts';
import { measureFlow } from '../../src-engine/flow/measure-flow.ts';
import { gaugeFieldOf } from '../../src-engine/lattice/gauge-field.ts';
import { fieldOfFile } from '../support/configuration-file.ts';
import { juliaLinks } from '../support/julia-links.ts';
import { newLattice } from '../support/lattice.ts';
import { describeShared } from '../support/shared-data.ts';

describeShared('gradient flow', (folder) => {
  // their action is half of ours at equal coefficients: c below are the coefficients at their step of 0.01
  it.each([
    ['flow_one', 1, [['plaquette', 0.5]]],
    ['flow_four', 4, [['plaquette', 0.5]]],
    [
      'flow_mixed',
      1,
      [
        ['plaquette', 0.365],
        ['rectangle', -0.155],
      ],
    ],
  ] as const)('%s: every link', (name, steps, couplings) => {
    const fixture = join(folder, 'fixtures', 'gradientflow_task_d2');
    const expected = juliaLinks(fixture, name);
    const lattice = newLattice(expected.dims);
    const field = gaugeFieldOf(lattice, juliaLinks(fixture, 'u'));
    const terms = couplings.map(([loop, c]) => ({
      name: loop,
      coupling: 3 * c,
      loops: orbitOf(NAMED_LOOPS[loop]!, 4),
    }));
    const action = new GaugeAction(lattice, { group: field.group, dimensions: 4, terms });
    const flow = startFlow(field, { action: [action], step: 0.01 });
    flow.advance(0.01 * steps);
    expect(flow.steps).toBe(steps);
    const links = lattice.read(flow.field.links);
    links.forEach((x, i) => expect(Math.abs(x - expected.links[i]!)).toBeLessThan(1e-12));
  });

  // t, E of planes with time and without, Q
  const tables: Record<FlowActionName, [number, number, number, number][]> = {
    wilson: [
      [0, 1.05787, 1.03094, 0.0955429],
      [0.1, 0.790042, 0.76505, 0.0389772],
      [0.2, 0.506125, 0.481396, 0.0166373],
      [0.5, 0.152452, 0.125636, 0.00570391],
      [0.9, 0.0585831, 0.0404036, 0.000886915],
    ],
    symanzik: [
      [0.1, 0.702993, 0.679487, 0.0318912],
      [0.5, 0.117361, 0.0927153, 0.00433563],
      [1, 0.0419343, 0.0274275, 0.000108379],
    ],
  };
  it.each(['wilson', 'symanzik'] as const)("%s flow of MILC's lat.sample.l4448", async (action) => {
    const field = await fieldOfFile(folder, 'milc/lat.sample.l4448');
    const table = tables[action];
    const { points } = measureFlow(field, { action, step: 0.1, times: table.map(([t]) => t) });
    points.forEach(({ time, energyTime, energySpace, charges }, i) => {
      // their numbers have six digits and single precision
      [energyTime, energySpace, charges.clover!].forEach((value, j) => {
        const printed = table[i]![j + 1]!;
        expect(Math.abs(value / printed - 1), `t = ${time}, column ${j + 1}`).toBeLessThan(8e-6);
      });
    });
  });

  it('of QCDMeasurements.jl has its plaquettes', async () => {
    const field = await fieldOfFile(folder, 'juliaqcd/testconf.txt');
    const { points } = measureFlow(field, { step: 0.01, times: [0.01, 0.02, 0.03] });
    const expected = [0.6182102104, 0.6469279061, 0.6739284699];
    points.forEach((p, i) => expect(p.plaquette).toBeCloseTo(expected[i]!, 9));
  });

  it('goes on to smooth fields', async () => {
    const field = await fieldOfFile(folder, 'milc/lat.sample.l4448');
    const { points } = measureFlow(field, { step: 0.01, times: [1] });
    expect(points[0]!.plaquette).toBeCloseTo(0.99707803, 9);
  });

  it('finds the same t0 and w0 with fixed and with adaptive steps', async () => {
    const field = await fieldOfFile(folder, 'juliaqcd/conf_08080808.ildg', {
      dims: [8, 8, 8, 8],
      colours: 3,
    });
    const options = { times: [0, 0.4, 0.8, 1, 1.2, 1.4, 1.6], charges: [] };
    const fixed = measureFlow(field, { ...options, step: 0.1 }).scales!;
    const adaptive = measureFlow(field, {
      ...options,
      integrator: 'adaptive',
      step: 0.1,
      tolerance: 1e-4,
    }).scales!;
    expect(fixed.t0.reached && fixed.t0.value).toBeCloseTo(1.2599, 3);
    expect(fixed.w0.reached && fixed.w0.value).toBeCloseTo(1.1844, 3);
    expect(adaptive.t0.reached && adaptive.t0.value).toBeCloseTo(1.2599, 3);
    expect(adaptive.w0.reached && adaptive.w0.value).toBeCloseTo(1.1844, 3);
  });
});
