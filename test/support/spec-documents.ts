/** Small documents for tests of the run specification, and stand-ins for the loop language. */
import type { CheckLoops } from '../../src-engine/api/spec/read-spec.ts';
import { fail, ok } from '../../src-engine/base/result.ts';

/** For specs with a preset action: any loop text is a mistake of the test. */
export const noLoops: CheckLoops = () => fail('action.syntax', 'no loops expected', 'Use a preset.');

/** Takes any text as its own canonical form; linear unless it says "square". */
export const anyLoops: CheckLoops = (loops) =>
  ok({ canonical: loops, linearInLinks: !loops.includes('square') });

export type Document = Record<string, unknown>;

/** The smallest document that reads as a spec, with top-level keys replaced. */
export const minimal = (changes: Document = {}): Document => ({
  version: 1,
  seed: 1,
  lattice: { dims: [4, 4, 4, 4], group: 'SU(3)' },
  action: { beta: 5.7 },
  phase: [{ updates: 10, update: [{ algorithm: 'hmc' }] }],
  ...changes,
});
