import { describe, expect, it } from 'vitest';
import { flowScales } from '../../../../src-engine/flow/flow-scales.ts';

/** Points with t^2 E = f(t). */
const points = (f: (t: number) => number, step: number, last: number): { time: number; energy: number }[] =>
  Array.from({ length: Math.round(last / step) + 1 }, (_, i) => {
    const time = i * step;
    return { time, energy: time === 0 ? 5 : f(time) / time ** 2 };
  });

describe('flow scales', () => {
  it('are exact where t^2 E is a cubic', () => {
    const f = (t: number): number => 0.1 * t + 0.01 * t ** 2 - 0.002 * t ** 3;
    const { t0, w0 } = flowScales(points(f, 0.25, 6));
    // f(t0) = 0.3 and w0^2 f'(w0^2) = 0.3
    expect(t0.reached && f(t0.value)).toBeCloseTo(0.3, 12);
    const t = w0.reached ? w0.value ** 2 : 0;
    expect(t * (0.1 + 0.02 * t - 0.006 * t ** 2)).toBeCloseTo(0.3, 12);
    expect(t).toBeGreaterThan(2);
  });

  it('converge for a curve like that of a simulation', () => {
    const f = (t: number): number => 0.12 * t * (1 - Math.exp(-2 * t)) + 0.01 * Math.sin(t);
    const fine = flowScales(points(f, 0.001, 4));
    const coarse = flowScales(points(f, 0.1, 4));
    expect(coarse.t0.reached && fine.t0.reached && coarse.t0.value - fine.t0.value).toBeCloseTo(0, 5);
    expect(coarse.w0.reached && fine.w0.reached && coarse.w0.value - fine.w0.value).toBeCloseTo(0, 4);
  });

  it('say how far it came where the flow ended before', () => {
    expect(flowScales(points((t) => 0.05 * t, 0.5, 4))).toEqual({
      t0: { reached: false, largest: expect.closeTo(0.2, 12), lastTime: 4 },
      w0: { reached: false, largest: expect.closeTo(0.2, 12), lastTime: 4 },
    });
    expect(flowScales([{ time: 0, energy: 1 }]).t0).toEqual({ reached: false, largest: 0, lastTime: 0 });
  });

  it('take the first crossing, also with two or three points', () => {
    const two = flowScales(points((t) => 0.3 * t, 2, 2)).t0;
    expect(two).toEqual({ reached: true, value: expect.closeTo(1, 12) });
    const three = flowScales(points((t) => 0.3 * t, 1, 2)).t0;
    expect(three).toEqual({ reached: true, value: expect.closeTo(1, 12) });
  });
});
