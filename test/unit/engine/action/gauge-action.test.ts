import { describe, expect, test } from 'vitest';
import { GaugeAction } from '../../../../src-engine/action/gauge-action.ts';
import type { LoopAction } from '../../../../src-engine/action/loop-action.ts';
import { parseLoopAction } from '../../../../src-engine/action/loop-language.ts';
import type { Flux } from '../../../../src-engine/action/twist.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { groupOfColours } from '../../../../src-engine/group/group.ts';
import { storeMatrix } from '../../../../src-engine/kernel/complex.ts';
import { makeGaugeField, setCold, setConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import type { Lattice } from '../../../../src-engine/lattice/lattice.ts';
import { groupCases, newLattice } from '../../../support/lattice.ts';
import {
  dagger,
  everySite,
  linkOf,
  multiply,
  plainLoopSum,
  plainPlaquetteSum,
  plainStaple,
  traceOf,
} from '../../../support/plain-gauge.ts';
import { gaugeTransformed, randomField } from '../../../support/random-field.ts';

const loopsOf = (text: string, colours: number, dimensions: number): LoopAction =>
  unwrap(parseLoopAction(text, groupOfColours(colours), dimensions));

const CASES = groupCases([
  [1, [4, 4]],
  [1, [3, 5]],
  [1, [2, 2, 2, 2]],
  [2, [2, 6]],
  [2, [3, 3, 5]],
  [2, [2, 3, 4, 2]],
  [3, [4, 4]],
  [3, [4, 2, 3]],
  [3, [2, 4, 2, 2]],
  [3, [3, 3, 3, 3]],
  [4, [4, 4, 2]],
  [4, [2, 2, 2, 4]],
]);

/** The staple of every link, by a kernel: out[(site d + mu) 2 N^2 ..]. */
const staples = (lattice: Lattice, action: GaugeAction, links: Parameters<GaugeAction['value']>[0]) => {
  const out = lattice.field(links.components);
  lattice.kernel(`test staples ${action.key}`, (k) => {
    const to = k.field('to', links.components);
    const args = action.declare(k);
    lattice.dims.forEach((_, mu) => {
      const a = action.staple(k, args, mu);
      storeMatrix(k, to, mu * 2 * a.length ** 2, a);
    });
  })([out, ...action.fields(links)], { params: action.params() });
  return lattice.read(out);
};

describe.each(CASES)('$name', ({ group, dims }) => {
  const n = group.colours;
  const d = dims.length;
  const lattice = newLattice(dims);
  const field = makeGaugeField(lattice, group);
  const configuration = randomField(dims, n, 11);

  test('the plaquette action is its definition', () => {
    setConfiguration(field, configuration);
    const action = new GaugeAction(lattice, loopsOf('plaquette: 5.5', n, d));
    const sum = plainPlaquetteSum(configuration);
    expect(action.loopSums(field.links)[0]).toBeCloseTo(sum, 10);
    expect(action.value(field.links)).toBeCloseTo(-5.5 * sum, 9);
  });

  test('the staple of the plaquette action is beta / N times the adjoint of the written-out staple', () => {
    setConfiguration(field, configuration);
    const action = new GaugeAction(lattice, loopsOf('plaquette: 5.5', n, d));
    const found = staples(lattice, action, field.links);
    everySite(dims).forEach((x, site) => {
      for (let mu = 0; mu < d; mu++) {
        const expected = dagger(plainStaple(configuration, x, mu), n);
        const at = (site * d + mu) * 2 * n * n;
        expected.forEach((value, i) => expect(found[at + i]).toBeCloseTo((5.5 / n) * value, 11));
      }
    });
  });

  test('every named loop is the sum over its loops in plain code', () => {
    setConfiguration(field, configuration);
    const text =
      d === 2
        ? 'plaquette: 1; rectangle: 2; x y y -x -y -y: 3'
        : 'plaquette: 1; rectangle: 2; chair: 3; parallelogram: 4; x z -x -z: 5';
    const loops = loopsOf(text, n, d);
    const action = new GaugeAction(lattice, loops);
    const sums = action.loopSums(field.links);
    const expected = loops.terms.map((t) =>
      t.loops.reduce((s, loop) => s + plainLoopSum(configuration, loop), 0),
    );
    expected.forEach((s, i) => expect(sums[i]).toBeCloseTo(s, 9));
    expect(action.value(field.links)).toBeCloseTo(
      -expected.reduce((s, x, i) => s + x * loops.terms[i]!.coupling, 0),
      8,
    );
  });

  test('gauge transformations do not change it', () => {
    const text = d === 2 ? 'plaquette: 1.5; rectangle: -0.2' : 'plaquette: 1.5; rectangle: -0.2; chair: 0.1';
    for (const fluxes of [[], [{ mu: 0, nu: 1, units: 1 }]]) {
      const action = new GaugeAction(lattice, loopsOf(text, n, d), fluxes);
      setConfiguration(field, configuration);
      const before = action.value(field.links);
      setConfiguration(field, gaugeTransformed(configuration, 3));
      const scale = lattice.volume * d * d;
      expect(Math.abs(action.value(field.links) - before) / scale).toBeLessThan(1e-12);
    }
  });

  test('unit links give one for every loop', () => {
    setCold(field);
    const text = d === 2 ? 'plaquette: 2; rectangle: 3' : 'plaquette: 2; chair: 3';
    const loops = loopsOf(text, n, d);
    const sums = new GaugeAction(lattice, loops).loopSums(field.links);
    loops.terms.forEach((t, i) => expect(sums[i]).toBeCloseTo(lattice.volume * t.loops.length, 10));
  });
});

test('actions on one lattice do not share kernels unless their loops are the same', () => {
  const lattice = newLattice([4, 4]);
  const configuration = randomField([4, 4], 2, 15);
  const field = makeGaugeField(lattice, groupOfColours(2));
  setConfiguration(field, configuration);
  for (const text of ['x y -x -y: 1', 'x x y -x -x -y: 1', 'x y y -x -y -y: 1', 'x y -x -y: 3']) {
    const loops = loopsOf(text, 2, 2);
    const expected = plainLoopSum(configuration, loops.terms[0]!.loops[0]!);
    expect(new GaugeAction(lattice, loops).loopSums(field.links)[0]).toBeCloseTo(expected, 10);
  }
});

describe('twisted boundaries', () => {
  const cases: [number, number[], Flux[]][] = [
    [2, [4, 4], [{ mu: 0, nu: 1, units: 1 }]],
    [3, [3, 4], [{ mu: 0, nu: 1, units: 2 }]],
    [
      3,
      [2, 3, 4],
      [
        { mu: 0, nu: 2, units: 1 },
        { mu: 1, nu: 2, units: 2 },
      ],
    ],
    [
      2,
      [2, 2, 2, 4],
      [
        { mu: 0, nu: 1, units: 1 },
        { mu: 2, nu: 3, units: 1 },
      ],
    ],
    [4, [2, 2, 4, 2], [{ mu: 1, nu: 3, units: 3 }]],
  ];

  test.each(cases)('SU(%i) on %j with flux %j: the action is the plain one', (n, dims, fluxes) => {
    const d = dims.length;
    const lattice = newLattice(dims);
    const configuration = randomField(dims, n, 12);
    const field = makeGaugeField(lattice, groupOfColours(n));
    setConfiguration(field, configuration);
    const text =
      d === 2
        ? 'plaquette: 1; rectangle: 2; x x x y y y -x -x -x -y -y -y: 3'
        : 'plaquette: 1; rectangle: 2; chair: 3; parallelogram: 4';
    const loops = loopsOf(text, n, d);
    const sums = new GaugeAction(lattice, loops, fluxes).loopSums(field.links);
    loops.terms.forEach((t, i) => {
      const plain = t.loops.reduce((s, loop) => s + plainLoopSum(configuration, loop, fluxes), 0);
      expect(sums[i]).toBeCloseTo(plain, 9);
      // and the twist matters
      expect(
        Math.abs(plain - t.loops.reduce((s, loop) => s + plainLoopSum(configuration, loop), 0)),
      ).toBeGreaterThan(1e-3);
    });
  });

  test.each(cases)(
    'SU(%i) on %j with flux %j: every staple closes its link to the loops through it',
    (n, dims, fluxes) => {
      const lattice = newLattice(dims);
      const configuration = randomField(dims, n, 13);
      const field = makeGaugeField(lattice, groupOfColours(n));
      setConfiguration(field, configuration);
      const action = new GaugeAction(lattice, loopsOf('plaquette: 2.5', n, dims.length), fluxes);
      const found = staples(lattice, action, field.links);
      // each plaquette has four links: the sum over links of Re tr(U A) is four times the action
      let total = 0;
      everySite(dims).forEach((x, site) => {
        for (let mu = 0; mu < dims.length; mu++) {
          const at = (site * dims.length + mu) * 2 * n * n;
          total += traceOf(multiply(linkOf(configuration, x, mu), found.slice(at, at + 2 * n * n), n), n)[0];
        }
      });
      expect(total).toBeCloseTo(-4 * action.value(field.links), 9);
    },
  );

  test('flux that is a multiple of N is none', () => {
    const lattice = newLattice([4, 4]);
    const twisted = new GaugeAction(lattice, loopsOf('plaquette: 1', 3, 2), [{ mu: 0, nu: 1, units: 3 }]);
    expect(twisted.key).toBe(new GaugeAction(lattice, loopsOf('plaquette: 1', 3, 2)).key);
  });

  test('cold links see the flux only at the corner', () => {
    // SU(2), one unit: the corner plaquette counts -1
    const lattice = newLattice([4, 4, 2]);
    const field = makeGaugeField(lattice, groupOfColours(2));
    setCold(field);
    const action = new GaugeAction(lattice, loopsOf('plaquette: 1', 2, 3), [{ mu: 0, nu: 1, units: 1 }]);
    expect(action.loopSums(field.links)[0]).toBeCloseTo(3 * 32 - 2 * 2, 10);
  });

  test('moved to another corner by centre elements on links, the action stays', () => {
    // multiplying U_0 on the line x_0 = L - 1, x_1 = j+1 .. L-1 by -1 moves the flux of SU(2) along axis 1: equivalent to translating it
    const dims = [4, 6];
    const lattice = newLattice(dims);
    const field = makeGaugeField(lattice, groupOfColours(2));
    const configuration = randomField(dims, 2, 14);
    const action = new GaugeAction(lattice, loopsOf('plaquette: 1; rectangle: 0.7', 2, 2), [
      { mu: 0, nu: 1, units: 1 },
    ]);
    setConfiguration(field, configuration);
    const before = action.value(field.links);
    // shift all links by one site in direction 1: the flux seen by them moves by one row back
    const links = new Float64Array(configuration.links.length);
    const site = 2 * 8;
    for (let y = 0; y < 6; y++) {
      for (let x = 0; x < 4; x++) {
        const from = (x + 4 * y) * site;
        links.set(configuration.links.subarray(from, from + site), (x + 4 * ((y + 1) % 6)) * site);
      }
    }
    // the shifted flux is at row 0, the action's at row 5: they differ by the sign of U_0 on the line between them
    const line = (3 + 4 * 0) * site;
    for (let i = 0; i < 8; i++) links[line + i]! *= -1;
    setConfiguration(field, { ...configuration, links });
    expect(action.value(field.links)).toBeCloseTo(before, 10);
  });

  test('twist eaters reach the minimum: every plaquette one', () => {
    // SU(2), flux 1: constant links i sigma_1 and i sigma_2 on the last line of each direction anticommute
    const dims = [3, 4];
    const lattice = newLattice(dims);
    const field = makeGaugeField(lattice, groupOfColours(2));
    setCold(field);
    const links = lattice.read(field.links);
    everySite(dims).forEach(([x, y], site) => {
      if (x === dims[0]! - 1) links.set([0, 0, 0, 1, 0, 1, 0, 0], site * 16);
      if (y === dims[1]! - 1) links.set([0, 0, 1, 0, -1, 0, 0, 0], site * 16 + 8);
    });
    lattice.write(field.links, links);
    const action = new GaugeAction(lattice, loopsOf('plaquette: 1', 2, 2), [{ mu: 0, nu: 1, units: 1 }]);
    expect(action.loopSums(field.links)[0]).toBeCloseTo(lattice.volume, 12);
  });
});
