/** The same operator in its other forms: single precision, several vectors side by side, gauge transformed. */
import { describe, expect, test } from 'vitest';
import type { WilsonSpec } from '../../../../../src-engine/api/spec/dirac-spec.ts';
import { gaugeFieldOf } from '../../../../../src-engine/lattice/gauge-field.ts';
import type { Field } from '../../../../../src-engine/lattice/lattice.ts';
import { convertField } from '../../../../../src-engine/lattice/precision.ts';
import { distance, operatorOn, randomVector, valuesOf } from '../../../../support/dirac-lab.ts';
import { newLattice } from '../../../../support/lattice.ts';
import { gaugeTransformed, randomField } from '../../../../support/random-field.ts';

const SPEC: WilsonSpec = { operator: 'wilson', kappa: 0.139, boundary: 'antiperiodic', smearing: 'none' };

describe.each([
  [3, [4, 2, 4, 2]],
  [1, [4, 6]],
  [2, [2, 2]],
] as const)('%d colours on %j', (colours, dims) => {
  const lattice = newLattice(dims);
  const configuration = randomField(dims, colours, 31);
  const gauge = gaugeFieldOf(lattice, configuration);
  const d = operatorOn(gauge, SPEC);
  const { space, normal } = d;

  test('single precision', () => {
    const s = operatorOn(gauge, SPEC, { precision: 'f32' });
    expect(s.space.lattice.layout.precision).toBe('f32');
    const x = randomVector(lattice, space.components, 1, 'even');
    const y = s.space.vector();
    convertField(x, y);
    const [out, single] = [space.vector(), s.space.vector()];
    const same = (parity?: 'even'): void => {
      const error = distance(valuesOf(single, parity), valuesOf(out, parity));
      expect(error).toBeGreaterThan(0);
      expect(error).toBeLessThan(3e-6);
    };
    d.apply(out, x);
    s.apply(single, y);
    same();
    normal.apply(out, x);
    s.normal.apply(single, y);
    same('even');
    expect(s.normal.energy(y)[0]! / normal.energy(x)[0]!).toBeCloseTo(1, 5);
    normal.hermitian!(out, x, 0.4);
    s.normal.hermitian!(single, y, 0.4);
    same('even');
    // a force can be taken from it, too
    const momenta = [lattice, lattice].map((l) => l.field(dims.length * gauge.group.algebraComponents));
    [d, s].forEach((operator, i) => {
      const vectors = operator.normal.forceVectors(i === 0 ? x : y);
      operator.addToAction(vectors.y, vectors.x, 0.5);
      operator.kick(momenta[i]!, 1);
    });
    expect(distance(lattice.read(momenta[0]!), lattice.read(momenta[1]!))).toBeLessThan(1e-5);
    s.refresh();
    s.apply(single, y);
    d.apply(out, x);
    same();
  });

  test.each([
    ['periodic', 'f64', 2e-14],
    ['antiperiodic', 'f64', 2e-14],
    ['antiperiodic', 'f32', 4e-6],
  ] as const)('links without their third rows, %s, %s', (boundary, precision, tolerance) => {
    const spec = { ...SPEC, boundary };
    const [full, two] = (['full', 'two-rows'] as const).map((rows) =>
      operatorOn(gauge, spec, { precision, rows }),
    ) as [typeof d, typeof d];
    const at = full.space.lattice;
    const x = randomVector(at, space.components, 6);
    const [a, b] = [full.space.vector(), two.space.vector()];
    full.apply(a, x);
    two.apply(b, x);
    const error = distance(at.read(a), at.read(b));
    expect(error).toBeLessThan(tolerance);
    if (colours === 3) expect(error).toBeGreaterThan(0);
    full.normal.apply(a, x);
    two.normal.apply(b, x);
    expect(distance(valuesOf(a, 'even'), valuesOf(b, 'even'))).toBeLessThan(tolerance);
  });

  test.each(['f64', 'f32'] as const)('three vectors side by side, %s', (precision) => {
    const one = operatorOn(gauge, SPEC, { precision });
    const three = operatorOn(gauge, SPEC, { precision, blocks: 3 });
    const n = one.space.components;
    const at = one.space.lattice;
    const xs = [1, 2, 3].map((seed) => randomVector(at, n, seed));
    const pack = (parts: readonly Float64Array[]): Float64Array => {
      const out = new Float64Array(3 * n * at.volume);
      parts.forEach((values, b) => {
        for (let site = 0; site < at.volume; site++)
          out.set(values.subarray(site * n, site * n + n), (3 * site + b) * n);
      });
      return out;
    };
    const together = three.space.vector();
    at.write(together, pack(xs.map((x) => at.read(x))));
    const check = (act: (o: typeof one, out: Field, x: Field) => readonly number[] | undefined): void => {
      const out = three.space.vector();
      const numbers = act(three, out, together);
      const singles = xs.map((x) => {
        const result = one.space.vector();
        return { numbers: act(one, result, x), values: at.read(result) };
      });
      expect(distance(at.read(out), pack(singles.map((s) => s.values)))).toBe(0);
      if (numbers) {
        const expected = singles.flatMap((s) => [...(s.numbers ?? [])]).sort((a, b) => a - b);
        expect(distance(numbers, expected)).toBeLessThan(precision === 'f64' ? 1e-11 : 1e-3);
      }
    };
    check((o, out, x) => void o.apply(out, x));
    check((o, out, x) => void o.applyDagger(out, x));
    check((o, out, x) => void o.normal.apply(out, x));
    check((o, out, x) => void o.prepare(out, x));
    check((o, out, x) => {
      const energy = o.normal.energy(x);
      const alpha = o === three ? [0.5, 0.5, 0.5] : [0.5];
      return [...energy, ...o.normal.descend(out, x, alpha)].sort((a, b) => a - b);
    });
    check((o, out, x) => void o.normal.hermitian!(out, x, 0.3));
  });

  test('D x turns with x when the links are gauge transformed', () => {
    const seed = 2;
    const o = operatorOn(gaugeFieldOf(lattice, gaugeTransformed(configuration, seed)), SPEC);
    // the matrices that gaugeTransformed uses: first of two directions
    const g = randomField([lattice.volume, 1], colours, seed).links;
    const turned = (values: Float64Array): Float64Array => {
      const out = new Float64Array(values.length);
      for (let i = 0; i < values.length / (2 * colours); i++) {
        const site = Math.floor((2 * i * colours) / space.components);
        for (let a = 0; a < colours; a++) {
          for (let b = 0; b < colours; b++) {
            const at = site * 4 * colours * colours + 2 * (a * colours + b);
            const from = 2 * (i * colours + b);
            out[2 * (i * colours + a)]! += g[at]! * values[from]! - g[at + 1]! * values[from + 1]!;
            out[2 * (i * colours + a) + 1]! += g[at]! * values[from + 1]! + g[at + 1]! * values[from]!;
          }
        }
      }
      return out;
    };
    const x = randomVector(lattice, space.components, 4);
    const [gx, out] = [space.vector(), space.vector()];
    lattice.write(gx, turned(lattice.read(x)));
    o.apply(out, gx);
    const covariant = lattice.read(out);
    d.apply(out, x);
    expect(distance(covariant, turned(lattice.read(out)))).toBeLessThan(1e-13);
  });
});
