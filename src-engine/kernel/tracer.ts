/**
 * Records a kernel by running it once over symbolic numbers. The same expression written twice is computed once (common
 * sub-expressions), constants are folded, and signs are carried outside the values so that a negation costs nothing until a store.
 *
 * Statements keep the order in which they were traced: the optimising WebAssembly compilers keep it in machine code, so the order of
 * the loops in a kernel's source is its schedule.
 */
import { invariant } from '../base/invariant.ts';
import type {
  FieldDeclaration,
  Graph,
  Kind,
  Node,
  Op,
  Precision,
  Reduction,
  Site,
  Statement,
} from './graph.ts';

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

const SPAN = 2 ** 17;

export class Tracer {
  readonly name: string;
  readonly dimensions: number;
  /** What the reals of this kernel will be: functions such as exp choose their polynomials by it. */
  readonly precision: Precision;
  readonly here: Site;
  private readonly nodes: Node[] = [];
  private readonly statements: Statement[] = [];
  private readonly sites: Site[] = [];
  private readonly siteByKey = new Map<string, Site>();
  private readonly fields: FieldDeclaration[] = [];
  private readonly reductions: Reduction[] = [];
  private readonly known = new Map<Op, Map<number, Node>>();
  private params = 0;
  private uparams = 0;
  private readOnly = false;

  constructor(name: string, dimensions: number, precision: Precision = 'f64') {
    this.name = name;
    this.dimensions = dimensions;
    this.precision = precision;
    this.here = { id: 0, displacement: new Array<number>(dimensions).fill(0), parent: undefined, hop: -1 };
    this.sites.push(this.here);
    this.siteByKey.set(this.here.displacement.join(), this.here);
  }

  /**
   * A tracer for a piece of this kernel that is to be looked at (adjoint.ts), not to run: it knows this kernel's fields, takes its
   * values as inputs, continues its numbering, and declares and writes nothing.
   */
  fork(): Tracer {
    const fork = new Tracer(this.name, this.dimensions, this.precision);
    for (const n of this.nodes) fork.nodes.push(n);
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
    return { node: this.make('param', 'real', [], this.here, this.params++), sign: 1 };
  }

  /** The next integer parameter. */
  uparam(): Uint {
    this.requireWritable();
    return { uint: this.make('uparam', 'uint', [], this.here, this.uparams++) };
  }

  /** Components of a declared field. */
  components(field: number): number {
    return this.fields[field]!.components;
  }

  // sites -------------------------------------------------------------------------------------------------------------------------

  /** The neighbour of `from` in direction `mu`, `steps` hops forward (or backward when negative). */
  shift(from: Site, mu: number, steps = 1): Site {
    let site = from;
    for (let i = 0; i < Math.abs(steps); i++) site = this.hop(site, mu, Math.sign(steps));
    return site;
  }

  private hop(from: Site, mu: number, sign: number): Site {
    const displacement = from.displacement.slice();
    displacement[mu] = displacement[mu]! + sign;
    const key = displacement.join();
    const seen = this.siteByKey.get(key);
    if (seen) return seen;
    const hop = sign > 0 ? mu : mu + this.dimensions;
    const site: Site = { id: this.sites.length, displacement, parent: from, hop };
    this.sites.push(site);
    this.siteByKey.set(key, site);
    this.statements.push({ kind: 'site', site });
    return site;
  }

  // values ------------------------------------------------------------------------------------------------------------------------

  /** Component `component` of `field` at `site`, in the frame of that site. */
  load(field: number, site: Site, component: number): Real {
    invariant(
      component >= 0 && component < this.fields[field]!.components,
      `${this.name}: component ${component} of field ${field}`,
    );
    return { node: this.make('load', 'real', [], site, component, field), sign: 1 };
  }

  /** The same values seen from `to`: one test per group, so move values together. */
  move(values: readonly Real[], to: Site): Real[] {
    const out: Real[] = [];
    const groups = new Map<Site, Node[]>();
    for (const v of values) {
      if (v.node.site === to || v.node.uniform) {
        out.push(v);
        continue;
      }
      const cached = this.known.get('move')?.get(v.node.id * SPAN + to.id);
      if (cached) {
        out.push({ node: cached, sign: v.sign });
        continue;
      }
      const node: Node = {
        id: this.nodes.length,
        op: 'move',
        kind: 'real',
        args: [v.node],
        site: to,
        uniform: false,
        imm: 0,
        field: -1,
      };
      this.nodes.push(node);
      this.table('move').set(v.node.id * SPAN + to.id, node);
      const group = groups.get(v.node.site);
      if (group) group.push(node);
      else groups.set(v.node.site, [node]);
      out.push({ node, sign: v.sign });
    }
    for (const [from, outs] of groups) this.statements.push({ kind: 'move', from, to, outs });
    return out;
  }

  constant(value: number): Real {
    const sign = value < 0 ? -1 : 1;
    return { node: this.constantNode(Math.abs(value)), sign };
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
    if (a.sign === b.sign) return { node: this.commuting('add', a.node, b.node), sign: a.sign };
    return a.sign > 0
      ? { node: this.binary('sub', a.node, b.node), sign: 1 }
      : { node: this.binary('sub', b.node, a.node), sign: 1 };
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
    return { node: this.commuting('mul', a.node, b.node), sign };
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
    return { node: this.make(op, 'real', [p, q, c.node], this.frame(p, q, c.node)), sign: c.sign };
  }

  div(a: Real, b: Real): Real {
    const x = constantOf(a);
    const y = constantOf(b);
    if (x !== undefined && y !== undefined) return this.constant(x / y);
    return { node: this.binary('div', a.node, b.node), sign: a.sign === b.sign ? 1 : -1 };
  }

  sqrt(a: Real): Real {
    return this.unary('sqrt', a);
  }
  abs(a: Real): Real {
    return { node: this.make('abs', 'real', [a.node], a.node.site), sign: 1 };
  }
  /** Nearest integer, ties to even. */
  nearest(a: Real): Real {
    return { node: this.make('nearest', 'real', [a.node], a.node.site), sign: a.sign };
  }
  min(a: Real, b: Real): Real {
    return { node: this.commuting('min', this.plain(a), this.plain(b)), sign: 1 };
  }
  max(a: Real, b: Real): Real {
    return { node: this.commuting('max', this.plain(a), this.plain(b)), sign: 1 };
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
    return { mask: this.binary('lt', this.plain(a), this.plain(b), 'mask') };
  }
  le(a: Real, b: Real): Mask {
    return { mask: this.binary('le', this.plain(a), this.plain(b), 'mask') };
  }
  and(a: Mask, b: Mask): Mask {
    return { mask: this.commuting('maskAnd', a.mask, b.mask, 'mask') };
  }
  or(a: Mask, b: Mask): Mask {
    return { mask: this.commuting('maskOr', a.mask, b.mask, 'mask') };
  }
  /** Where the mask is set `a`, elsewhere `b`. */
  select(m: Mask, a: Real, b: Real): Real {
    if (a.node === b.node && a.sign === b.sign) return a;
    if (a.sign === b.sign) {
      return {
        node: this.make('select', 'real', [m.mask, a.node, b.node], this.frame(m.mask, a.node, b.node)),
        sign: a.sign,
      };
    }
    const x = this.plain(a);
    const y = this.plain(b);
    return { node: this.make('select', 'real', [m.mask, x, y], this.frame(m.mask, x, y)), sign: 1 };
  }

  // integers ----------------------------------------------------------------------------------------------------------------------

  uint(value: number): Uint {
    return { uint: this.make('uint', 'uint', [], this.here, value >>> 0) };
  }
  /** Global index of the site (not of the register): x + X (y + Y (z + Z t)). */
  siteIndex(): Uint {
    return { uint: this.make('siteIndex', 'uint', [], this.here) };
  }
  uadd(a: Uint, b: Uint): Uint {
    return { uint: this.commuting('uadd', a.uint, b.uint, 'uint') };
  }
  uxor(a: Uint, b: Uint): Uint {
    return { uint: this.commuting('uxor', a.uint, b.uint, 'uint') };
  }
  /** Low and high 32 bits of the product. */
  umul(a: Uint, b: Uint): { readonly lo: Uint; readonly hi: Uint } {
    return {
      lo: { uint: this.commuting('umullo', a.uint, b.uint, 'uint') },
      hi: { uint: this.commuting('umulhi', a.uint, b.uint, 'uint') },
    };
  }
  /** A real in the open interval (0, 1): 52 random bits in double precision, 23 (of `hi`) in single, plus half a step. */
  unit(hi: Uint, lo: Uint): Real {
    return { node: this.make('unit', 'real', [hi.uint, lo.uint], this.frame(hi.uint, lo.uint)), sign: 1 };
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
    this.statements.push({ kind: 'store', field, component, value: node });
  }

  /** Adds `value` over all sites; the reductions of a launch come back in the order they are declared. */
  reduce(value: Real, reduction: Reduction = 'sum'): void {
    const node = this.plain(value);
    this.requireHere(node);
    const slot = this.reductions.push(reduction) - 1;
    this.statements.push({ kind: 'reduce', slot, value: node });
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
      nodes: this.nodes,
      statements: liveStatements(this.statements),
      sites: this.sites,
    };
  }

  /** Nodes recorded so far, for transformations that extend the graph (adjoint.ts). */
  recorded(): readonly Node[] {
    return this.nodes;
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

  private frame(...nodes: Node[]): Site {
    let site: Site | undefined;
    for (const n of nodes) {
      if (n.uniform) continue;
      invariant(
        site === undefined || site === n.site,
        `${this.name}: values of two frames meet without a move`,
      );
      site = n.site;
    }
    return site ?? this.here;
  }

  private plain(a: Real): Node {
    if (a.sign > 0) return a.node;
    return this.make('neg', 'real', [a.node], a.node.site);
  }

  private unary(op: Op, a: Real): Real {
    const node = this.plain(a);
    return { node: this.make(op, 'real', [node], node.site), sign: 1 };
  }

  private binary(op: Op, a: Node, b: Node, kind: Kind = 'real'): Node {
    return this.make(op, kind, [a, b], this.frame(a, b));
  }

  private commuting(op: Op, a: Node, b: Node, kind: Kind = 'real'): Node {
    return a.id <= b.id ? this.binary(op, a, b, kind) : this.binary(op, b, a, kind);
  }

  private readonly constants = new Map<number, Node>();

  private constantNode(value: number): Node {
    const seen = this.constants.get(value);
    if (seen) return seen;
    const node: Node = {
      id: this.nodes.length,
      op: 'const',
      kind: 'real',
      args: [],
      site: this.here,
      uniform: true,
      imm: value,
      field: -1,
    };
    this.nodes.push(node);
    this.constants.set(value, node);
    return node;
  }

  private table(op: Op): Map<number, Node> {
    let table = this.known.get(op);
    if (!table) {
      table = new Map();
      this.known.set(op, table);
    }
    return table;
  }

  private make(op: Op, kind: Kind, args: readonly Node[], site: Site, imm = 0, field = -1): Node {
    const key =
      op === 'load'
        ? (site.id * 64 + field) * SPAN + imm
        : args.length === 0
          ? imm
          : (args[0]!.id * SPAN + (args[1]?.id ?? 0)) * SPAN + (args[2]?.id ?? 0);
    const table = this.table(op);
    const seen = table.get(key);
    if (seen) return seen;
    const uniform = op !== 'load' && op !== 'siteIndex' && args.every((a) => a.uniform);
    const node: Node = { id: this.nodes.length, op, kind, args, site, uniform, imm, field };
    invariant(node.id < SPAN, `${this.name} has more than ${SPAN} operations`);
    this.nodes.push(node);
    table.set(key, node);
    this.statements.push({ kind: 'node', node });
    return node;
  }
}

/** The number a real stands for, if it is known while tracing. */
export const constantOf = (a: Real): number | undefined =>
  a.node.op === 'const' ? a.sign * a.node.imm : undefined;

/** Drops everything that no store and no reduction needs. */
const liveStatements = (statements: readonly Statement[]): Statement[] => {
  const live = new Set<Node>();
  const sites = new Set<Site>();
  const needSite = (site: Site | undefined): void => {
    for (let s = site; s && !sites.has(s); s = s.parent) sites.add(s);
  };
  const kept: Statement[] = [];
  for (let i = statements.length - 1; i >= 0; i--) {
    const s = statements[i]!;
    if (s.kind === 'store' || s.kind === 'reduce') {
      live.add(s.value);
      kept.push(s);
    } else if (s.kind === 'node') {
      if (!live.has(s.node)) continue;
      for (const a of s.node.args) live.add(a);
      needSite(s.node.site);
      kept.push(s);
    } else if (s.kind === 'move') {
      const outs = s.outs.filter((n) => live.has(n));
      if (outs.length === 0) continue;
      for (const n of outs) live.add(n.args[0]!);
      needSite(s.from);
      needSite(s.to);
      kept.push({ ...s, outs });
    } else if (sites.has(s.site)) kept.push(s);
  }
  return kept.reverse();
};

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
