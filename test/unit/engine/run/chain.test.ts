import { expect, test } from 'vitest';
import type { PhaseSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { Chain } from '../../../../src-engine/run/chain.ts';
import type { UpdaterDraw } from '../../../../src-engine/run/updater.ts';

const sweep = { algorithm: 'metropolis', sweeps: 1, hits: 1, stepSize: 1 } as const;
const phases: readonly PhaseSpec[] = [
  { name: 'first', updates: 2, update: [sweep] },
  { name: 'second', updates: 3, update: [sweep, { ...sweep, hits: 2 }] },
];

const chainOf = () => {
  const draws: (UpdaterDraw & { readonly phase: number; readonly hits: number })[] = [];
  const chain = new Chain({ seed: 5, phase: phases }, (update, phase) => ({
    name: update.algorithm,
    apply: (draw) => {
      draws.push({ ...draw, phase, hits: update.algorithm === 'metropolis' ? update.hits : 0 });
      return { acceptance: draws.length };
    },
  }));
  return { chain, draws };
};

test('phases follow one another; every item of a list has stages of its own', () => {
  const { chain, draws } = chainOf();
  expect([chain.totalUpdates, chain.update, chain.phase]).toEqual([5, 0, 'first']);
  const values = Array.from({ length: 5 }, () => chain.step());
  expect([chain.update, chain.phase]).toEqual([5, 'second']);
  expect(values[1]).toEqual({ acceptance: 2 });
  expect(values[2]).toEqual({ acceptance: 3, 'acceptance.2': 4 });
  expect(draws.slice(1, 4)).toEqual([
    { seed: 5, update: 2, stage: 0, phase: 0, hits: 1 },
    { seed: 5, update: 3, stage: 0, phase: 1, hits: 1 },
    { seed: 5, update: 3, stage: 1024, phase: 1, hits: 2 },
  ]);
});

test('goes on with the update after the one that it was left at', () => {
  const { chain, draws } = chainOf();
  chain.restore(3);
  chain.step();
  expect(draws.map(({ update, phase }) => [update, phase])).toEqual([
    [4, 1],
    [4, 1],
  ]);
});
