/** What a kind of flow is made of; `release` lets go of what its layers share. */
import type { FlowLayer, Prior } from '../flow.ts';

export interface FlowParts {
  readonly prior: Prior;
  readonly layers: readonly FlowLayer[];
  /** See `Flow`. */
  readonly integrated?: true;
  release(): void;
}
