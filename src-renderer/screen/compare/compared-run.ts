/** One run among those that are compared. */
import type { RunRow } from '../../../src-main/contract/index.ts';

export interface ComparedRun {
  readonly run: string;
  readonly name: string;
  /** Gives its colour and dash. */
  readonly place: number;
  /** Undefined for a run that is no more. */
  readonly row: RunRow | undefined;
}
