/**
 * A lattice whose kernels and layers of networks are carried out by operations of TensorFlow.js, in single precision, on the same memory: a flow that is made on it
 * (`FlowOptions.makeLattice`) is an independent evaluation of that flow. Forward passes only: what adds over sites, draws numbers or goes backward is refused.
 * Proved by test/unit/engine/learn/tensorflow/tensor-lattice.test.ts.
 */
import { invariant } from '../../base/invariant.ts';
import type { Device } from '../../kernel/device.ts';
import type { Graph } from '../../kernel/graph.ts';
import { type Tracer, trace } from '../../kernel/tracer.ts';
import { type Kernel, Lattice, type SiteList } from '../../lattice/lattice.ts';
import type { CarriesLayers, ForwardMap } from '../network/carried-layers.ts';
import { activate, dense, periodicConvolution } from './convolution.ts';
import { evaluateKernel } from './evaluate-kernel.ts';
import { type Tensor, tf } from './tensorflow.ts';

const numbersOf = (x: Tensor): Float32Array => x.dataSync() as Float32Array;

/** Fields that a kernel stores to. */
const writtenBy = ({ statements }: Graph): ReadonlySet<number> =>
  new Set(statements.flatMap((s) => (s.kind === 'store' ? [s.field] : [])));

export class TensorLattice extends Lattice implements CarriesLayers {
  private readonly graphs = new Map<string, Graph>();
  private readonly masks = new Map<number, Uint8Array>();

  constructor(device: Device, dims: readonly number[], samples: number) {
    super(device, dims, 'f32', samples);
  }

  override kernel(name: string, body: (k: Tracer) => void): Kernel {
    const graphOf = (): Graph => {
      const known = this.graphs.get(name) ?? trace(name, this.dims.length, body, 'f32');
      this.graphs.set(name, known);
      return known;
    };
    return (fields, { params = [], sites } = {}) => {
      const graph = graphOf();
      invariant(graph.reductions.length === 0, `${name}: TensorFlow.js does not add over sites`);
      const before = fields.map((field) => this.read(field));
      const after = tf.tidy(() => {
        const tensors = fields.map(({ components }, i) => this.tensor(before[i]!, components));
        return evaluateKernel(graph, tensors, params).map(numbersOf);
      });
      for (const f of writtenBy(graph)) this.write(fields[f]!, this.chosen(before[f]!, after[f]!, sites));
      return new Float64Array(0);
    };
  }

  /** A layer of a network, from address to address. */
  forwardMap({
    map,
    activation,
    parameters,
    pieces,
  }: Parameters<CarriesLayers['forwardMap']>[0]): ForwardMap {
    const { inputs, outputs, inputSites, outputSites } = map.forward;
    return (x, output) => {
      const numbers = parameters.values();
      const of = ({ offset, length, shape }: (typeof pieces)['weights']): Tensor =>
        tf.tensor(numbers.slice(offset, offset + length), [...shape]);
      const result = tf.tidy(() => {
        const given = this.readSites(x, inputSites, inputs);
        const flat = map.shape.length === 2;
        const input = flat
          ? tf.tensor(given, [this.layout.samples, inputSites * inputs])
          : this.tensor(given, inputs);
        const [weights, biases] = [of(pieces.weights), of(pieces.biases)];
        const sums = flat ? dense(input, weights, biases) : periodicConvolution(input, weights, biases);
        return numbersOf(activate(activation, sums));
      });
      this.writeSites(output, outputSites, outputs, result);
    };
  }

  private tensor(values: ArrayLike<number>, components: number): Tensor {
    const { dims, samples } = this.layout;
    return tf.tensor(Float32Array.from(values), [samples, ...[...dims].reverse(), components]);
  }

  /** New values at the sites of a list, old ones elsewhere. */
  private chosen(old: Float64Array, now: Float32Array, list: SiteList | undefined): Float64Array {
    if (list === undefined) return Float64Array.from(now);
    const mask = this.maskOf(list);
    const components = old.length / mask.length;
    return old.map((value, i) => (mask[Math.floor(i / components)] === 1 ? now[i]! : value));
  }

  private maskOf({ address, count }: SiteList): Uint8Array {
    const known = this.masks.get(address);
    if (known) return known;
    const { lanes, outerOf, laneOf, volume } = this.layout;
    const bits = new Map<number, number>();
    for (const entry of this.device.int32(address, count)) bits.set(entry >> lanes, entry);
    const mask = Uint8Array.from({ length: volume }, (_, site) => {
      const entry = bits.get(outerOf[site]!) ?? 0;
      return (entry >> laneOf[site]!) & 1;
    });
    this.masks.set(address, mask);
    return mask;
  }

  /** [sample][site][channel] of what lies at an address as [site][group of samples][channel][lane]. */
  private readSites(address: number, sites: number, channels: number): Float32Array {
    const out = new Float32Array(sites * channels * this.layout.samples);
    this.eachOfSites(address, sites, channels, (memory, at, i) => {
      out[i] = memory[at]!;
    });
    return out;
  }

  private writeSites(address: number, sites: number, channels: number, values: Float32Array): void {
    this.eachOfSites(address, sites, channels, (memory, at, i) => {
      memory[at] = values[i]!;
    });
  }

  private eachOfSites(
    address: number,
    sites: number,
    channels: number,
    visit: (memory: Float32Array, at: number, i: number) => void,
  ): void {
    const { samples, lanes } = this.layout;
    const memory = this.device.float32(address, sites * channels * samples);
    let i = 0;
    for (let sample = 0; sample < samples; sample++)
      for (let site = 0; site < sites; site++) {
        const group = site * (samples / lanes) + Math.floor(sample / lanes);
        for (let c = 0; c < channels; c++, i++)
          visit(memory, (group * channels + c) * lanes + (sample % lanes), i);
      }
  }
}
