/**
 * The straight-line program of a kernel: what is computed at one lattice site, recorded once by the tracer (tracer.ts) and lowered
 * to machine code elsewhere (lower-wasm/). Values are in static single assignment: each node is computed once and never changes.
 *
 * Every value lives in the *frame* of one lattice site (its displacement from the site the kernel works on). Lanes of a value in the
 * frame of a shifted site may be permuted against `here` when the shift crosses the edge of a virtual sub-lattice; `move` nodes undo
 * that. For the meaning of a program at one site, moves are the identity: interpret.ts relies on it, and the tests compare the two.
 */

/** Arithmetic and logic on lane vectors. `fma` = a b + c, `fnma` = c - a b. Comparisons give masks, `select` = mask ? b : c. */
export type Op =
  | 'const'
  | 'param'
  | 'load'
  | 'move'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'neg'
  | 'fma'
  | 'fnma'
  | 'sqrt'
  | 'abs'
  | 'min'
  | 'max'
  | 'nearest'
  | 'lt'
  | 'le'
  | 'select'
  | 'maskAnd'
  | 'maskOr'
  // integers of 32 bits without sign, one per lane
  | 'uint'
  | 'uparam'
  | 'siteIndex'
  | 'uadd'
  | 'uxor'
  | 'umullo'
  | 'umulhi'
  // between integers, bits and reals
  | 'unit'
  | 'pow2'
  | 'exponent'
  | 'mantissa';

/** real: floating point; mask: all bits or none; uint: a 32-bit integer in the low half of its lane. */
export type Kind = 'real' | 'mask' | 'uint';

export interface Node {
  readonly id: number;
  readonly op: Op;
  readonly kind: Kind;
  readonly args: readonly Node[];
  /** The site in whose frame the value lives. */
  readonly site: Site;
  /** The same at every site (built from constants and parameters alone): belongs to every frame. */
  readonly uniform: boolean;
  /** const, uint: the number; param, uparam: its index; load: the component. */
  readonly imm: number;
  /** load: which field. */
  readonly field: number;
}

/** A displacement from the site the kernel works on, reached by one hop from `parent`. */
export interface Site {
  readonly id: number;
  readonly displacement: readonly number[];
  readonly parent: Site | undefined;
  /** 0..d-1 forward, d..2d-1 backward. */
  readonly hop: number;
}

export type Statement =
  /** What follows is a loop of its own, over the same sites; it shares no values with what came before, only fields at `here`. */
  | { readonly kind: 'pass' }
  | { readonly kind: 'node'; readonly node: Node }
  | { readonly kind: 'site'; readonly site: Site }
  | { readonly kind: 'move'; readonly from: Site; readonly to: Site; readonly outs: readonly Node[] }
  | { readonly kind: 'store'; readonly field: number; readonly component: number; readonly value: Node }
  | { readonly kind: 'reduce'; readonly slot: number; readonly value: Node };

/** `max` is the largest of zero and the values: give it numbers that are not negative. */
export type Reduction = 'sum' | 'max';

/** Arithmetic of a kernel's reals. */
export type Precision = 'f64' | 'f32';

/** A field a kernel reads or writes: `components` real numbers at each site. */
export interface FieldDeclaration {
  readonly name: string;
  readonly components: number;
}

export interface Graph {
  readonly name: string;
  /** Number of lattice dimensions. */
  readonly dimensions: number;
  readonly precision: Precision;
  readonly fields: readonly FieldDeclaration[];
  /** Number of real parameters, uniform over the lattice. */
  readonly params: number;
  /** Number of 32-bit integer parameters, uniform over the lattice. */
  readonly uparams: number;
  readonly reductions: readonly Reduction[];
  readonly nodes: readonly Node[];
  readonly statements: readonly Statement[];
  readonly sites: readonly Site[];
}
