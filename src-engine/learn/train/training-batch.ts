/**
 * The fields of one batch of training, and what estimators share: samples x = f(z) with log q and the action, cotangents with one weight per sample.
 */
import type { Field } from '../../lattice/lattice.ts';
import type { SampleAddress } from '../../random/stream.ts';
import type { Flow } from '../flow.ts';
import { runForward } from '../run-flow.ts';
import { fillSamples, sampleSums } from '../samples.ts';
import type { Target } from '../target.ts';

export class TrainingBatch {
  readonly flow: Flow;
  readonly target: Target;
  /** The samples. */
  readonly x: Field;
  /** For the image of the samples under the inverse flow. */
  readonly z: Field;
  /** dL/dx, and the weights that it was made with. */
  readonly bar: Field;
  readonly weight: Field;
  /** One number per site, for whoever sums it at once. */
  readonly density: Field;

  constructor(flow: Flow, target: Target) {
    this.flow = flow;
    this.target = target;
    const { lattice, components } = flow;
    this.x = lattice.field(components);
    this.z = lattice.field(components);
    this.bar = lattice.field(components);
    this.weight = lattice.field(1);
    this.density = lattice.field(1);
  }

  get samples(): number {
    return this.flow.samples;
  }

  /** x <- f(z), z of the prior; log q of each sample. */
  draw(at: SampleAddress, keep: boolean): Float64Array {
    this.flow.prior.draw(this.x, at);
    runForward(this.flow, this.x, this.density, keep);
    return sampleSums(this.density);
  }

  /** The action of each sample, couplings times `scale`. */
  action(scale: number): Float64Array {
    this.target.action(this.x, this.density, scale);
    return sampleSums(this.density);
  }

  /** weight <- one number per sample. */
  weigh(values: Float64Array): void {
    fillSamples(values, this.weight);
  }

  clearBar(): void {
    const { device, layout } = this.x.lattice;
    const words = layout.outerVolume * this.bar.components * 4;
    device.uint32(this.bar.address, words).fill(0);
  }

  release(): void {
    for (const field of [this.x, this.z, this.bar, this.weight, this.density])
      this.flow.lattice.release(field);
  }
}

/** log p - log q, up to log Z. */
export const logWeightsOf = (logQ: Float64Array, action: Float64Array): Float64Array =>
  logQ.map((q, i) => -action[i]! - q);
