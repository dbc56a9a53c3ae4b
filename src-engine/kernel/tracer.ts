/**
 * Records a kernel by running it once over symbolic numbers. The same expression written twice is computed once (common
 * sub-expressions), constants are folded, and signs are carried outside the values so that a negation costs nothing until a store.
 *
 * Statements keep the order in which they were traced: the optimising WebAssembly compilers keep it in machine code, so the order of
 * the loops in a kernel's source is its schedule.
 */
import { invariant } from '../base/invariant.ts';
import type { FieldDeclaration, Graph, Node, Op, Precision, Reduction, Site } from './graph.ts';
import { liveStatements } from './live-statements.ts';
import { Recorder } from './recorder.ts';

/** A real number with a sign that has not been applied yet. */
export interface Real {
  readonly node: Node;
  readonly sign: 1 | -1;
}
export interface Mask {
  readonly mask: Node;
}
/** A 32-bit integer without sign. */
export interface Uint {
  readonly uint: Node;
}

export class Tracer {
  readonly name: string;
  readonly dimensions: number;
  /** What the reals of this kernel will be: functions such as exp choose their polynomials by it. */
  readonly precision: Precision;
  readonly here: Site;
  private readonly record: Recorder;
  private readonly fields: FieldDeclaration[] = [];
  private readonly reductions: Reduction[] = [];
  private params = 0;
  private uparams = 0;
  private readOnly = false;
  /** Fields stored by earlier passes. */
  private readonly written = new Set<number>();

  constructor(name: string, dimensions: number, precision: Precision = 'f64') {
    this.name = name;
    this.dimensions = dimensions;
    this.precision = precision;
    this.record = new Recorder(name, dimensions);
    this.here = this.record.here;
  }

  /**
   * A tracer for a piece of this kernel that is to be looked at (adjoint.ts), not to run: it knows this kernel's fields, takes its
   * values as inputs, continues its numbering, and declares and writes nothing.
   */
  fork(): Tracer {
    const fork = new Tracer(this.name, this.dimensions, this.precision);
    for (const n of this.record.nodes) fork.record.nodes.push(n);
    for (const f of this.fields) fork.fields.push(f);
    fork.readOnly = true;
    return fork;
  }

  // declarations ------------------------------------------------------------------------------------------------------------------

  /** A field argument; arguments are bound in the order they are declared. */
  field(name: string, components: number): number {
    this.requireWritable();
    return this.fields.push({ name, components }) - 1;
  }

  /** The next real parameter. */
  param(): Real {
    this.requireWritable();
    return { node: this.record.leaf('param', 'real', this.params++), sign: 1 };
  }

  /** The next integer parameter. */
  uparam(): Uint {
    this.requireWritable();
    return { uint: this.record.leaf('uparam', 'uint', this.uparams++) };
  }

  /** Components of a declared field. */
  components(field: number): number {
    return this.fields[field]!.components;
  }

  // sites -------------------------------------------------------------------------------------------------------------------------

  /** The neighbour of `from` in direction `mu`, `steps` hops forward (or backward when negative). */
  shift(from: Site, mu: number, steps = 1): Site {
    let site = from;
    for (let i = 0; i < Math.abs(steps); i++) site = this.record.hop(site, mu, Math.sign(steps));
    return site;
  }

  // values ------------------------------------------------------------------------------------------------------------------------

  /** Component `component` of `field` at `site`, in the frame of that site. */
  load(field: number, site: Site, component: number): Real {
    invariant(
      component >= 0 && component < this.fields[field]!.components,
      `${this.name}: component ${component} of field ${field}`,
    );
    invariant(
      site === this.here || !this.written.has(field),
      `${this.name}: field ${field} was written by an earlier pass and is read at a neighbour`,
    );
    return { node: this.record.load(field, site, component), sign: 1 };
  }

  /** The same values seen from `to`: one test per group, so move values together. */
  move(values: readonly Real[], to: Site): Real[] {
    const moved = this.record.move(
      values.map((v) => v.node),
      to,
    );
    return values.map((v, i) => ({ node: moved[i]!, sign: v.sign }));
  }

  constant(value: number): Real {
    const sign = value < 0 ? -1 : 1;
    return { node: this.record.constant(Math.abs(value)), sign };
  }

  neg(a: Real): Real {
    return { node: a.node, sign: a.sign > 0 ? -1 : 1 };
  }

  add(a: Real, b: Real): Real {
    const x = constantOf(a);
    const y = constantOf(b);
    if (x !== undefined && y !== undefined) return this.constant(x + y);
    if (x === 0) return b;
    if (y === 0) return a;
    if (a.sign === b.sign) return { node: this.record.commuting('add', a.node, b.node), sign: a.sign };
    return a.sign > 0
      ? { node: this.record.operation('sub', [a.node, b.node]), sign: 1 }
      : { node: this.record.operation('sub', [b.node, a.node]), sign: 1 };
  }

  sub(a: Real, b: Real): Real {
    return this.add(a, this.neg(b));
  }

  mul(a: Real, b: Real): Real {
    const x = constantOf(a);
    const y = constantOf(b);
    if (x !== undefined && y !== undefined) return this.constant(x * y);
    if (x === 0 || y === 0) return this.constant(0);
    const sign = a.sign === b.sign ? 1 : -1;
    if (x !== undefined && Math.abs(x) === 1) return { node: b.node, sign };
    if (y !== undefined && Math.abs(y) === 1) return { node: a.node, sign };
    return { node: this.record.commuting('mul', a.node, b.node), sign };
  }

  /** a b + c, rounded once where the machine can; a missing c is zero. */
  fma(a: Real, b: Real, c?: Real): Real {
    if (c === undefined || constantOf(c) === 0) return this.mul(a, b);
    const x = constantOf(a);
    const y = constantOf(b);
    if (x === 0 || y === 0) return c;
    if (
      (x !== undefined && (y !== undefined || Math.abs(x) === 1)) ||
      (y !== undefined && Math.abs(y) === 1)
    ) {
      return this.add(this.mul(a, b), c);
    }
    const [p, q] = a.node.id <= b.node.id ? [a.node, b.node] : [b.node, a.node];
    const op = a.sign * b.sign === c.sign ? 'fma' : 'fnma';
    return { node: this.record.operation(op, [p, q, c.node]), sign: c.sign };
  }

  div(a: Real, b: Real): Real {
    const x = constantOf(a);
    const y = constantOf(b);
    if (x !== undefined && y !== undefined) return this.constant(x / y);
    return { node: this.record.operation('div', [a.node, b.node]), sign: a.sign === b.sign ? 1 : -1 };
  }

  sqrt(a: Real): Real {
    return this.unary('sqrt', a);
  }
  abs(a: Real): Real {
    return { node: this.record.operation('abs', [a.node]), sign: 1 };
  }
  /** Nearest integer, ties to even. */
  nearest(a: Real): Real {
    return { node: this.record.operation('nearest', [a.node]), sign: a.sign };
  }
  min(a: Real, b: Real): Real {
    return { node: this.record.commuting('min', this.plain(a), this.plain(b)), sign: 1 };
  }
  max(a: Real, b: Real): Real {
    return { node: this.record.commuting('max', this.plain(a), this.plain(b)), sign: 1 };
  }
  /** 2 to the power of an integral real inside the range of normal numbers. */
  pow2(a: Real): Real {
    return this.unary('pow2', a);
  }
  /** Binary exponent of a positive normal number: x = mantissa 2^exponent with mantissa in [1, 2). */
  exponent(a: Real): Real {
    return this.unary('exponent', a);
  }
  mantissa(a: Real): Real {
    return this.unary('mantissa', a);
  }

  // masks -------------------------------------------------------------------------------------------------------------------------

  lt(a: Real, b: Real): Mask {
    return { mask: this.record.operation('lt', [this.plain(a), this.plain(b)], 'mask') };
  }
  le(a: Real, b: Real): Mask {
    return { mask: this.record.operation('le', [this.plain(a), this.plain(b)], 'mask') };
  }
  and(a: Mask, b: Mask): Mask {
    return { mask: this.record.commuting('maskAnd', a.mask, b.mask, 'mask') };
  }
  or(a: Mask, b: Mask): Mask {
    return { mask: this.record.commuting('maskOr', a.mask, b.mask, 'mask') };
  }
  /** Where the mask is set `a`, elsewhere `b`. */
  select(m: Mask, a: Real, b: Real): Real {
    if (a.node === b.node && a.sign === b.sign) return a;
    if (a.sign === b.sign) {
      return { node: this.record.operation('select', [m.mask, a.node, b.node]), sign: a.sign };
    }
    const x = this.plain(a);
    const y = this.plain(b);
    return { node: this.record.operation('select', [m.mask, x, y]), sign: 1 };
  }

  // integers ----------------------------------------------------------------------------------------------------------------------

  uint(value: number): Uint {
    return { uint: this.record.leaf('uint', 'uint', value >>> 0) };
  }
  /** Global index of the site (not of the register): x + X (y + Y (z + Z t)). */
  siteIndex(): Uint {
    return { uint: this.record.leaf('siteIndex', 'uint') };
  }
  uadd(a: Uint, b: Uint): Uint {
    return { uint: this.record.commuting('uadd', a.uint, b.uint, 'uint') };
  }
  uxor(a: Uint, b: Uint): Uint {
    return { uint: this.record.commuting('uxor', a.uint, b.uint, 'uint') };
  }
  /** Low and high 32 bits of the product. */
  umul(a: Uint, b: Uint): { readonly lo: Uint; readonly hi: Uint } {
    return {
      lo: { uint: this.record.commuting('umullo', a.uint, b.uint, 'uint') },
      hi: { uint: this.record.commuting('umulhi', a.uint, b.uint, 'uint') },
    };
  }
  /** A real in the open interval (0, 1): 52 random bits in double precision, 23 (of `hi`) in single, plus half a step. */
  unit(hi: Uint, lo: Uint): Real {
    return { node: this.record.operation('unit', [hi.uint, lo.uint]), sign: 1 };
  }

  // effects -----------------------------------------------------------------------------------------------------------------------

  /** Writes a component of `field` at `here`. */
  store(field: number, component: number, value: Real): void {
    invariant(
      component >= 0 && component < this.fields[field]!.components,
      `${this.name}: component ${component} of field ${field}`,
    );
    const node = this.plain(value);
    this.requireHere(node);
    this.record.statements.push({ kind: 'store', field, component, value: node });
  }

  /** Adds `value` over all sites; the reductions of a launch come back in the order they are declared. */
  reduce(value: Real, reduction: Reduction = 'sum'): void {
    const node = this.plain(value);
    this.requireHere(node);
    const slot = this.reductions.push(reduction) - 1;
    this.record.statements.push({ kind: 'reduce', slot, value: node });
  }

  /**
   * Ends a loop over the sites and begins another: for kernels whose code is larger than the instruction cache. Values must not be
   * carried over. What an earlier pass stored may be loaded at `here` only.
   */
  nextPass(): void {
    this.requireWritable();
    for (const s of this.record.statements) if (s.kind === 'store') this.written.add(s.field);
    this.record.pass();
  }

  finish(): Graph {
    return {
      name: this.name,
      dimensions: this.dimensions,
      precision: this.precision,
      fields: this.fields,
      params: this.params,
      uparams: this.uparams,
      reductions: this.reductions,
      nodes: this.record.nodes,
      statements: liveStatements(this.record.statements),
      sites: this.record.sites,
    };
  }

  /** Nodes recorded so far, for transformations that extend the graph (adjoint.ts). */
  recorded(): readonly Node[] {
    return this.record.nodes;
  }

  // internals ---------------------------------------------------------------------------------------------------------------------

  private requireWritable(): void {
    invariant(
      !this.readOnly,
      `${this.name}: a density declares its fields and parameters outside and writes nothing`,
    );
  }

  private requireHere(node: Node): void {
    this.requireWritable();
    invariant(
      node.site === this.here || node.uniform,
      `${this.name}: an effect on a value of another site's frame`,
    );
  }

  private plain(a: Real): Node {
    if (a.sign > 0) return a.node;
    return this.record.operation('neg', [a.node]);
  }

  private unary(op: Op, a: Real): Real {
    return { node: this.record.operation(op, [this.plain(a)]), sign: 1 };
  }
}

/** The number a real stands for, if it is known while tracing. */
export const constantOf = (a: Real): number | undefined =>
  a.node.op === 'const' ? a.sign * a.node.imm : undefined;

/** Runs `body` once over symbolic numbers and returns what it did. */
export const trace = (
  name: string,
  dimensions: number,
  body: (k: Tracer) => void,
  precision: Precision = 'f64',
): Graph => {
  const tracer = new Tracer(name, dimensions, precision);
  body(tracer);
  return tracer.finish();
};
