/**
 * Rates from repeated short chunks of work. Medians, because a machine that does something else now and then slows single chunks,
 * never speeds one up; `p85` is what it does undisturbed. Test: test/unit/main/bench/sampling.test.ts.
 */
import { performance } from 'node:perf_hooks';
import { quantile } from '../../src-engine/statistics/quantile.ts';

/** Something to repeat: one run does `work` units. */
export interface Repeatable {
  readonly work: number;
  run(): void;
}

/** Units per second: median, and 85th percentile. */
export interface Rate {
  readonly p50: number;
  readonly p85: number;
}

export interface Clock {
  /** Milliseconds. */
  now(): number;
}

const CHUNK_MS = 1.5;
const WINDOW_MS = 50;
const MIN_RUNS = 3;
const STEADY = 0.97;
const SHORTEST_WARM_UP_MS = 500;
const LONGEST_WARM_UP_MS = 1000;

const msOf = (clock: Clock, runs: number, work: Repeatable): number => {
  const began = clock.now();
  for (let i = 0; i < runs; i++) work.run();
  return clock.now() - began;
};

/**
 * Runs until V8 has replaced its baseline code (in the background, some 0.1 s after first use): until the best time of a run has not
 * improved over two windows, for half a second to a second.
 */
export const warmUp = (work: Repeatable, clock: Clock = performance): void => {
  const began = clock.now();
  let best = Number.POSITIVE_INFINITY;
  let steady = 0;
  while (steady < 2 || clock.now() - began < SHORTEST_WARM_UP_MS) {
    const windowBegan = clock.now();
    let here = Number.POSITIVE_INFINITY;
    for (let n = 0; n < MIN_RUNS || clock.now() - windowBegan < WINDOW_MS; n++)
      here = Math.min(here, msOf(clock, 1, work));
    steady = here > STEADY * best ? steady + 1 : 0;
    best = Math.min(best, here);
    if (clock.now() - began >= LONGEST_WARM_UP_MS) return;
  }
};

/** Rates of chunks of about 1.5 ms, at least one run each, for `seconds`. */
export const sampleRate = (work: Repeatable, seconds: number, clock: Clock = performance): Rate => {
  const runs = Math.max(1, Math.floor(CHUNK_MS / Math.max(1e-6, msOf(clock, 1, work))));
  const rates: number[] = [];
  const began = clock.now();
  while (rates.length < MIN_RUNS || clock.now() - began < 1000 * seconds)
    rates.push((1000 * runs * work.work) / msOf(clock, runs, work));
  return rateOf(rates);
};

const at = (values: readonly number[], probability: number): number =>
  quantile(Float64Array.from(values).sort(), probability);

const rateOf = (rates: readonly number[]): Rate => ({ p50: at(rates, 0.5), p85: at(rates, 0.85) });

/** Medians over rounds, quantity by quantity. */
export const medianRate = (rounds: readonly Rate[]): Rate => ({
  p50: at(
    rounds.map((r) => r.p50),
    0.5,
  ),
  p85: at(
    rounds.map((r) => r.p85),
    0.5,
  ),
});
