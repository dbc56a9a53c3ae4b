/** Loops and lines against plain code over arrays, on lattices of every kind: odd, tiny, without a dimension to split. */
import { describe, expect, it } from 'vitest';
import {
  measureLinkTrace,
  measurePlaquette,
  measureRectangle,
  measureWilsonLoops,
  plaquetteField,
} from '../../../../src-engine/observable/index.ts';
import { plaquetteLoops } from '../../../../src-engine/observable/plaquette.ts';
import { rectangleField } from '../../../../src-engine/observable/rectangle.ts';
import { groupCases, newLattice, randomGaugeField } from '../../../support/lattice.ts';
import { everySite, linkOf, plainLoopSum, traceOf, twistedTrace } from '../../../support/plain-gauge.ts';
import { randomField } from '../../../support/random-field.ts';

const cases = groupCases([
  [1, [3, 5]],
  [1, [4, 4]],
  [2, [2, 3]],
  [2, [3, 2, 4]],
  [3, [3, 3, 3]],
  [3, [2, 4, 3, 2]],
  [4, [2, 2, 2, 3]],
]);

const mean = (values: readonly number[]): number => values.reduce((s, x) => s + x, 0) / values.length;

describe.each(cases)('$name', ({ group, dims }) => {
  const configuration = randomField(dims, group.colours, 5);
  const field = randomGaugeField(dims, group.colours, 5);
  const d = dims.length;
  const volume = field.lattice.volume;
  const planes = Array.from({ length: d }, (_, nu) =>
    Array.from({ length: nu }, (_, mu) => [mu, nu] as const),
  )
    .flat()
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  /** The mean of R x T loops with R along mu and T along nu. */
  const plainLoop = (mu: number, nu: number, r: number, t: number): number => {
    const loop = [
      ...new Array<number>(r).fill(mu + 1),
      ...new Array<number>(t).fill(nu + 1),
      ...new Array<number>(r).fill(-mu - 1),
      ...new Array<number>(t).fill(-nu - 1),
    ];
    return plainLoopSum(configuration, loop) / volume;
  };

  it('measures the plaquette of every plane', () => {
    const { mean: all, space, time, planes: each } = measurePlaquette(field);
    const plain = planes.map(([mu, nu]) => plainLoop(mu, nu, 1, 1));
    plain.forEach((value, i) => expect(each[i]!.value).toBeCloseTo(value, 13));
    expect(all).toBeCloseTo(mean(plain), 13);
    expect(time).toBeCloseTo(mean(plain.filter((_, i) => planes[i]![1] === d - 1)), 13);
    if (d === 2) expect(space).toBeUndefined();
    else expect(space).toBeCloseTo(mean(plain.filter((_, i) => planes[i]![1] < d - 1)), 13);
  });

  it('measures both orientations of the rectangle', () => {
    const plain = planes.map(([mu, nu]) => (plainLoop(mu, nu, 2, 1) + plainLoop(mu, nu, 1, 2)) / 2);
    const measured = measureRectangle(field);
    plain.forEach((value, i) => expect(measured.planes[i]!.value).toBeCloseTo(value, 13));
    expect(measured.mean).toBeCloseTo(mean(plain), 13);
  });

  it('has fields whose values belong to their sites', () => {
    for (const [make, r] of [
      [plaquetteField, 1],
      [rectangleField, 2],
    ] as const) {
      const density = make(field);
      const values = field.lattice.read(density);
      const site = field.lattice.volume - 2;
      const x = everySite(dims)[site]!;
      planes.forEach(([mu, nu], p) => {
        const one = twistedTrace(configuration, x, loopOf(mu, nu, r, 1));
        const other = twistedTrace(configuration, x, loopOf(nu, mu, r, 1));
        expect(values[site * planes.length + p]).toBeCloseTo((one + other) / (2 * group.colours), 13);
      });
      field.lattice.release(density);
    }
  });

  it('measures Wilson loops in all sizes, also longer than the lattice', () => {
    const loops = measureWilsonLoops(field, { maxR: 4, maxT: 5 });
    expect(loops).toHaveLength(20);
    const space = Array.from({ length: d - 1 }, (_, mu) => mu);
    for (const { r, t, value } of loops)
      expect(value).toBeCloseTo(mean(space.map((mu) => plainLoop(mu, d - 1, r, t))), 12);
    const all = measureWilsonLoops(field, { maxR: 2, maxT: 3, planes: 'all' });
    for (const { r, t, value } of all)
      expect(value).toBeCloseTo(
        mean(planes.flatMap(([mu, nu]) => [plainLoop(mu, nu, r, t), plainLoop(nu, mu, r, t)])),
        12,
      );
  });

  it('measures the link trace', () => {
    const traces = everySite(dims).flatMap((x) =>
      dims.map((_, mu) => traceOf(linkOf(configuration, x, mu), group.colours)[0]),
    );
    expect(measureLinkTrace(field)).toBeCloseTo(mean(traces) / group.colours, 13);
  });
});

const loopOf = (mu: number, nu: number, r: number, t: number): number[] => [
  ...new Array<number>(r).fill(mu + 1),
  ...new Array<number>(t).fill(nu + 1),
  ...new Array<number>(r).fill(-mu - 1),
  ...new Array<number>(t).fill(-nu - 1),
];

it('takes links of space from the smeared field and links of time from the field itself', () => {
  const lattice = newLattice([3, 4, 2]);
  const field = randomGaugeField([3, 4, 2], 2, 1, lattice);
  const spatial = randomGaugeField([3, 4, 2], 2, 2, lattice);
  const own = randomField([3, 4, 2], 2, 1);
  const other = randomField([3, 4, 2], 2, 2);
  const mixed = { ...own, links: own.links.map((x, i) => (Math.floor(i / 8) % 3 < 2 ? other.links[i]! : x)) };
  for (const { r, t, value } of measureWilsonLoops(field, { maxR: 3, maxT: 2, spatial })) {
    const plain = [0, 1].map((mu) => plainLoopSum(mixed, loopOf(mu, 2, r, t)) / lattice.volume);
    expect(value).toBeCloseTo(mean(plain), 12);
  }
});

it('counts the flux of a twisted boundary', () => {
  const dims = [3, 4, 2, 3];
  const flux = [{ mu: 0, nu: 2, units: 1 }];
  const field = randomGaugeField(dims, 3, 9);
  const measured = measurePlaquette(field, plaquetteLoops(field, flux)).planes;
  const plain = plainLoopSum(randomField(dims, 3, 9), [1, 3, -1, -3], flux) / field.lattice.volume;
  expect(measured[1]!.plane).toBe('xz');
  expect(measured[1]!.value).toBeCloseTo(plain, 13);
  expect(Math.abs(measurePlaquette(field).planes[1]!.value - plain)).toBeGreaterThan(1e-3);
});

it('gives memory back', () => {
  const field = randomGaugeField([4, 4, 4, 4], 3);
  const once = (): number => {
    measureWilsonLoops(field, { maxR: 2, maxT: 2 });
    return field.lattice.device.bytes;
  };
  const bytes = once();
  expect(once()).toBe(bytes);
});
