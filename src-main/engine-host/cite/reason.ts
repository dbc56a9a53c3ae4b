/** Why a run cites a work. */
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import type { WorkName } from './works.ts';

export interface Reason {
  readonly work: WorkName;
  readonly why: string;
  readonly applies: (spec: RunSpec) => boolean;
}
