/** Runs in the order in which they were made. Test: test/unit/main/workspace/by-age.test.ts. */
import type { RunSummary } from './run-summary.ts';

type Dated = Pick<RunSummary, 'id' | 'created'>;

/** Time of creation as text that sorts; from the identifier, to the second, where the log has lost it. */
const dateOf = ({ id, created }: Dated): string =>
  created ?? id.replace(/^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2}).*$/, '$1-$2-$3T$4:$5:$6');

/** Oldest first. Identifiers alone do not order runs that were made within one second. */
export const byAge = <T extends Dated>(runs: readonly T[]): readonly T[] =>
  [...runs].sort((a, b) => (dateOf(a) + a.id < dateOf(b) + b.id ? -1 : 1));
