/**
 * A passage between two replicas through the prior that trained flows have in common: f = f_far f_near^-1, and back f_near f_far^-1. A replica without a flow stands
 * at the prior itself (links at beta = 0), or is taken to be near enough to it: exact in any case, since exchanges are accepted by the true actions.
 * Proved by test/unit/engine/learn/sample/replica-exchange.test.ts, test/statistics/replica-exchange.test.ts.
 */
import type { Field } from '../../lattice/lattice.ts';
import type { Flow } from '../flow.ts';
import { sampleSums } from '../samples.ts';
import type { ChainField } from './chain-field.ts';
import type { Passage } from './replica-exchange.ts';

/** Flows of double precision. `view` is a field of the run as they take it. */
export const flowPassage = (
  near: Flow | undefined,
  far: Flow | undefined,
  view: (field: Field) => ChainField,
): Passage | undefined => {
  const some = near ?? far;
  if (some === undefined) return undefined;
  const { lattice, samples, components } = some;
  const perSample = (lattice.volume / samples) * components;
  const x = lattice.field(components);
  const carry = (from: Field, to: Field, down: Flow | undefined, up: Flow | undefined): number => {
    const values = view(from).read();
    // every sample is to be a field that can be
    for (let s = 0; s < samples; s++) lattice.writeRange(x, s * perSample, values);
    const logJ = lattice.field(1);
    for (const layer of down?.layers.toReversed() ?? []) layer.inverse(x, logJ, false);
    for (const layer of up?.layers ?? []) layer.forward(x, logJ, false);
    view(to).write(lattice.readRange(x, 0, perSample, new Float64Array(perSample)));
    const [sum] = sampleSums(logJ);
    lattice.release(logJ);
    return sum!;
  };
  return {
    forward: (from, to) => carry(from, to, near, far),
    inverse: (from, to) => carry(from, to, far, near),
    release: () => lattice.release(x),
  };
};
