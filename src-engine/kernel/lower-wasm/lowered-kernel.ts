/** A kernel as WebAssembly, and what it was made for. */
import type { Graph, Precision, Reduction } from '../graph.ts';
import type { ContextLayout } from './context.ts';

/** What the code depends on besides the graph. */
export interface Target {
  readonly precision: Precision;
  /** Dimensions whose two halves lie in different lanes, one per bit of the lane number. */
  readonly splitDimensions: readonly number[];
  /** `all`: every site; `list`: the sites of a list, with a mask of active lanes; `registers`: a list in which all lanes are active. */
  readonly domain: 'all' | 'list' | 'registers';
  /** Loops over lists first ask for what the following sites need (touch.ts). */
  readonly touch: boolean;
  /** One rounding for a b + c where the machine has it (relaxed SIMD); otherwise two, the same on every machine. */
  readonly fma: boolean;
  /** Memory shared between threads. */
  readonly shared: boolean;
}

export interface LoweredKernel {
  readonly name: string;
  readonly target: Target;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly layout: ContextLayout;
  readonly fields: Graph['fields'];
  readonly params: number;
  readonly uparams: number;
  readonly reductions: readonly Reduction[];
  /** Memory of a block beside its partial results. */
  readonly scratchBytes: number;
  /** Bit patterns of constants, in the order of the context block. */
  readonly constants: readonly { readonly kind: 'real' | 'uint'; readonly value: number }[];
}
