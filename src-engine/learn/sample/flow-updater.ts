/**
 * An update of a chain by proposals of a flow: independence Metropolis from wherever other updates (HMC, heat bath) have brought the field, whose weight is found
 * through the inverse flow. Exact together with any other exact update. Proposal j of update u is number (u - 1) P + j of the item's sequence, whatever the batch,
 * and nothing is remembered from update to update but proposals made ahead: a chain that goes on repeats itself bit for bit.
 * Proved by test/unit/engine/learn/sample/flow-updater.test.ts, test/statistics/flow-sampling.test.ts.
 */
import type { FlowUpdate } from '../../api/spec/flow-spec.ts';
import { invariant } from '../../base/invariant.ts';
import type { Flow } from '../flow.ts';
import type { Target } from '../target.ts';
import type { ChainField } from './chain-field.ts';
import { accepts } from './independence.ts';
import { type ProposalAddress, Proposals } from './proposals.ts';

export interface FlowUpdaterOptions {
  /** Of double precision; its samples are made at once. */
  readonly flow: Flow;
  /** The same flow for a few samples, to weigh where the chain stands; `flow` itself when absent. */
  readonly weigher?: Flow;
  /** The action that the other updates have. */
  readonly target: Target;
  readonly field: ChainField;
  readonly proposals: FlowUpdate['proposals'];
  /** The chain begins with the first proposal of all, wherever the field was: an ordered or disordered one may be so rare for the flow that it stays for long. */
  readonly fresh?: boolean;
}

export interface FlowUpdater {
  readonly name: 'flow';
  apply(draw: { readonly seed: number; readonly update: number; readonly stage: number }): {
    readonly acceptance: number;
  };
  release(): void;
}

export const flowUpdater = (options: FlowUpdaterOptions): FlowUpdater => {
  const { flow, weigher = flow, target, field, proposals, fresh = false } = options;
  invariant(flow.lattice.layout.precision === 'f64', 'proposals of a chain in single precision');
  const perSample = (flow.lattice.volume / flow.samples) * flow.components;
  const current = weigher.lattice.field(weigher.components);
  let source: Proposals | undefined;
  let weighing: Proposals | undefined;
  let made: { readonly first: number; readonly logWeights: Float64Array } | undefined;

  /** Proposal `n`, made now or before: its place in the source, its log weight. */
  const proposal = (from: Proposals, n: number): { readonly sample: number; readonly logWeight: number } => {
    if (made === undefined || n < made.first || n >= made.first + made.logWeights.length)
      made = { first: n, logWeights: from.make(n) };
    const sample = n - made.first;
    return { sample, logWeight: made.logWeights[sample]! };
  };
  const sources = (address: ProposalAddress): [Proposals, Proposals] => {
    if (source?.address.seed !== address.seed || source.address.stage !== address.stage) {
      source?.release();
      source = new Proposals(flow, target, address);
      made = undefined;
    }
    weighing ??= new Proposals(weigher, target, address);
    return [source, weighing];
  };

  return {
    name: 'flow',
    apply: ({ seed, update, stage }) => {
      const address = { seed, stage };
      const [from, scales] = sources(address);
      const values = field.read();
      invariant(values.length === perSample, 'a flow of another lattice');
      // every sample of the weigher is to be a field that can be
      for (let s = 0; s < weigher.samples; s++) weigher.lattice.writeRange(current, s * perSample, values);
      let logWeight = scales.weigh(current)[0]!;
      let accepted = 0;
      for (let j = 0; j < proposals; j++) {
        const n = (update - 1) * proposals + j;
        const next = proposal(from, n);
        const begins = fresh && n === 0;
        if (!begins && !accepts(address, n, next.logWeight, logWeight)) continue;
        accepted++;
        logWeight = next.logWeight;
        // the next proposal may be of another batch
        const begin = next.sample * perSample;
        field.write(flow.lattice.readRange(from.x, begin, begin + perSample, new Float64Array(perSample)));
      }
      return { acceptance: accepted / proposals };
    },
    release: () => {
      source?.release();
      weighing?.release();
      weigher.lattice.release(current);
    },
  };
};
