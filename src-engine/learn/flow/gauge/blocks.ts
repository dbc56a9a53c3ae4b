/**
 * Couplings from the whole two-dimensional lattice down to single plaquettes. A block of n x m sites (n even, across direction d) is cut into halves, by moving
 * one link of the cut: the loop A around the upper half takes a change, that around the lower half the opposite one, and the loop S around the block stays. What is
 * moved on the circle is A - wrap(S)/2, given cos S. In a field of independent plaquettes its law depends on S alone, is even, and the same at both sides of S = pi,
 * so that a perfect map of the circle makes the flow perfect; as many couplings are needed as the number of sites can be halved. Coarse to fine as in S.-H. Li, L. Wang, arXiv:1802.02840; a loop
 * of many plaquettes is moved as a plaquette is in G. Kanwar et al., arXiv:2003.06413. Proved by test/unit/engine/learn/flow/gauge/blocks.test.ts.
 */
import { fail, ok, type Result } from '../../../base/result.ts';
import { gradient } from '../../../kernel/adjoint.ts';
import type { Site } from '../../../kernel/graph.ts';
import { cos, sin } from '../../../kernel/math.ts';
import type { Real, Tracer } from '../../../kernel/tracer.ts';
import type { Lattice } from '../../../lattice/lattice.ts';
import { wrapAngle } from './circle-transform.ts';
import { type LoopFeatures, type MovedLoops, sharedFields } from './moved-loops.ts';
import { sitesOfSamples } from './stripes.ts';

type Extents = readonly [number, number];

/** One way of cutting blocks into halves. */
export interface Cut {
  readonly block: Extents;
  /** Across this direction; the longer one. */
  readonly across: 0 | 1;
}

const halves = ({ block, across }: Cut): Extents =>
  across === 0 ? [block[0] / 2, block[1]] : [block[0], block[1] / 2];

/** From the whole lattice to blocks of two plaquettes. */
export const cutsOf = (dims: Extents): Cut[] => {
  const cuts: Cut[] = [];
  for (let block = dims; block[0] * block[1] > 1; ) {
    const cut: Cut = { block, across: block[0] > block[1] ? 0 : 1 };
    cuts.push(cut);
    block = halves(cut);
  }
  return cuts;
};

/**
 * The angle of the loop around the plaquettes that start at `here` and the sites after it; what is a lattice wide has no sides. Opposite links are taken together,
 * so that single precision sums no large numbers.
 */
const loopAngle = (k: Tracer, x: number, from: Site, [width, height]: Extents): Real => {
  const link = (a: number, b: number, mu: number): Real => {
    const site = k.shift(k.shift(from, 0, a), 1, b);
    return k.move([k.load(x, site, mu)], k.here)[0]!;
  };
  const pairs = [
    ...Array.from({ length: width }, (_, i) => k.sub(link(i, 0, 0), link(i, height, 0))),
    ...Array.from({ length: height }, (_, i) => k.sub(link(width, i, 1), link(0, i, 1))),
  ];
  return pairs.reduce((sum, pair) => k.add(sum, pair));
};

export interface Blocks extends MovedLoops {
  readonly cut: Cut;
}

const makeBlocks = (lattice: Lattice, cut: Cut): Blocks => {
  const { block, across } = cut;
  const half = block[across] / 2;
  const active = sitesOfSamples(
    lattice,
    (x) => x[across]! % block[across] === half && x[1 - across]! % block[1 - across]! === 0,
  );
  const fields = sharedFields(lattice);
  return {
    lattice,
    mu: across === 0 ? 1 : 0,
    cut,
    active,
    shared: fields.shared,
    release: () => {
      fields.release();
      lattice.device.release(active.address);
    },
  };
};

/** Numbers per site: the cosine of the loop around the block. */
const BLOCK_FEATURES = 1;

export const makeBlockFeatures = (blocks: Blocks): LoopFeatures => {
  const { lattice, active, cut } = blocks;
  const { block, across } = cut;
  const features = lattice.field(BLOCK_FEATURES);
  /** Of the same angle. */
  const sine = lattice.field(1);
  const key = `block ${block.join(' x ')} across ${across}`;
  const half = (k: Tracer, x: number): Real => loopAngle(k, x, k.here, halves(cut));
  const whole = (k: Tracer, x: number): Real =>
    loopAngle(k, x, k.shift(k.here, across, -block[across] / 2), block);
  const look = lattice.kernel(`${key} seen`, (k) => {
    const [x, cosine, sine] = [k.field('x', 2), k.field('cosine', BLOCK_FEATURES), k.field('sine', 1)];
    const angle = whole(k, x);
    k.store(cosine, 0, cos(k, angle));
    k.store(sine, 0, sin(k, angle));
  });
  const back = lattice.kernel('block back', (k) => {
    const [sine, bar, halfBar] = [k.field('sine', 1), k.field('bar', BLOCK_FEATURES), k.field('halfBar', 1)];
    const slope = k.mul(k.load(sine, k.here, 0), k.load(bar, k.here, 0));
    k.store(k.field('wholeBar', 1), 0, k.fma(k.constant(-0.5), k.load(halfBar, k.here, 0), k.neg(slope)));
  });
  const links = lattice.kernel(`${key} links`, (k) => {
    const [x, bar, halfBar, wholeBar] = [
      k.field('x', 2),
      k.field('bar', 2),
      k.field('halfBar', 1),
      k.field('wholeBar', 1),
    ];
    const sum = (kk: Tracer): Real =>
      kk.fma(kk.load(halfBar, kk.here, 0), half(kk, x), kk.mul(kk.load(wholeBar, kk.here, 0), whole(kk, x)));
    gradient(k, sum, x).forEach((slope, nu) => k.store(bar, nu, k.add(k.load(bar, k.here, nu), slope)));
  });
  return {
    key,
    count: BLOCK_FEATURES,
    angle: (k, x) => k.fma(k.constant(-0.5), wrapAngle(k, whole(k, x)), half(k, x)),
    look: (x) => {
      look([x, features, sine], { sites: active });
      return features;
    },
    handOn: (featuresBar, halfBar, bar) => {
      const wholeBar = blocks.shared('whole', 1);
      back([sine, featuresBar, halfBar, wholeBar], { sites: active });
      // linear in the angles: the links themselves are not read
      links([bar, bar, halfBar, wholeBar]);
    },
    release: () => {
      lattice.release(features);
      lattice.release(sine);
    },
  };
};

const isPower = (n: number): boolean => Number.isInteger(Math.log2(n));

/** The blocks of each of so many couplings: the finest cut last; with fewer the largest blocks stay whole, with more all cuts are made once again before. */
export const allBlocks = (
  lattice: Lattice,
  couplings: number,
): Result<{ ofLayer(layer: number): Blocks; release(): void }> => {
  const { dims } = lattice;
  if (dims.length !== 2 || !dims.every(isPower)) {
    return fail(
      'model.unsupported',
      `Blocks are halved down to single plaquettes, which needs two dimensions with extents that are powers of two, not ${dims.join(' x ')}.`,
      'Choose such a lattice, or other masks.',
      { dims },
    );
  }
  const cuts = cutsOf([dims[0]!, dims[1]!]);
  const all = cuts.map((cut) => makeBlocks(lattice, cut));
  return ok({
    ofLayer: (layer) => all.at(-1 - ((couplings - 1 - layer) % all.length))!,
    release: () => {
      for (const blocks of all) blocks.release();
    },
  });
};
