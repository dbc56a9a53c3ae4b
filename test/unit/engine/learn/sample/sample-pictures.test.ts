import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { makeFlow } from '../../../../../src-engine/learn/make-flow.ts';
import { observerOf } from '../../../../../src-engine/learn/sample/batch-observables.ts';
import { drawPictures, picturesOf } from '../../../../../src-engine/learn/sample/sample-pictures.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';

const SAMPLES = 4;
const wave = (i: number): number => 2.5 * Math.sin(1.7 * i * i + 0.3 * i);

const filled = (dims: readonly number[], components: number, values: (i: number) => number) => {
  const lattice = new Lattice(newDevice(), dims, 'f64', SAMPLES);
  const x = lattice.field(components);
  const plain = Float64Array.from({ length: lattice.volume * components }, (_, i) => values(i));
  lattice.write(x, plain);
  const length = plain.length / SAMPLES;
  return {
    x,
    samples: Array.from({ length: SAMPLES }, (_, s) => plain.subarray(s * length, (s + 1) * length)),
  };
};

describe('pictures of samples', () => {
  it('of a scalar field are the field, with its magnetisation', () => {
    const { x, samples } = filled([6, 4], 1, wave);
    const made = picturesOf(x, { theory: 'phi4' }, 3);
    expect(made).toMatchObject({ quantity: 'phi', width: 6, height: 4 });
    expect(made.samples).toHaveLength(3);
    const seen = observerOf({ theory: 'phi4', massSquared: 1, lambda: 1 })(x);
    made.samples.forEach(({ values, number }, s) => {
      expect(values).toEqual(Float32Array.from(samples[s]!));
      expect(number).toBeCloseTo(seen.magnetisation![s]!, 12);
    });
  });

  it('of three dimensions are the first plane; the number is of all', () => {
    const { x, samples } = filled([4, 2, 2], 1, wave);
    const [first] = picturesOf(x, { theory: 'phi4' }, 1).samples;
    expect(first!.values).toEqual(Float32Array.from(samples[0]!.subarray(0, 8)));
    expect(first!.number).toBeCloseTo(samples[0]!.reduce((a, b) => a + b, 0) / 16, 12);
  });

  it('of angles are those of plaquettes, whose turns are the charge', () => {
    const { x, samples } = filled([4, 4], 2, wave);
    const made = picturesOf(x, { theory: 'u1' }, SAMPLES);
    const charges = observerOf({ theory: 'u1', beta: 1 })(x)['topological-charge']!;
    const link = (s: number, at: readonly [number, number], mu: number): number =>
      samples[s]![2 * ((at[0] % 4) + 4 * (at[1] % 4)) + mu]!;
    made.samples.forEach(({ values, number }, s) => {
      expect(number).toBeCloseTo(charges[s]!, 9);
      for (const [a, b] of [
        [0, 0],
        [3, 1],
        [2, 3],
      ] as const) {
        const angle =
          link(s, [a, b], 0) + link(s, [a + 1, b], 1) - link(s, [a, b + 1], 0) - link(s, [a, b], 1);
        const value = values[a + 4 * b]!;
        expect(Math.abs(value)).toBeLessThanOrEqual(Math.PI + 1e-6);
        expect(Math.cos(value)).toBeCloseTo(Math.cos(angle), 5);
        expect(Math.sin(value)).toBeCloseTo(Math.sin(angle), 5);
      }
    });
    expect(new Set(charges).size).toBeGreaterThan(1);
  });

  it('of matrices are the density of the action', () => {
    // diagonal links exp(i a), exp(-i a)
    const a = (i: number): number => wave(Math.floor(i / 8));
    const parts = [(i: number) => Math.cos(a(i)), (i: number) => Math.sin(a(i))];
    const { x } = filled([4, 4], 16, (i) => {
      const place = i % 8;
      if (place === 0 || place === 6) return parts[0]!(i);
      return place === 1 ? parts[1]!(i) : place === 7 ? -parts[1]!(i) : 0;
    });
    const made = picturesOf(x, { theory: 'su2' }, SAMPLES);
    expect(made.quantity).toBe('action-density');
    const seen = observerOf({ theory: 'su2', beta: 1 })(x).plaquette!;
    made.samples.forEach(({ number }, s) => {
      expect(number).toBeCloseTo(1 - seen[s]!, 12);
    });
    const link = (at: readonly [number, number], mu: number): number =>
      a(8 * (2 * ((at[0] % 4) + 4 * (at[1] % 4)) + mu));
    const angle = link([1, 2], 0) + link([2, 2], 1) - link([1, 3], 0) - link([1, 2], 1);
    expect(made.samples[0]!.values[1 + 4 * 2]).toBeCloseTo(1 - Math.cos(angle), 5);
  });

  it('are drawn anew only by another seed', () => {
    const spec = {
      kind: 'affine',
      couplings: 2,
      network: 'convolution',
      hidden: [4],
      stencil: 3,
      activation: 'leaky-relu',
      finalActivation: 'tanh',
    } as const;
    const flow = unwrap(
      makeFlow(newDevice(), { dims: [4, 4], samples: 4, precision: 'f32', spec, family: 'scalar', seed: 1 }),
    );
    const draw = (seed: number) => drawPictures(flow, { theory: 'phi4' }, { seed, count: 4 });
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5).samples[0]!.values).not.toEqual(draw(6).samples[0]!.values);
    expect(draw(5).samples[0]!.values).not.toEqual(draw(5).samples[1]!.values);
  });
});
