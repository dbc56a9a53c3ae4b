import { describe, expect, test } from 'vitest';
import type { Precision } from '../../../../src-engine/kernel/graph.ts';
import { atan2, cos, exp, log, sin, sincos, sincosTurns, tanh } from '../../../../src-engine/kernel/math.ts';
import type { Real, Tracer } from '../../../../src-engine/kernel/tracer.ts';
import { evaluateRows, someNumbers, ulps } from '../../../support/kernel-lab.ts';

const TARGETS = (['f64', 'f32'] as const).flatMap((precision) =>
  [false, true].map((reproducible) => ({ precision, reproducible })),
);
const arguments_ = (precision: Precision, n: number, seed: number, f: (u: number) => number): number[] =>
  Array.from(someNumbers(n, seed), (u) => (precision === 'f64' ? f(u) : Math.fround(f(u))));

/** The platform's functions are good to one unit of the last place, so these bounds are one above what math.ts states
 * (turns: two, because 2 pi t is rounded before the platform sees it). */
const BOUND = { exp: 2.1, tanh: 3.5, log: 1.9, sincos: 3, turns: 3.6, atan2: 3.3 } as const;

describe.each(TARGETS)('$precision, reproducible: $reproducible', (target) => {
  const { precision } = target;
  const double = precision === 'f64';
  const worst = (
    rows: readonly (readonly number[])[],
    f: (k: Tracer, x: Real[]) => Real,
    exact: (...x: number[]) => number,
  ): number => {
    const got = evaluateRows(rows, (k, x) => [f(k, x)], target);
    return Math.max(...rows.map((x, i) => ulps(got[i]![0]!, exact(...x), precision)));
  };

  test('exp', () => {
    const range = double ? 700 : 86;
    const x = [
      ...arguments_(precision, 2000, 1, (u) => u * range),
      ...arguments_(precision, 2000, 2, (u) => u),
      0,
    ];
    expect(
      worst(
        x.map((v) => [v]),
        (k, [v]) => exp(k, v!),
        Math.exp,
      ),
    ).toBeLessThan(BOUND.exp);
  });

  test('exp saturates and keeps what is not a number', () => {
    const [[low], [high], [nan], [one]] = evaluateRows(
      [[-1e4], [1e4], [Number.NaN], [0]],
      (k, [x]) => [exp(k, x!)],
      target,
    ) as [[number], [number], [number], [number]];
    expect(low).toBeGreaterThan(0);
    expect(low).toBeLessThan(double ? 1e-307 : 1e-37);
    expect(high).toBeGreaterThan(double ? 1e308 : 1e38);
    expect(Number.isFinite(high)).toBe(true);
    expect(nan).toBeNaN();
    expect(one).toBe(1);
  });

  test('tanh', () => {
    const x = [1e-6, 1e-2, 0.3, 1, 3, 25].flatMap((range, i) =>
      arguments_(precision, 1000, 20 + i, (u) => u * range),
    );
    expect(
      worst(
        x.map((v) => [v]),
        (k, [v]) => tanh(k, v!),
        Math.tanh,
      ),
    ).toBeLessThan(BOUND.tanh);
    const limits = evaluateRows([[0], [1e4], [-1e4], [Number.NaN]], (k, [v]) => [tanh(k, v!)], target);
    expect(limits).toEqual([[0], [1], [-1], [Number.NaN]]);
  });

  test('log', () => {
    const range = double ? 700 : 86;
    const x = [
      ...arguments_(precision, 2000, 3, (u) => Math.exp(u * range)),
      ...arguments_(precision, 2000, 4, (u) => 1.25 + 0.75 * u),
      ...arguments_(precision, 500, 5, (u) => 1 + u * 1e-3),
    ].filter((v) => v !== 1);
    expect(
      worst(
        x.map((v) => [v]),
        (k, [v]) => log(k, v!),
        Math.log,
      ),
    ).toBeLessThan(BOUND.log);
    expect(evaluateRows([[1]], (k, [v]) => [log(k, v!)], target)).toEqual([[0]]);
  });

  test('sin and cos', () => {
    const small = arguments_(precision, 3000, 6, (u) => 7 * u).map((v) => [v]);
    const large = arguments_(precision, 3000, 7, (u) => (double ? 1e5 : 1e4) * u).map((v) => [v]);
    // arguments near zeros of the functions, where only careful reduction helps
    const zeros = arguments_(precision, 500, 8, (u) => Math.round(u * 6e4) * (Math.PI / 2)).map((v) => [v]);
    for (const [f, exact] of [
      [sin, Math.sin],
      [cos, Math.cos],
    ] as const) {
      if (double) {
        expect(worst([...small, ...large, ...zeros], (k, [v]) => f(k, v!), exact)).toBeLessThan(BOUND.sincos);
      } else {
        const rows = [...small, ...large];
        const got = evaluateRows(rows, (k, [v]) => [f(k, v!)], target);
        rows.forEach(([x], i) => expect(Math.abs(got[i]![0]! - exact(x!))).toBeLessThan(1.2e-7));
      }
    }
  });

  test('sin and cos of turns', () => {
    // eighths of a turn apart from whole quarters keep the platform's own reduction error out of the comparison
    const t = arguments_(precision, 3000, 9, (u) => u * 0.125);
    for (let quarter = -4; quarter <= 4; quarter++) {
      const rows = t.map((v) => [v]);
      const shifted = (k: Tracer, v: Real): ReturnType<typeof sincosTurns> =>
        sincosTurns(k, k.add(k.constant(quarter / 4), v));
      const turn = ((quarter % 4) + 4) % 4;
      const s = [Math.sin, Math.cos, (x: number) => -Math.sin(x), (x: number) => -Math.cos(x)][turn]!;
      const got = evaluateRows(rows, (k, [v]) => [shifted(k, v!).sin], target);
      rows.forEach(([v], i) => {
        expect(Math.abs(got[i]![0]! - s(2 * Math.PI * v!))).toBeLessThan(double ? 2e-15 : 8e-7);
      });
    }
    const rows = t.map((v) => [v]);
    expect(
      worst(
        rows,
        (k, [v]) => sincosTurns(k, v!).sin,
        (v) => Math.sin(2 * Math.PI * v),
      ),
    ).toBeLessThan(BOUND.turns);
    expect(
      worst(
        rows,
        (k, [v]) => sincosTurns(k, v!).cos,
        (v) => Math.cos(2 * Math.PI * v),
      ),
    ).toBeLessThan(BOUND.turns);
  });

  test('atan2', () => {
    const u = arguments_(precision, 8000, 10, (x) => x);
    const rows = Array.from({ length: 4000 }, (_, i) => {
      const scale = i % 4 === 0 ? 1e-6 : i % 4 === 1 ? 1e6 : 1;
      const y = u[2 * i + 1]! * scale;
      return [u[2 * i]!, double ? y : Math.fround(y)];
    });
    expect(worst(rows, (k, [y, x]) => atan2(k, y!, x!), Math.atan2)).toBeLessThan(BOUND.atan2);
    const axes = [
      [0, 0],
      [0, 1],
      [1, 0],
      [-1, 0],
      [0, -1],
      [1, 1],
      [-1, -1],
    ];
    const got = evaluateRows(axes, (k, [y, x]) => [atan2(k, y!, x!)], target);
    axes.forEach(([y, x], i) => expect(got[i]![0]).toBeCloseTo(Math.atan2(y!, x!), double ? 15 : 6));
  });

  test('sincos gives both', () => {
    const rows = evaluateRows(
      [[0.7]],
      (k, [x]) => {
        const { sin: s, cos: c } = sincos(k, x!);
        return [k.fma(s, s, k.mul(c, c)), k.div(s, c)];
      },
      target,
    );
    expect(rows[0]![0]).toBeCloseTo(1, double ? 15 : 6);
    expect(rows[0]![1]).toBeCloseTo(Math.tan(double ? 0.7 : Math.fround(0.7)), double ? 14 : 6);
  });
});
