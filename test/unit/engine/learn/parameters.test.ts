import { describe, expect, test } from 'vitest';
import { makeParameters } from '../../../../src-engine/learn/parameters.ts';
import { newDevice } from '../../../support/kernel-lab.ts';

const filled = () => {
  const device = newDevice();
  const parameters = makeParameters(device);
  const a = parameters.add('a.weights', [2, 3], Float32Array.of(1, 2, 3, 4, 5, 6));
  const b = parameters.add('b', [2], Float32Array.of(0.1, -0.1));
  return { device, parameters, a, b };
};

describe('the parameters of a model', () => {
  test('are one vector in the order of declaration', () => {
    const { device, parameters, a, b } = filled();
    expect(parameters.length).toBe(8);
    expect(Array.from(parameters.values())).toEqual(Array.from(Float32Array.of(1, 2, 3, 4, 5, 6, 0.1, -0.1)));
    expect([a.offset, a.length, b.offset, b.length]).toEqual([0, 6, 6, 2]);
    expect(Array.from(device.float32(parameters.address(b, 'f32'), 2))).toEqual(
      Array.from(Float32Array.of(0.1, -0.1)),
    );
  });

  test('have an f64 copy of the same numbers that follows changes', () => {
    const { device, parameters, b } = filled();
    const address = parameters.address(b, 'f64');
    expect(Array.from(device.float64(address, 2))).toEqual([Math.fround(0.1), -Math.fround(0.1)]);
    parameters.values()[7] = 0.3;
    parameters.changed();
    expect(device.float64(address, 2)[1]).toBe(Math.fround(0.3));
    expect(parameters.version).toBe(1);
  });

  test('have a gradient that can be cleared', () => {
    const { device, parameters, b } = filled();
    device.float32(parameters.gradientAddress(b), 2).set([7, 8]);
    expect(Array.from(parameters.gradient())).toEqual([0, 0, 0, 0, 0, 0, 7, 8]);
    parameters.clearGradient();
    expect(parameters.gradient().every((x) => x === 0)).toBe(true);
  });

  test('are all declared before they are used, under different names', () => {
    const { parameters } = filled();
    expect(() => parameters.add('b', [1], Float32Array.of(1))).toThrow('called b');
    expect(() => parameters.add('c', [2], Float32Array.of(1))).toThrow('1 numbers');
    parameters.values();
    expect(() => parameters.add('c', [1], Float32Array.of(1))).toThrow('after the first use');
  });

  test('give their memory back', () => {
    const { device, parameters, a } = filled();
    const before = device.bytes;
    parameters.address(a, 'f64');
    parameters.release();
    const after = device.bytes;
    for (let i = 0; i < 3; i++) device.allocate(64);
    expect(device.bytes).toBe(after);
    expect(after).toBeGreaterThan(before);
  });
});
