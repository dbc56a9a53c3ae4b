/** Meson correlators against their definition on free quarks, symmetries, and sources against one another. */
import { describe, expect, it } from 'vitest';
import { MESON_CHANNELS, type MesonChannel } from '../../../../src-engine/api/spec/hadron-spec.ts';
import { channelsIn } from '../../../../src-engine/hadron/channels.ts';
import { mesonCorrelators, pionCorrelator } from '../../../../src-engine/hadron/mesons.ts';
import { spinGram } from '../../../../src-engine/hadron/spin-gram.ts';
import { gaugeFieldOf, getConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import {
  coldField,
  elementOf,
  freeMeson,
  freeWilsonPropagator,
  NOISE,
  plainBasis,
  plainChannel,
  propagatorOf,
  quarkOn,
  staggeredQuark,
  wilsonQuark,
} from '../../../support/hadron-lab.ts';
import { newLattice, randomGaugeField } from '../../../support/lattice.ts';
import {
  type Z,
  type ZMatrix,
  zadd,
  zconj,
  zidentity,
  zmul,
  zproduct,
} from '../../../support/plain-complex.ts';
import { everySite, linkAt } from '../../../support/plain-gauge.ts';
import { gaugeTransformed } from '../../../support/random-field.ts';

const close = (found: readonly number[], wanted: readonly number[], digits = 11): void => {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((x, t) => {
    expect(found[t]!).toBeCloseTo(x, digits);
  });
};

describe('free Wilson quarks', () => {
  it.each([
    [[2, 4, 2, 6], 3],
    [[4, 6], 1],
  ])('every channel on %j is the trace over both quarks in momentum space', (dims, colours) => {
    const kappa = 0.11;
    const channels = channelsIn(dims.length);
    const found = mesonCorrelators(
      propagatorOf(quarkOn(coldField(dims, colours), wilsonQuark(kappa))),
      channels,
    );
    const propagator = freeWilsonPropagator(dims, kappa);
    channels.forEach((channel, i) => {
      const gamma = plainChannel(channel, dims.length);
      const wanted = freeMeson(dims, colours, propagator, gamma, gamma);
      close(
        found[i]!,
        wanted.map(([re]) => re),
      );
      for (const [, im] of wanted) expect(im).toBeCloseTo(0, 12);
    });
  });

  it('the pion is positive and the largest of all at every time', () => {
    const found = mesonCorrelators(
      propagatorOf(quarkOn(randomGaugeField([2, 2, 2, 4], 3), wilsonQuark(0.12))),
      MESON_CHANNELS,
    );
    const pion = found[MESON_CHANNELS.indexOf('g5')]!;
    for (const values of found)
      values.forEach((x, t) => expect(Math.abs(x)).toBeLessThanOrEqual(pion[t]! * (1 + 1e-12)));
  });
});

describe('sources', () => {
  const gauge = randomGaugeField([2, 2, 2, 4], 3, 5);
  const channels: readonly MesonChannel[] = ['g5', '1', 'gx', 'g5gt', 'gtgz'];
  const point = (quark = quarkOn(gauge, wilsonQuark(0.12)), position = [0, 0, 0, 0]) =>
    propagatorOf(quark, { source: 'point', position });

  it('a wall is the sum of its points', () => {
    const quark = quarkOn(gauge, wilsonQuark(0.12));
    const wall = propagatorOf(quark, { source: 'wall', time: 1 });
    const points = everySite([2, 2, 2]).map((x) => point(quark, [...x, 1]));
    for (const site of [0, 9, 31]) {
      for (const [s, c, b, i] of [
        [0, 0, 0, 0],
        [3, 2, 1, 1],
        [2, 1, 3, 0],
      ] as const) {
        const sum = points.reduce((total, p) => total + elementOf(p, site)(s, c, b, i)[1], 0);
        expect(elementOf(wall, site)(s, c, b, i)[1]).toBeCloseTo(sum, 12);
      }
    }
  });

  it.each(['z2', 'z4', 'gaussian'] as const)('%s noise gives the mean over points', (kind) => {
    const quark = quarkOn(gauge, wilsonQuark(0.1), 4, 1e-8);
    const points = everySite([2, 2, 2]).map((x) => mesonCorrelators(point(quark, [...x, 2]), channels));
    const hits = 48;
    const noisy = Array.from({ length: hits }, (_, i) =>
      mesonCorrelators(
        propagatorOf(quark, { source: kind, time: 2, hits: 1 }, { seed: i, update: 0 }),
        channels,
      ),
    );
    channels.forEach((_, c) => {
      for (let t = 0; t < 4; t++) {
        const exact = points.reduce((s, p) => s + p[c]![t]!, 0) / points.length;
        const values = noisy.map((n) => n[c]![t]!);
        const mean = values.reduce((s, x) => s + x, 0) / hits;
        const error = Math.sqrt(values.reduce((s, x) => s + (x - mean) ** 2, 0) / (hits * (hits - 1)));
        expect(Math.abs(mean - exact)).toBeLessThan(4.5 * error + 1e-12);
      }
    });
  });

  it('hits of one source are the mean of the hits', () => {
    const quark = quarkOn(gauge, wilsonQuark(0.12));
    const both = pionCorrelator(propagatorOf(quark, { source: 'z4', hits: 2 }, NOISE));
    const one = pionCorrelator(propagatorOf(quark, { source: 'z4', hits: 1 }, NOISE));
    const three = pionCorrelator(propagatorOf(quark, { source: 'z4', hits: 3 }, NOISE));
    const second = both.map((x, t) => 2 * x - one[t]!);
    const third = three.map((x, t) => 3 * x - 2 * both[t]!);
    for (const x of [...second, ...third]) expect(x).toBeGreaterThan(0);
    expect(Math.abs(second[1]! - one[1]!)).toBeGreaterThan(1e-6);
    expect(Math.abs(third[1]! - second[1]!)).toBeGreaterThan(1e-6);
  });

  it('columns side by side are columns one by one', () => {
    const one = mesonCorrelators(point(), channels);
    const four = mesonCorrelators(point(quarkOn(gauge, wilsonQuark(0.12), 4)), channels);
    const five = mesonCorrelators(point(quarkOn(gauge, wilsonQuark(0.12), 5)), channels);
    channels.forEach((_, c) => {
      close(four[c]!, one[c]!);
      close(five[c]!, one[c]!);
    });
  });
});

describe.each([
  ['Wilson', wilsonQuark(0.12)],
  ['staggered', staggeredQuark(0.4)],
] as const)('%s quarks on a random field', (_, spec) => {
  const dims = [2, 2, 4, 4];
  const gauge = randomGaugeField(dims, 3, 9);
  const original = mesonCorrelators(propagatorOf(quarkOn(gauge, spec)), MESON_CHANNELS);

  it('correlators are gauge invariant', () => {
    const other = gaugeFieldOf(newLattice(dims), gaugeTransformed(getConfiguration(gauge)));
    const found = mesonCorrelators(propagatorOf(quarkOn(other, spec)), MESON_CHANNELS);
    MESON_CHANNELS.forEach((_, c) => close(found[c]!, original[c]!));
  });

  it('and the same from the same place of a translated field', () => {
    const configuration = getConfiguration(gauge);
    const by = [1, 0, 3, 2];
    const links = new Float64Array(configuration.links.length);
    for (const x of everySite(dims)) {
      const from = linkAt(configuration, x, 0);
      const to = linkAt(
        configuration,
        x.map((n, mu) => n + by[mu]!),
        0,
      );
      links.set(configuration.links.subarray(from, from + 72), to);
    }
    const moved = gaugeFieldOf(newLattice(dims), { ...configuration, links });
    const found = mesonCorrelators(
      propagatorOf(quarkOn(moved, spec), { source: 'point', position: by }),
      MESON_CHANNELS,
    );
    MESON_CHANNELS.forEach((_, c) => close(found[c]!, original[c]!));
  });
});

describe('staggered quarks', () => {
  const dims = [2, 2, 4, 6];
  const propagator = propagatorOf(quarkOn(randomGaugeField(dims, 3, 2), staggeredQuark(0.3)));

  it('have the phases of spin x taste products of gamma matrices', () => {
    const { gamma } = plainBasis(4);
    const ofSite = (x: readonly number[]): ZMatrix =>
      x.reduce<ZMatrix>((m, n, mu) => (n % 2 === 1 ? zproduct(m, gamma[mu]!) : m), zidentity(4));
    for (const [i, values] of mesonCorrelators(propagator, MESON_CHANNELS).entries()) {
      const channel = plainChannel(MESON_CHANNELS[i]!, 4);
      const wanted = new Array<number>(6).fill(0);
      everySite(dims).forEach((x, site) => {
        const there = ofSite(x);
        // products of gammas are unitary: there channel there^+ = sign channel
        const dagger = [...x]
          .reverse()
          .reduce<ZMatrix>((m, n, k) => (n % 2 === 1 ? zproduct(m, gamma[3 - k]!) : m), zidentity(4));
        const turned = zproduct(there, channel, dagger);
        const [row, column] = channel
          .flatMap((r, a) => r.map((z, b) => [a, b, z] as const))
          .find(([, , z]) => Math.hypot(...z) > 0.5)!;
        const sign = Math.round(
          turned[row]![column]![0] * channel[row]![column]![0] +
            turned[row]![column]![1] * channel[row]![column]![1],
        );
        const parity = x.reduce((s, n) => s + n, 0) % 2 === 0 ? 1 : -1;
        for (let c = 0; c < 3; c++)
          for (let a = 0; a < 3; a++) {
            const [re, im] = elementOf(propagator, site)(0, a, 0, c);
            wanted[x[3]!]! += sign * parity * (re * re + im * im);
          }
      });
      close(values, wanted);
    }
  });

  it('obey the identity of the exact axial symmetry: m sum |S|^2 = Re tr S(0, 0)', () => {
    const total = pionCorrelator(propagator).reduce((s, x) => s + x, 0);
    const trace = [0, 1, 2].reduce((s, c) => s + elementOf(propagator, 0)(0, c, 0, c)[0], 0);
    expect(0.3 * total).toBeCloseTo(trace, 11);
  });
});

it('the sums behind all channels are S S^* over colours and sites of a slice', () => {
  const dims = [2, 2, 2, 4];
  const propagator = propagatorOf(quarkOn(randomGaugeField(dims, 3, 12), wilsonQuark(0.12)), {
    source: 'point',
    position: [0, 1, 0, 1],
  });
  const { spins, matrix } = spinGram(propagator);
  for (const [t, s, b, s1, b1] of [
    [0, 0, 0, 2, 1],
    [1, 3, 1, 0, 2],
    [3, 1, 2, 1, 2],
  ] as const) {
    let sum: Z = [0, 0];
    everySite(dims).forEach((x, site) => {
      if (x[3] !== (t + 1) % 4) return;
      const element = elementOf(propagator, site);
      for (let a = 0; a < 3; a++)
        for (let c = 0; c < 3; c++) sum = zadd(sum, zmul(element(s, a, b, c), zconj(element(s1, a, b1, c))));
    });
    const at = 2 * ((s * spins + b) * spins * spins + s1 * spins + b1);
    expect(matrix[t]![at]).toBeCloseTo(sum[0], 12);
    expect(matrix[t]![at + 1]).toBeCloseTo(sum[1], 12);
  }
});
