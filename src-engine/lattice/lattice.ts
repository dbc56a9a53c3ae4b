/**
 * A lattice on a device: layout, neighbour tables, fields and the kernels that run over it.
 */
import { invariant } from '../base/invariant.ts';
import type { Device, LoadedKernel } from '../kernel/device.ts';
import { lowerToWasm } from '../kernel/lower-wasm/lower.ts';
import type { Target } from '../kernel/lower-wasm/lowered-kernel.ts';
import type { Precision } from '../kernel/lower-wasm/opcodes.ts';
import { type Tracer, trace } from '../kernel/tracer.ts';
import { copiesOfLane, type Layout, makeBatchLayout, makeLayout } from './layout.ts';

/** `components` real numbers at every site. */
export interface Field {
  readonly lattice: Lattice;
  readonly address: number;
  readonly components: number;
}

/** Some sites of a lattice, for a kernel to run over. */
export interface SiteList {
  readonly address: number;
  readonly count: number;
  /** Number of sites (not registers). */
  readonly sites: number;
  /** Every register of the list holds sites of the list only: nothing need be masked. */
  readonly whole: boolean;
}

export interface LaunchOptions {
  readonly params?: readonly number[];
  readonly uparams?: readonly number[];
  /** Only these sites; all of them when absent. */
  readonly sites?: SiteList;
}

export interface KernelOptions {
  /**
   * Whether loops over a list of sites first ask for what the following sites need (lower-wasm/touch.ts); yes when absent. It pays where the
   * sites of the list are far apart or the fields do not fit into the caches, and costs a seventh of a short kernel where they do.
   */
  readonly touch?: boolean;
}

/** A kernel bound to a lattice. Fields are given in the order the kernel declares them; reductions come back in theirs. */
export type Kernel = (fields: readonly Field[], options?: LaunchOptions) => Float64Array;

export class Lattice {
  readonly device: Device;
  readonly layout: Layout;
  private readonly neighbours: number;
  private readonly siteIndex: number;

  /** `samples` independent lattices side by side when given (layout.ts). */
  constructor(device: Device, dims: readonly number[], precision: Precision = 'f64', samples?: number) {
    this.device = device;
    this.layout =
      samples === undefined ? makeLayout(dims, precision) : makeBatchLayout(dims, samples, precision);
    const { neighbours, outerVolume, lanes, outerOf, laneOf, volume } = this.layout;
    this.neighbours = device.allocate(neighbours.byteLength);
    device.int32(this.neighbours, neighbours.length).set(neighbours);
    this.siteIndex = device.allocate(outerVolume * 16);
    const words = 4 / lanes;
    const table = device.uint32(this.siteIndex, outerVolume * 4);
    for (let site = 0; site < volume; site++) {
      for (const lane of copiesOfLane(this.layout, laneOf[site]!))
        table[outerOf[site]! * 4 + lane * words] = site;
    }
  }

  get dims(): readonly number[] {
    return this.layout.dims;
  }
  get volume(): number {
    return this.layout.volume;
  }

  /** A field of zeros. */
  field(components: number): Field {
    return {
      lattice: this,
      address: this.device.allocate(this.layout.outerVolume * components * 16),
      components,
    };
  }

  release(field: Field): void {
    this.device.release(field.address);
  }

  copy(from: Field, to: Field): void {
    invariant(from.components === to.components, 'copy between fields of different size');
    const bytes = this.layout.outerVolume * from.components * 16;
    new Uint8Array(this.device.executor.buffer()).copyWithin(to.address, from.address, from.address + bytes);
  }

  /** A list of global sites. A register is visited once, with a mask of the lanes that belong to the list. */
  siteList(sites: Iterable<number>): SiteList {
    const { lanes, outerOf, laneOf } = this.layout;
    const masks = new Map<number, number>();
    let n = 0;
    for (const site of sites) {
      n++;
      const o = outerOf[site]!;
      let bits = masks.get(o) ?? 0;
      for (const lane of copiesOfLane(this.layout, laneOf[site]!)) bits |= 1 << lane;
      masks.set(o, bits);
    }
    const entries = Int32Array.from(
      [...masks.entries()].sort((a, b) => a[0] - b[0]),
      ([o, bits]) => (o << lanes) | bits,
    );
    const address = this.device.allocate(entries.byteLength);
    this.device.int32(address, entries.length).set(entries);
    const all = (1 << lanes) - 1;
    return { address, count: entries.length, sites: n, whole: [...masks.values()].every((m) => m === all) };
  }

  /**
   * A kernel over this lattice, traced and compiled on first use. `name` must say everything that `body` depends on: kernels of one
   * name are taken to be the same.
   */
  kernel(name: string, body: (k: Tracer) => void, { touch = true }: KernelOptions = {}): Kernel {
    const { layout, device } = this;
    const loaded: Partial<Record<Target['domain'], LoadedKernel>> = {};
    const load = (domain: Target['domain']): LoadedKernel => {
      const seen = loaded[domain];
      if (seen) return seen;
      const target = {
        precision: layout.precision,
        splitDimensions: layout.splitDimensions,
        domain,
        touch,
        fma: device.fma,
        shared: device.executor.shared,
      };
      const key = `${name}|${layout.dims.length}|${layout.precision}|${layout.splitDimensions.join()}|${domain}|${touch}`;
      const kernel = device.kernel(key, () =>
        lowerToWasm(trace(name, layout.dims.length, body, layout.precision), target),
      );
      loaded[domain] = kernel;
      return kernel;
    };
    return (fields, options = {}) => {
      const kernel = load(options.sites ? (options.sites.whole ? 'registers' : 'list') : 'all');
      fields.forEach((f, i) => {
        const wanted = kernel.code.fields[i]?.components;
        invariant(
          f.components === wanted,
          `${name}: field ${i} has ${f.components} components, ${wanted} wanted`,
        );
        invariant(
          f.lattice.layout.outerVolume === layout.outerVolume,
          `${name}: field ${i} belongs to another lattice`,
        );
      });
      return device.launch(kernel, {
        neighbours: this.neighbours,
        siteIndex: this.siteIndex,
        copies: layout.copies,
        list: options.sites?.address ?? 0,
        count: options.sites?.count ?? layout.outerVolume,
        fields: fields.map((f) => f.address),
        params: options.params ?? [],
        uparams: options.uparams ?? [],
      });
    };
  }

  /** The values of a field in plain site order: out[site * components + component]. */
  read(field: Field): Float64Array {
    const length = this.volume * field.components;
    return this.readRange(field, 0, length, new Float64Array(length));
  }

  /** Values `from` to `to` (exclusive) of that order, at the beginning of `out`. */
  readRange(field: Field, from: number, to: number, out: Float64Array): Float64Array {
    this.eachValue(field, from, to, (values, at, i) => {
      out[i - from] = values[at]!;
    });
    return out;
  }

  /** Sets a field from plain site order. */
  write(field: Field, from: Float64Array): void {
    invariant(
      from.length === this.volume * field.components,
      `a field of ${this.volume * field.components} values, got ${from.length}`,
    );
    this.writeRange(field, 0, from);
  }

  /** Sets the values of that order from the `begin`-th on. */
  writeRange(field: Field, begin: number, values: Float64Array): void {
    invariant(begin + values.length <= this.volume * field.components, 'values beyond the end of a field');
    const { copies } = this.layout;
    const step = this.layout.lanes / copies;
    this.eachValue(field, begin, begin + values.length, (memory, at, i) => {
      for (let c = 0; c < copies; c++) memory[at + c * step] = values[i - begin]!;
    });
  }

  private eachValue(
    field: Field,
    from: number,
    to: number,
    visit: (values: Float64Array | Float32Array, at: number, i: number) => void,
  ): void {
    const { outerVolume, lanes, outerOf, laneOf, precision } = this.layout;
    const n = field.components;
    const length = outerVolume * n * lanes;
    const values =
      precision === 'f64'
        ? this.device.float64(field.address, length)
        : this.device.float32(field.address, length);
    let site = Math.floor(from / n);
    let component = from % n;
    for (let i = from; i < to; site++, component = 0) {
      let at = (outerOf[site]! * n + component) * lanes + laneOf[site]!;
      for (; component < n && i < to; component++, i++, at += lanes) visit(values, at, i);
    }
  }
}
