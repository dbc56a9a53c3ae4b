/**
 * Parts of the space of fields that a flow trained by the reverse divergence may leave out, with the probability that the target gives them. Weights do not
 * tell of a lost one, for samples of the flow never go there (K. Nicoli et al., arXiv:2302.14082).
 *   Scalar field with Z2 symmetry: the sign of the magnetisation, 1/2 each.
 *   U(1) in two dimensions, V sites, volume of the links (2 pi)^-1 each: the topological charge Q = (1/2 pi) sum_x wrap(theta_P),
 *     P(Q) = int dt/2pi cos(t Q) Z(t)/Z(0),   Z(t) = sum_n f(n + t/2pi)^V,   f(k) = int dphi/2pi exp(beta cos phi) cos(k phi)
 *     (U.-J. Wiese, Nucl. Phys. B318 (1989) 153).
 * Proved by test/unit/engine/learn/train/modes.test.ts.
 */
import type { Field } from '../../lattice/lattice.ts';
import { sampleSums } from '../samples.ts';
import { plaquetteAngle } from '../target/u1.ts';

export interface Modes {
  /** What is told apart, for messages. */
  readonly name: string;
  /** The mode of each sample. */
  label(x: Field): Float64Array;
  /** Of the modes that count. */
  readonly probabilities: ReadonlyMap<number, number>;
}

export const signModes: Modes = {
  name: 'sign of the magnetisation',
  label: (x) => sampleSums(x).map((m) => (m < 0 ? -1 : 1)),
  probabilities: new Map([
    [-1, 0.5],
    [1, 0.5],
  ]),
};

/** The topological charge of each sample of angles. */
export const chargesOf = (x: Field): Float64Array => {
  const { lattice } = x;
  const density = lattice.field(1);
  const kernel = lattice.kernel('u1 charges of samples', (k) => {
    const angles = k.field('angles', 2);
    const out = k.field('charge', 1);
    const turns = k.mul(k.constant(1 / (2 * Math.PI)), plaquetteAngle(k, angles, k.here, 0, 1));
    k.store(out, 0, k.sub(turns, k.nearest(turns)));
  });
  kernel([x, density]);
  const sums = sampleSums(density);
  lattice.release(density);
  // an integer up to rounding
  return sums.map((q) => Math.round(q));
};

const POINTS = 512;
/** f(k), by Simpson's rule over [0, pi]; times exp(-beta), which cancels. */
const characterOf = (beta: number, k: number): number => {
  let sum = 0;
  for (let i = 0; i <= POINTS; i++) {
    const phi = (Math.PI * i) / POINTS;
    const weight = i === 0 || i === POINTS ? 1 : i % 2 === 0 ? 2 : 4;
    sum += weight * Math.exp(beta * (Math.cos(phi) - 1)) * Math.cos(k * phi);
  }
  return sum / (3 * POINTS);
};

/** P(Q), |Q| <= `largest`. */
export const chargeProbabilities = (beta: number, volume: number, largest: number): Map<number, number> => {
  const angles = 4 * largest + 8;
  const reach = 24;
  const z = Array.from({ length: angles }, (_, j) => {
    let sum = 0;
    for (let n = -reach; n <= reach; n++) sum += characterOf(beta, n + j / angles) ** volume;
    return sum;
  });
  const all = new Map<number, number>();
  for (let q = -largest; q <= largest; q++) {
    let sum = 0;
    for (let j = 0; j < angles; j++) sum += Math.cos((2 * Math.PI * j * q) / angles) * z[j]!;
    all.set(q, sum / (angles * z[0]!));
  }
  return all;
};

export const chargeModes = (beta: number, volume: number): Modes => ({
  name: 'topological charge',
  label: chargesOf,
  // what is rarer is not expected in an evaluation
  probabilities: new Map([...chargeProbabilities(beta, volume, 24)].filter(([, p]) => p > 1e-3)),
});

/** Samples of a mode that must be expected before it can be missed, and the fraction of them below which it is. */
const EXPECTED = 20;
const MISSING = 0.1;

/** Modes that the samples of these labels leave out. */
export const lostModes = ({ probabilities }: Modes, labels: Float64Array): number[] => {
  const lost: number[] = [];
  for (const [mode, p] of probabilities) {
    const expected = p * labels.length;
    const seen = labels.reduce((n, label) => n + (label === mode ? 1 : 0), 0);
    if (expected >= EXPECTED && seen < MISSING * expected) lost.push(mode);
  }
  return lost;
};
