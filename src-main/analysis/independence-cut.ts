/**
 * Where a chain of proposals of a flow alone may be cut. Its state depends on where it stood only until a proposal is accepted, and proposals know nothing of the chain, so
 * it forgets its beginning within its longest wait for an acceptance: that many updates are left out. Detection in a series (cut.ts) would take the plateaus of
 * refused proposals for a drift, and leave out far more.
 * Test: test/unit/main/analysis/independence-cut.test.ts.
 */
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import type { CommonCut } from './cut.ts';
import type { History } from './history.ts';

/** The series that the cut is found in. */
export const WAITS = 'acceptance';

/** Nothing but proposals moves the chain, in all its phases, and what accepts them is recorded once. */
export const isIndependent = ({ phase, training, exchange }: RunSpec): boolean =>
  training === undefined &&
  exchange === undefined &&
  phase.every(({ update }) => update.length === 1 && update[0]!.algorithm === 'flow');

const waiting =
  'For more than half of the history no proposal was accepted once, so averages hang on where the chain began. Run longer, or train the flow further.';

/** Undefined before anything has been accepted or refused. */
export const independenceCut = (histories: readonly History[]): CommonCut | undefined => {
  const acceptance = histories.find(({ name }) => name === WAITS);
  if (acceptance === undefined || acceptance.values.length === 0) return undefined;
  const { values, update } = acceptance;
  let longest = 0;
  let wait = 0;
  for (const value of values) {
    wait = value > 0 ? 0 : wait + 1;
    longest = Math.max(longest, wait);
  }
  // the first sample is one of the flow itself
  const samples = Math.min(longest + 1, values.length);
  const length = update?.[samples - 1] ?? samples;
  return {
    kind: 'detected',
    unit: 'updates',
    length,
    ...(2 * longest < values.length ? {} : { warning: waiting }),
  };
};
