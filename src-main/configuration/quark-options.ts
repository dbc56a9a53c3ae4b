/** What observables of quarks are measured with: the quark, sources of propagators, traces. */
import type { ValenceSpec } from '../../src-engine/api/spec/dirac-spec.ts';
import type { MesonChannel, SourceSpec } from '../../src-engine/api/spec/hadron-spec.ts';
import type { TraceOptions } from '../../src-engine/hadron/condensate.ts';

export interface QuarkOptions {
  readonly quark: ValenceSpec;
  readonly source: SourceSpec;
  readonly channels: readonly MesonChannel[];
  readonly traces: TraceOptions;
  readonly eigenvalues: { readonly count: number; readonly tolerance: number };
  readonly noiseSeed: number;
}
