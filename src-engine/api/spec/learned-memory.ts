/**
 * Memory of a training: for each sample and site of a batch, what the layers keep for their backward passes (two numbers of 4 bytes for each channel), the
 * sample itself with its cotangents, and the neighbour table; evaluations sample in smaller batches of double precision.
 * An upper estimate of what grows with batch and lattice; parameters are small beside it, but for dense networks.
 * Proof: test/unit/engine/run/training-run.test.ts (against what a training takes).
 */
import type { FlowSpec } from './flow-spec.ts';
import { type RunSpec, replicasOf } from './run-spec.ts';

/** Numbers for each site that one layer keeps. */
const keptByLayer = (flow: FlowSpec, directions: number): number => {
  const field = 4 * directions;
  if ('hidden' in flow) {
    const outputs = 'bins' in flow ? 3 * flow.bins : 'size' in flow ? 3 * flow.size : 2;
    const channels = flow.hidden.reduce((sum, n) => sum + n, 0);
    return flow.network === 'convolution' ? 2 * (channels + outputs) + field : 2 * outputs + field;
  }
  return flow.kind === 'continuous' ? 4 + flow.frequencies + flow.features : 16 * field;
};

const layersOf = (flow: FlowSpec): number => {
  if ('couplings' in flow) return flow.couplings;
  return flow.kind === 'continuous' ? 4 * flow.steps : 8 * flow.sweeps;
};

/** Weights of dense networks, which see all sites at once; with gradient and moments. */
const denseBytes = (flow: FlowSpec, sites: number): number => {
  if (!('hidden' in flow) || flow.network !== 'dense') return 0;
  const widths = [sites, ...flow.hidden, 2 * sites];
  return 16 * flow.couplings * widths.slice(1).reduce((sum, n, i) => sum + n * widths[i]!, 0);
};

/** Samples that a flow of double precision carries between replicas at once, at least. */
const CARRIED = 2;

/** Samples of double precision on their way through a flow, of which the specification knows their number only. */
const proposalBytes = (spec: RunSpec, sites: number, directions: number): number => {
  const batches = spec.phase.flatMap(({ update }) =>
    update.map((one) => (one.algorithm === 'flow' ? one.batch : 0)),
  );
  const samples = replicasOf(spec) * batches.reduce((sum, n) => sum + n, 0);
  const carried = CARRIED * (spec.exchange?.models.length ?? 0);
  return 8 * 32 * directions * sites * (samples + carried);
};

export const learnedBytes = (spec: RunSpec): number => {
  const { lattice, flow, training } = spec;
  const sites = lattice.dims.reduce((product, extent) => product * extent, 1);
  const directions = lattice.dims.length;
  if (flow === undefined || training === undefined) return proposalBytes(spec, sites, directions);
  const numbers = layersOf(flow) * keptByLayer(flow, directions) + 8 * directions + 8;
  return 4 * sites * training.batch * (numbers + 2 * directions) + denseBytes(flow, sites);
};
