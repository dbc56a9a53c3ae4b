/**
 * Random numbers that depend on what they are for and on nothing else: not on threads, blocks, layout or earlier draws.
 * Every number is a piece of one Philox block (philox.ts), found by
 *   key     = the run's seed: (low 32 bits, high 32 bits)
 *   counter = ( global site index x + X (y + Y (z + Z t)),
 *               stage 2^16 + number of the block within the stage (both below 2^16),
 *               update number, low 32 bits,
 *               purpose 2^24 + update number, bits 32 to 55 ).
 * A stage is one kernel launch within an update: direction, parity, sub-step. Give every launch of one update and purpose its own.
 * On a lattice of many samples the site index is sample * sites + site; a `SampleAddress` says which of a long row of samples the first one is.
 * Proved by test/unit/engine/random/stream.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { log, sincosTurns } from '../kernel/math.ts';
import type { Real, Tracer, Uint } from '../kernel/tracer.ts';
import { philox, type Words2, type Words4 } from './philox.ts';

/** What random numbers are for. The numbers are part of every chain's definition: never change one, only add. */
export const PURPOSES = {
  start: 1,
  momentum: 2,
  accept: 3,
  heatbath: 4,
  metropolis: 5,
  overrelaxation: 6,
  gauge: 7,
  noise: 8,
  pseudofermion: 9,
  sampler: 10,
  weights: 11,
  cluster: 12,
  exchange: 13,
  test: 255,
} as const;
export type Purpose = keyof typeof PURPOSES;

/** Which random numbers. */
export interface DrawAddress {
  /** The run's seed, an integer of at most 53 bits. */
  readonly seed: number;
  readonly purpose: Purpose;
  /** Number of the update (sweep, trajectory), below 2^53. */
  readonly update: number;
  /** Number of the launch within the update; 0 when absent. */
  readonly stage?: number;
}

const MAX_STAGE = 2 ** 16;
const MAX_BLOCKS = 2 ** 16;
const isCount = (n: number, limit: number): boolean => Number.isInteger(n) && n >= 0 && n < limit;

/** Key and counter words 1 to 3 of the first block. */
const addressWords = (a: DrawAddress): readonly [number, number, number, number, number] => {
  const stage = a.stage ?? 0;
  invariant(isCount(a.seed, 2 ** 53), `seed ${a.seed}`);
  invariant(isCount(a.update, 2 ** 53), `update number ${a.update}`);
  invariant(isCount(stage, MAX_STAGE), `stage ${stage} of an update`);
  const high = (n: number): number => Math.floor(n / 2 ** 32);
  return [
    a.seed >>> 0,
    high(a.seed),
    stage * MAX_BLOCKS,
    a.update >>> 0,
    PURPOSES[a.purpose] * 2 ** 24 + high(a.update),
  ];
};

/** Key and counter of one block at one site. */
export const drawCounter = (
  a: DrawAddress,
  site: number,
  block: number,
): { readonly key: Words2<number>; readonly counter: Words4<number> } => {
  invariant(isCount(block, MAX_BLOCKS), `random block ${block} of a stage`);
  const [k0, k1, first, low, high] = addressWords(a);
  return { key: [k0, k1], counter: [site, first + block, low, high] };
};

/** The integer parameters that `openStream` declared, for a launch. */
export const streamParams = (a: DrawAddress): number[] => [...addressWords(a)];

/** The random numbers of one kernel; it numbers its own draws. */
export interface KernelStream {
  readonly key: Words2<Uint>;
  readonly first: Uint;
  readonly update: Words2<Uint>;
  /** Added to the index of the site; absent for none. */
  readonly origin?: Uint;
  blocks: number;
}

/** Random numbers of samples `firstSample` (0 when absent), `firstSample` + 1, ... of a row of samples: cut into batches anywhere, they are the same. */
export interface SampleAddress extends DrawAddress {
  readonly firstSample?: number;
}

/** Declares five integer parameters (see `streamParams`). Open one stream per kernel. */
export const openStream = (k: Tracer): KernelStream => ({
  key: [k.uparam(), k.uparam()],
  first: k.uparam(),
  update: [k.uparam(), k.uparam()],
  blocks: 0,
});

/** The same for the samples of a batch lattice: six integer parameters (see `sampleStreamParams`). */
export const openSampleStream = (k: Tracer): KernelStream => ({ ...openStream(k), origin: k.uparam() });

/** The integer parameters that `openSampleStream` declared; `sites` of one sample. */
export const sampleStreamParams = (a: SampleAddress, sites: number): number[] => {
  const origin = (a.firstSample ?? 0) * sites;
  invariant(isCount(origin, 2 ** 32), `sample ${a.firstSample} of ${sites} sites`);
  return [...streamParams(a), origin];
};

/** Four fresh random words. */
export const nextBlock = (k: Tracer, stream: KernelStream): Words4<Uint> => {
  const block = stream.blocks++;
  invariant(block < MAX_BLOCKS, `${k.name} draws too many random numbers at a site`);
  const number = block === 0 ? stream.first : k.uadd(stream.first, k.uint(block));
  const site = stream.origin === undefined ? k.siteIndex() : k.uadd(k.siteIndex(), stream.origin);
  return philox(k, stream.key, [site, number, stream.update[0], stream.update[1]]);
};

/** `n` reals in the open interval (0, 1), two from each block: words (0, 1) and (2, 3). */
export const uniforms = (k: Tracer, stream: KernelStream, n: number): Real[] => {
  const out: Real[] = [];
  while (out.length < n) {
    const w = nextBlock(k, stream);
    out.push(k.unit(w[0], w[1]));
    if (out.length < n) out.push(k.unit(w[2], w[3]));
  }
  return out;
};

/** `n` normal deviates of variance 1, two from each pair of uniforms (u, v): sqrt(-2 log u) (cos, sin)(2 pi v) (Box and Muller, 1958). */
export const gaussians = (k: Tracer, stream: KernelStream, n: number): Real[] => {
  const out: Real[] = [];
  while (out.length < n) {
    const [u, v] = uniforms(k, stream, 2) as [Real, Real];
    const radius = k.sqrt(k.mul(k.constant(-2), log(k, u)));
    const { sin, cos } = sincosTurns(k, v);
    out.push(k.mul(radius, cos));
    if (out.length < n) out.push(k.mul(radius, sin));
  }
  return out;
};
