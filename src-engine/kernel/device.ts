/**
 * Memory and kernels of one executor, which it has for itself (memory that was never allocated is taken to be zero): allocates,
 * compiles each kernel once, fills argument blocks, adds up partial results.
 */
import { invariant } from '../base/invariant.ts';
import { type Executor, webAssembly } from './executor.ts';
import type { Precision } from './graph.ts';
import { CONTEXT } from './lower-wasm/context.ts';
import { type LoopModule, type LoopTarget, WORDS } from './lower-wasm/loop-code.ts';
import { lowerToWasm } from './lower-wasm/lower.ts';
import type { LoweredKernel } from './lower-wasm/lowered-kernel.ts';
import { trace } from './tracer.ts';

const ALIGN = 64;
/** Blocks of a launch: enough for threads to share evenly, few enough that claiming one costs nothing. */
const BLOCKS = 96;
/** Below this a block costs more to hand out than to compute. */
const MIN_BLOCK = 8;
const MAX_REDUCTIONS = 64;

export interface DeviceOptions {
  /** Same bits on every machine: a b + c rounded twice, no fused instruction. Slower by about a quarter. */
  readonly reproducible?: boolean;
}

export interface LoadedKernel {
  readonly id: number;
  readonly code: LoweredKernel;
  readonly context: number;
}

export interface LoadedLoop {
  readonly id: number;
  readonly context: number;
}

export interface LaunchArguments {
  readonly neighbours: number;
  readonly siteIndex: number;
  /** Lanes that hold one and the same site: sums count it once. */
  readonly copies: number;
  readonly list: number;
  readonly count: number;
  readonly fields: readonly number[];
  readonly params: readonly number[];
  readonly uparams: readonly number[];
}

/** Whether this machine runs relaxed SIMD: a module with one `relaxed_madd` is valid. */
export const hasRelaxedSimd = (): boolean => {
  const probe = trace('probe', 1, (k) => {
    const f = k.field('f', 1);
    const x = k.load(f, k.here, 0);
    k.store(f, 0, k.fma(x, x, x));
  });
  return webAssembly().validate(
    lowerToWasm(probe, {
      precision: 'f64',
      splitDimensions: [],
      domain: 'all',
      touch: false,
      fma: true,
      shared: false,
    }).bytes,
  );
};

export class Device {
  readonly executor: Executor;
  readonly fma: boolean;
  private readonly kernels = new Map<string, LoadedKernel>();
  private readonly loops = new Map<string, LoadedLoop>();
  private readonly free = new Map<number, number[]>();
  private readonly sizes = new Map<number, number>();
  private top = ALIGN;
  private readonly masks: number;
  private partials = 0;
  private partialsSize = 0;
  private scratchMemory = 0;
  private scratchSize = 0;

  constructor(executor: Executor, options: DeviceOptions = {}) {
    this.executor = executor;
    this.fma = options.reproducible !== true && hasRelaxedSimd();
    // masks of active lanes: 4 patterns of two 64-bit lanes, then 16 of four 32-bit lanes
    this.masks = this.allocate(4 * 16 + 16 * 16);
    const words = this.uint32(this.masks, 80);
    for (let bits = 0; bits < 4; bits++)
      for (let i = 0; i < 4; i++) words[bits * 4 + i] = (bits >> (i >> 1)) & 1 ? 0xffffffff : 0;
    for (let bits = 0; bits < 16; bits++)
      for (let i = 0; i < 4; i++) words[16 + bits * 4 + i] = (bits >> i) & 1 ? 0xffffffff : 0;
  }

  /** Bytes in use, freed blocks included. */
  get bytes(): number {
    return this.top;
  }

  /** Address of `bytes` zeroed bytes; throws RangeError when memory is exhausted. */
  allocate(bytes: number): number {
    const size = Math.max(1, Math.ceil(bytes / ALIGN)) * ALIGN;
    const again = this.free.get(size)?.pop();
    const address = again ?? this.top;
    if (again === undefined) {
      if (this.top + size > 2 ** 32)
        throw new RangeError('the fields need more than the 4 GiB that one kernel memory can hold');
      this.executor.reserve(this.top + size);
      this.top += size;
    } else new Uint8Array(this.executor.buffer(), address, size).fill(0);
    this.sizes.set(address, size);
    return address;
  }

  release(address: number): void {
    const size = this.sizes.get(address);
    invariant(size !== undefined, `release of an address that is not allocated: ${address}`);
    this.sizes.delete(address);
    const list = this.free.get(size);
    if (list) list.push(address);
    else this.free.set(size, [address]);
  }

  float64(address: number, length: number): Float64Array {
    return new Float64Array(this.executor.buffer(), address, length);
  }
  float32(address: number, length: number): Float32Array {
    return new Float32Array(this.executor.buffer(), address, length);
  }
  int32(address: number, length: number): Int32Array {
    return new Int32Array(this.executor.buffer(), address, length);
  }
  uint32(address: number, length: number): Uint32Array {
    return new Uint32Array(this.executor.buffer(), address, length);
  }

  /** The kernel of that key, compiled on first use. The key must name everything the code depends on. */
  kernel(key: string, lower: () => LoweredKernel): LoadedKernel {
    const seen = this.kernels.get(key);
    if (seen) return seen;
    const code = lower();
    const context = this.allocate(code.layout.bytes);
    const view = new DataView(this.executor.buffer(), context, code.layout.bytes);
    code.constants.forEach(({ kind, value }, i) => {
      writeSlot(view, code.layout.constants + 8 * i, code.target.precision === 'f64', kind, value);
    });
    const kernel = { id: this.executor.add(code.bytes), code, context };
    this.kernels.set(key, kernel);
    return kernel;
  }

  /** Runs a kernel over its sites and returns one number per reduction (lanes added up). */
  launch(kernel: LoadedKernel, args: LaunchArguments): Float64Array {
    const { code, context } = kernel;
    invariant(
      args.fields.length === code.fields.length,
      `${code.name} takes ${code.fields.length} fields, got ${args.fields.length}`,
    );
    invariant(
      args.params.length === code.params,
      `${code.name} takes ${code.params} parameters, got ${args.params.length}`,
    );
    invariant(
      args.uparams.length === code.uparams,
      `${code.name} takes ${code.uparams} integer parameters, got ${args.uparams.length}`,
    );
    invariant(
      code.reductions.length <= MAX_REDUCTIONS,
      `${code.name} has more than ${MAX_REDUCTIONS} reductions`,
    );
    const view = new DataView(this.executor.buffer(), context, code.layout.bytes);
    view.setUint32(CONTEXT.neighbours, args.neighbours, true);
    view.setUint32(CONTEXT.list, args.list, true);
    view.setUint32(CONTEXT.masks, this.masks + (code.target.precision === 'f64' ? 0 : 64), true);
    view.setUint32(CONTEXT.siteIndex, args.siteIndex, true);
    args.fields.forEach((address, i) => view.setUint32(CONTEXT.fields + 4 * i, address, true));
    const double = code.target.precision === 'f64';
    args.uparams.forEach((value, i) => writeSlot(view, code.layout.uparams + 8 * i, double, 'uint', value));
    args.params.forEach((value, i) => writeSlot(view, code.layout.params + 8 * i, double, 'real', value));
    const block = Math.max(MIN_BLOCK, Math.ceil(args.count / BLOCKS));
    const partialBytes = code.reductions.length * 16 + code.scratchBytes;
    const blocks = Math.ceil(args.count / block);
    this.reservePartials(blocks * partialBytes);
    if (args.count > 0) {
      this.executor.run({
        kernel: kernel.id,
        count: args.count,
        block,
        context,
        partials: this.partials,
        partialBytes,
      });
    }
    return this.combine(code, blocks, partialBytes, args.copies);
  }

  /** The loop kernel (lower-wasm/loop-code.ts) of that key, compiled on first use. The key and the precision name everything the code depends on. */
  loop(key: string, precision: Precision, make: (target: LoopTarget) => LoopModule): LoadedLoop {
    const name = `${key}|${precision}`;
    const seen = this.loops.get(name);
    if (seen) return seen;
    const { bytes, constants } = make({ precision, fma: this.fma, shared: this.executor.shared });
    const size = 4 * WORDS + 8 * constants.length;
    const context = this.allocate(size);
    const view = new DataView(this.executor.buffer(), context, size);
    constants.forEach((value, i) => writeSlot(view, 4 * WORDS + 8 * i, precision === 'f64', 'real', value));
    const loop = { id: this.executor.add(bytes), context };
    this.loops.set(name, loop);
    return loop;
  }

  /** Runs a loop kernel over the indices [0, count); `words` are its arguments. */
  runLoop({ id, context }: LoadedLoop, words: readonly number[], count: number): void {
    invariant(words.length <= WORDS, `${words.length} arguments of a loop kernel`);
    this.uint32(context, WORDS).set(words);
    const block = Math.max(1, Math.ceil(count / BLOCKS));
    this.executor.run({ kernel: id, count, block, context, partials: 0, partialBytes: 0 });
  }

  /** Memory for whoever asks, until the next one asks. */
  scratch(bytes: number): number {
    if (bytes > this.scratchSize) {
      if (this.scratchSize > 0) this.release(this.scratchMemory);
      this.scratchMemory = this.allocate(bytes);
      this.scratchSize = bytes;
    }
    return this.scratchMemory;
  }

  /** Room for what blocks write beside fields: partial results and permuted copies. */
  private reservePartials(bytes: number): void {
    if (bytes <= this.partialsSize) return;
    if (this.partialsSize > 0) this.release(this.partials);
    this.partials = this.allocate(bytes);
    this.partialsSize = bytes;
  }

  private combine(code: LoweredKernel, blocks: number, partialBytes: number, copies: number): Float64Array {
    const slots = code.reductions.length;
    const out = new Float64Array(slots);
    const stride = partialBytes / 8;
    const partials = this.float64(this.partials, blocks * stride);
    for (let s = 0; s < slots; s++) {
      const sum = code.reductions[s] === 'sum';
      let total = 0;
      for (let b = 0; b < blocks; b++) {
        for (let lane = 0; lane < 2; lane++) {
          const x = partials[b * stride + 2 * s + lane]!;
          total = sum ? total + x : x > total || Number.isNaN(x) ? x : total;
        }
      }
      out[s] = sum ? total / copies : total;
    }
    return out;
  }
}

const writeSlot = (
  view: DataView,
  at: number,
  double: boolean,
  kind: 'real' | 'uint',
  value: number,
): void => {
  if (kind === 'uint') {
    view.setUint32(at, value >>> 0, true);
    view.setUint32(at + 4, 0, true);
  } else if (double) view.setFloat64(at, value, true);
  else view.setFloat32(at, value, true);
};
