import { describe, expect, test } from 'vitest';
import { Device } from '../../../../../src-engine/kernel/device.ts';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { initialNumbers } from '../../../../../src-engine/learn/network/initial-numbers.ts';
import { makeNetwork } from '../../../../../src-engine/learn/network/make-network.ts';
import { makeParameters } from '../../../../../src-engine/learn/parameters.ts';
import { threadPoolExecutor } from '../../../../../src-main/worker/thread-pool.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';
import { type NetworkCase, type NetworkLab, networkLab, specOf } from '../../../../support/network-lab.ts';

/** Central differences in f64 with respect to some weights (whose steps are exact in f32) and some inputs. */
const differenceErrors = (lab: NetworkLab): { readonly weights: number; readonly input: number } => {
  const { parameters, lattice, network } = lab;
  lab.loss();
  parameters.clearGradient();
  const xBar = lattice.read(network.backward(lab.yBar));
  const gradient = Float64Array.from(parameters.gradient());
  const largest = Math.max(...gradient.map(Math.abs));
  let weights = 0;
  const step = 2 ** -10;
  for (let n = 0; n < 40; n++) {
    const i = Math.floor((n * parameters.length) / 40);
    const slope = [1, 2].map((h) => {
      const [up, down] = [1, -1].map((sign) => {
        const values = parameters.values();
        const here = values[i]!;
        values[i] = here + sign * h * step;
        const exact = values[i]! - here;
        const loss = lab.loss();
        parameters.values()[i] = here;
        return { loss, exact };
      }) as [{ loss: number; exact: number }, { loss: number; exact: number }];
      return (up.loss - down.loss) / (up.exact - down.exact);
    }) as [number, number];
    weights = Math.max(weights, Math.abs((4 * slope[0] - slope[1]) / 3 - gradient[i]!) / largest);
  }
  let input = 0;
  for (let n = 0; n < 20; n++) {
    const i = Math.floor((n * lab.inputs.length) / 20);
    const at = (h: number): number => {
      const moved = Float64Array.from(lab.inputs);
      moved[i] = moved[i]! + h;
      lattice.write(lab.x, moved);
      return lab.loss();
    };
    const slope = (h: number): number => (at(h) - at(-h)) / (2 * h);
    input = Math.max(input, Math.abs((4 * slope(1e-3) - slope(2e-3)) / 3 - xBar[i]!));
  }
  return { weights, input };
};

const base: NetworkCase = {
  dims: [4, 3],
  samples: 4,
  precision: 'f64',
  inputs: 2,
  outputs: 3,
  spec: specOf({ hidden: [5, 4] }),
};

describe('the gradients of a network', () => {
  test.each([
    ['tanh', {}],
    ['silu, tanh at the end', { activation: 'silu', finalActivation: 'tanh' }],
    ['fully connected', { network: 'dense', hidden: [9, 6] }],
    ['fully connected silu', { network: 'dense', hidden: [5], activation: 'silu' }],
  ] as const)('are the differences of its loss: %s', (_, spec) => {
    const errors = differenceErrors(networkLab({ ...base, spec: { ...base.spec, ...spec } }));
    expect(errors.weights).toBeLessThan(3e-7);
    expect(errors.input).toBeLessThan(1e-9);
  });

  test.each(['relu', 'leaky-relu'] as const)('follow the kinks of %s', (activation) => {
    // one input at a time near no kink: the loss is piecewise linear, differences are exact inside a piece
    const lab = networkLab({ ...base, spec: specOf({ hidden: [5], activation }) });
    lab.loss();
    const xBar = lab.lattice.read(lab.network.backward(lab.yBar));
    let agree = 0;
    for (let i = 0; i < lab.inputs.length; i++) {
      const at = (h: number): number => {
        const moved = Float64Array.from(lab.inputs);
        moved[i] = moved[i]! + h;
        lab.lattice.write(lab.x, moved);
        return lab.loss();
      };
      const slope = (at(1e-7) - at(-1e-7)) / 2e-7;
      if (Math.abs(slope - xBar[i]!) < 1e-6) agree++;
    }
    expect(agree).toBe(lab.inputs.length);
  });

  test('have the same bits for one thread and for two', async () => {
    const pool = threadPoolExecutor({ threads: 2 });
    await pool.ready();
    const device = new Device(pool);
    for (const precision of ['f32', 'f64'] as const) {
      for (const network of ['convolution', 'dense'] as const) {
        const of: NetworkCase = {
          dims: [8, 6],
          samples: 16,
          precision,
          inputs: 3,
          outputs: 2,
          spec: specOf({ network, hidden: [9, 7], finalActivation: 'tanh' }),
        };
        const [one, two] = [networkLab(of), networkLab(of, device)].map((lab) => {
          const y = Array.from(lab.lattice.read(lab.network.forward(lab.x, true)));
          const xBar = Array.from(lab.lattice.read(lab.network.backward(lab.yBar)));
          return [y, xBar, Array.from(lab.parameters.gradient())];
        });
        expect(two).toEqual(one);
      }
    }
    pool.dispose();
    await pool.ended;
  });
});

describe('a network', () => {
  test('begins with the same numbers on every lattice, within PyTorch s bounds', () => {
    const values = [
      networkLab(base),
      networkLab({ ...base, dims: [6, 6], samples: 8, precision: 'f32' }),
    ].map(({ parameters }) => Array.from(parameters.values()));
    expect(values[0]).toEqual(values[1]);
    const first = values[0]!.slice(0, 5 * 2 * 9);
    const bound = 1 / Math.sqrt(2 * 9);
    const most = Math.max(...first.map(Math.abs));
    expect(most).toBeLessThan(bound);
    expect(most).toBeGreaterThan(0.9 * bound);
    expect(initialNumbers('a', 1, 10, 1)).not.toEqual(initialNumbers('b', 1, 10, 1));
    expect(initialNumbers('a', 1, 10, 1)).not.toEqual(initialNumbers('a', 2, 10, 1));
    const many = initialNumbers('many', 1, 20000, 1);
    const mean = many.reduce((sum, x) => sum + x, 0) / many.length;
    const square = many.reduce((sum, x) => sum + x * x, 0) / many.length;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(3 * many.length));
    expect(Math.abs(square - 1 / 3)).toBeLessThan((4 * Math.sqrt(4 / 45)) / Math.sqrt(many.length));
  });

  test('of the other precision takes the same parameters', () => {
    const device = newDevice();
    const parameters = makeParameters(device);
    const spec = specOf({ hidden: [6] });
    const make = (precision: 'f32' | 'f64') => {
      const lattice = new Lattice(device, [4, 4], precision, 4);
      const network = makeNetwork(lattice, parameters, 'n', { inputs: 1, outputs: 2, spec, seed: 3 });
      const x = lattice.field(1);
      lattice.write(
        x,
        Float64Array.from({ length: lattice.volume }, (_, i) => Math.sin(i)),
      );
      return () => lattice.read(network.forward(x, false));
    };
    const single = make('f32');
    const double = make('f64');
    const compare = (): number => {
      const exact = double();
      return Math.max(...single().map((y, i) => Math.abs(y - exact[i]!)));
    };
    expect(parameters.pieces.length).toBe(4);
    expect(compare()).toBeLessThan(1e-6);
    const before = double()[0]!;
    parameters.values()[0] = 2;
    parameters.changed();
    expect(compare()).toBeLessThan(3e-6);
    expect(double()[0]).not.toBe(before);
  });

  test('gives its memory back', () => {
    const device = newDevice();
    const once = (): void => {
      const lattice = new Lattice(device, [4, 4], 'f32', 8);
      const parameters = makeParameters(device);
      const spec = specOf({ hidden: [6], activation: 'silu' });
      const network = makeNetwork(lattice, parameters, 'n', { inputs: 1, outputs: 2, spec, seed: 3 });
      const [x, yBar] = [lattice.field(1), lattice.field(2)];
      network.forward(x, true);
      network.backward(yBar);
      network.release();
      parameters.release();
      lattice.release(x);
      lattice.release(yBar);
    };
    once();
    const bytes = device.bytes;
    once();
    // the lattice keeps its two tables
    expect(device.bytes - bytes).toBeLessThan(8192);
  });
});
