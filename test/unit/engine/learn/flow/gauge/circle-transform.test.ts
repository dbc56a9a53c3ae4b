import { describe, expect, test } from 'vitest';
import { Lattice } from '../../../../../../src-engine/lattice/lattice.ts';
import { circularSpline } from '../../../../../../src-engine/learn/flow/gauge/circular-spline.ts';
import { makeFindPreimage } from '../../../../../../src-engine/learn/flow/gauge/preimage.ts';
import { projection } from '../../../../../../src-engine/learn/flow/gauge/projection.ts';
import { sitesOfSamples } from '../../../../../../src-engine/learn/flow/gauge/stripes.ts';
import { angleDistance, TURN } from '../../../../../support/angular-lab.ts';
import { evaluateRows, newDevice, someNumbers } from '../../../../../support/kernel-lab.ts';

const circle = Array.from({ length: 129 }, (_, i) => -Math.PI + (TURN * i) / 128);

test('a projection is the mean of 2 atan(exp(s) tan(x/2)), shifted', () => {
  const s = [1.3, -0.7, 4];
  const rows = circle.slice(1, -1).map((x) => [x, ...s, 0.4]);
  const out = evaluateRows(rows, (k, [x, ...p]) => [projection(3).forward(k, x!, p).value]);
  rows.forEach(([x], i) => {
    const wanted = 0.4 + s.reduce((sum, e) => sum + (2 * Math.atan(Math.exp(e) * Math.tan(x! / 2))) / 3, 0);
    expect(out[i]![0]).toBeCloseTo(wanted, 12);
  });
});

describe.each([projection(2), circularSpline(5)].map((t) => [t.key, t] as const))('%s', (_, transform) => {
  const rowsOf = (size: number): number[][] =>
    circle.map((x, i) => [x, ...[...someNumbers(transform.parameters, 7 + i)].map((p) => size * p)]);
  const forward = (rows: number[][]) =>
    evaluateRows(rows, (k, [x, ...p]) => {
      const { value, logSlope } = transform.forward(k, x!, p);
      return [value, logSlope];
    });

  test('once round the circle, smoothly, with the slope that it says', () => {
    const p = [...someNumbers(transform.parameters, 3)].map((x) => 2 * x);
    const h = 1e-6;
    const [at, above, below] = [0, h, -h].map((e) => forward(circle.map((x) => [x + e, ...p]))) as [
      number[][],
      number[][],
      number[][],
    ];
    circle.slice(1, -1).forEach((_x, i) => {
      const slope = (above[i + 1]![0]! - below[i + 1]![0]!) / (2 * h);
      expect(Math.log(slope)).toBeCloseTo(at[i + 1]![1]!, 4);
    });
    expect(at.at(-1)![0]! - at[0]![0]!).toBeCloseTo(TURN, 12);
    expect(at.at(-1)![1]!).toBeCloseTo(at[0]![1]!, 10);
  });

  test.each([1, 4, 12])('the preimage of any value is found to rounding, parameters up to %d', (size) => {
    const rows = rowsOf(size);
    const lattice = new Lattice(newDevice(), [2, 66], 'f64', 2);
    const n = transform.parameters;
    const [y, p, x] = [lattice.field(1), lattice.field(n), lattice.field(1)];
    const pick = Array.from({ length: lattice.volume }, (_i, i) => rows[i % rows.length]!);
    // anywhere on the line
    const wanted = pick.map((row, i) => row[0]! + TURN * ((i % 5) - 2));
    lattice.write(y, Float64Array.from(wanted));
    lattice.write(p, Float64Array.from(pick.flatMap((row) => row.slice(1))));
    makeFindPreimage(lattice, transform)(
      y,
      p,
      x,
      sitesOfSamples(lattice, () => true),
    );
    const found = lattice.read(x);
    const back = forward(pick.map((row, i) => [found[i]!, ...row.slice(1)]));
    back.forEach(([value, logSlope], i) => {
      expect(found[i]! >= -Math.PI - 1e-12 && found[i]! <= Math.PI + 1e-12).toBe(true);
      // a steep function cannot be met closer than a rounding of x allows
      const tolerance = 3e-14 * Math.max(1, Math.exp(logSlope!));
      expect(angleDistance(value!, wanted[i]!)).toBeLessThan(tolerance);
    });
  });
});
