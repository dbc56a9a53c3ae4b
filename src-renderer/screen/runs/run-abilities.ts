/** What can be done to a run in its state. Test: test/unit/renderer/screen/runs/run-abilities.test.ts. */
import type { RunRow } from '../../../src-main/contract/index.ts';

type Facts = Pick<RunRow, 'state' | 'queued'>;

export const canStart = ({ state, queued }: Facts): boolean =>
  queued === null && state !== 'running' && state !== 'finished';

/** Also takes it out of the queue. */
export const canStop = ({ state, queued }: Facts): boolean => queued !== null || state === 'running';

/** Nobody may be writing to it. */
export const canTrash = (row: Facts): boolean => !canStop(row);
