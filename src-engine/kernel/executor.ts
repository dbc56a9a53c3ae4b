/**
 * What runs lowered kernels: one thread here (single-thread.ts), a pool of worker threads in the host. All kernels and fields of an
 * executor share one 32-bit WebAssembly memory of at most 4 GiB.
 *
 * A launch covers the loop indices [0, count), cut into blocks of `block` indices. Blocks are the unit of work and of reduction:
 * each writes its own partial results, so results do not depend on the number of threads or on who ran which block.
 */
export interface Launch {
  /** Number returned by `add`. */
  readonly kernel: number;
  readonly count: number;
  readonly block: number;
  /** Address of the context block (lower-wasm/context.ts). */
  readonly context: number;
  /** Address of the partial results: `partialBytes` for each block. */
  readonly partials: number;
  readonly partialBytes: number;
}

export interface Executor {
  readonly threads: number;
  /** The memory's current bytes; ask again after `reserve`, which may replace the buffer. */
  buffer(): ArrayBufferLike;
  readonly shared: boolean;
  /** Makes addresses below `bytes` valid; throws RangeError when the machine refuses. */
  reserve(bytes: number): void;
  /** Compiles a module made by lower-wasm and returns its number. */
  add(module: Uint8Array<ArrayBuffer>): number;
  /** Runs to the end. */
  run(launch: Launch): void;
  dispose(): void;
}

type Run = (begin: number, end: number, context: number, partials: number) => void;

/** The part of the WebAssembly API that executors use (the ES library does not declare it). */
export interface WebAssemblyApi {
  readonly Memory: new (descriptor: {
    initial: number;
    maximum: number;
    shared?: boolean;
  }) => { readonly buffer: ArrayBufferLike; grow(pages: number): number };
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

export const webAssembly = (): WebAssemblyApi =>
  (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

/** The `run` function of a compiled module over `memory`. */
export const instantiate = (module: object, memory: object): Run =>
  new (webAssembly().Instance)(module, { m: { m: memory } }).exports.run as Run;

/** Runs block `index` of a launch. */
export const runBlock = (run: Run, launch: Omit<Launch, 'kernel'>, index: number): void => {
  const begin = index * launch.block;
  run(
    begin,
    Math.min(begin + launch.block, launch.count),
    launch.context,
    launch.partials + index * launch.partialBytes,
  );
};
