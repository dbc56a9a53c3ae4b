/**
 * Samples of a flow as proposals, numbered 0, 1, 2, ...: proposal n and its weight depend on (seed, stage, n) and the flow's parameters, not on how many are
 * made at once. In 65536 proposals the update number of the random numbers rises by one.
 * Proved by test/unit/engine/learn/sample/independence.test.ts.
 */
import type { Field } from '../../lattice/lattice.ts';
import type { Flow } from '../flow.ts';
import { runForward, runInverse } from '../run-flow.ts';
import { sampleSums } from '../samples.ts';
import type { Target } from '../target.ts';

const ROW = 2 ** 16;

export interface ProposalAddress {
  readonly seed: number;
  /** Of the random numbers; the stage behind it is for accepting. 0 when absent. */
  readonly stage?: number;
}

export class Proposals {
  readonly flow: Flow;
  readonly target: Target;
  readonly address: ProposalAddress;
  /** The proposals made last. */
  readonly x: Field;
  private readonly density: Field;

  constructor(flow: Flow, target: Target, address: ProposalAddress) {
    this.flow = flow;
    this.target = target;
    this.address = address;
    this.x = flow.lattice.field(flow.components);
    this.density = flow.lattice.field(1);
  }

  /** x <- proposals `first`, `first` + 1, ...; their log p - log q, up to log Z. There are as many as the flow has samples, or fewer where a row ends. */
  make(first: number): Float64Array {
    const { flow, x, density } = this;
    const firstSample = first % ROW;
    flow.prior.draw(x, {
      seed: this.address.seed,
      purpose: 'sampler',
      update: Math.floor(first / ROW),
      stage: this.address.stage ?? 0,
      firstSample,
    });
    runForward(flow, x, density, false);
    const logQ = sampleSums(density);
    return this.weights(x, logQ).subarray(0, ROW - firstSample);
  }

  /** log p - log q of any fields, up to log Z; through the inverse flow. */
  weigh(fields: Field): Float64Array {
    const { flow, density } = this;
    const z = flow.lattice.field(flow.components);
    flow.lattice.copy(fields, z);
    runInverse(flow, z, density, false);
    flow.lattice.release(z);
    return this.weights(fields, sampleSums(density));
  }

  release(): void {
    this.flow.lattice.release(this.x);
    this.flow.lattice.release(this.density);
  }

  private weights(x: Field, logQ: Float64Array): Float64Array {
    this.target.action(x, this.density, 1);
    const action = sampleSums(this.density);
    return logQ.map((q, i) => -action[i]! - q);
  }
}

export interface Proposed {
  readonly logWeights: Float64Array;
  /** What `observe` said of each proposal, one array for each observable. */
  readonly observed: readonly Float64Array[];
}

/** Proposals `first` to `first + count - 1`, and what was seen on them: `observe` gives one number per sample for each observable. */
export const propose = (
  source: Proposals,
  first: number,
  count: number,
  observe: (x: Field) => readonly Float64Array[] = () => [],
): Proposed => {
  const logWeights = new Float64Array(count);
  const observed: Float64Array[] = [];
  for (let done = 0; done < count; ) {
    const weights = source.make(first + done).subarray(0, count - done);
    logWeights.set(weights, done);
    observe(source.x).forEach((values, i) => {
      observed[i] ??= new Float64Array(count);
      observed[i].set(values.subarray(0, weights.length), done);
    });
    done += weights.length;
  }
  return { logWeights, observed };
};
