/**
 * The gradient of a lattice sum by reverse differentiation of its kernel: from a density s(x), which reads a field at x and around
 * it, the derivative of S = sum_x s(x) with respect to the components of the field at `here`.
 *
 * It is a gather. A load of the field at displacement d reads `here` in the density of the site y = here - d; so for every distinct d
 * the density is taken to here - d, and the derivatives with respect to those of its loads that land on `here` are collected by one
 * backward sweep. A value that was moved from one site's frame to another sends its derivative back by the opposite move.
 * Independent addends of the density are swept one after the other, so that few values are alive at a time; what the result does not
 * need is never recorded. Functions with a derivative rule (derivative.ts) are not opened.
 * nearest, pow2 and exponent are constant where they are differentiable.
 *
 * A chain rule through several kernels is the same thing: the derivative of sum_i c_i y_i(x), with the cotangents c_i a field of
 * their own, is the transposed Jacobian of y applied to c.
 * Proved by test/unit/engine/kernel/adjoint.test.ts (numerical derivatives, staples) and test/property/kernel-adjoint.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { derivativeOf } from './derivative.ts';
import type { Node, Site } from './graph.ts';
import { groupMoves, Replay } from './replay.ts';
import type { Real, Tracer } from './tracer.ts';

/** A local density: a real in the frame of `x`. It records through the tracer it is given and declares nothing. */
export type Density = (k: Tracer, x: Site) => Real;

/** What a node's derivative goes on to. */
const inputsOf = (n: Node): readonly Node[] => derivativeOf(n)?.inputs.map((x) => x.node) ?? n.args;

/** Everything a node depends on, itself included, latest first. */
const dependencies = (roots: readonly Node[]): Node[] => {
  const seen = new Set<Node>(roots);
  for (const n of seen) for (const a of inputsOf(n)) seen.add(a);
  return [...seen].sort((a, b) => b.id - a.id);
};

type Weights = Map<Node, Real>;

const accumulate = (k: Tracer, to: Weights, n: Node, a: Real, b: Real): void => {
  to.set(n, k.fma(a, b, to.get(n)));
};

/** A sum as weighted addends: sums, differences and uniform factors are taken apart. */
const addends = (k: Tracer, root: Real, again: Replay): Weights => {
  const weights: Weights = new Map([[root.node, k.constant(root.sign)]]);
  const one = k.constant(1);
  for (const n of dependencies([root.node])) {
    const w = weights.get(n);
    if (!w || derivativeOf(n)) continue;
    const [a, b] = n.args as [Node, Node];
    if (n.op === 'add' || n.op === 'sub') {
      accumulate(k, weights, a, w, one);
      accumulate(k, weights, b, n.op === 'add' ? w : k.neg(w), one);
    } else if (n.op === 'neg') accumulate(k, weights, a, k.neg(w), one);
    else if (n.op === 'mul' && a.uniform !== b.uniform) {
      const [factor, value] = a.uniform ? [a, b] : [b, a];
      accumulate(k, weights, value, w, again.real(factor));
    } else continue;
    weights.delete(n);
  }
  return weights;
};

const isTarget = (n: Node, field: number): boolean => n.op === 'load' && n.field === field;

/** Nodes that a change of the loads `isSource` would change. */
const activeNodes = (nodes: readonly Node[], isSource: (n: Node) => boolean): Set<Node> => {
  const active = new Set<Node>();
  for (const n of nodes.toReversed())
    if (isSource(n) || inputsOf(n).some((a) => active.has(a))) active.add(n);
  return active;
};

/** Addends that share work are differentiated together. */
const independentParts = (terms: Weights, field: number): Node[][] => {
  const owner = new Map<Node, Node[]>();
  let parts: Node[][] = [];
  for (const root of terms.keys()) {
    const nodes = dependencies([root]);
    const work = [...activeNodes(nodes, (n) => isTarget(n, field))].filter(
      (n) => n.op !== 'load' && !(n.op === 'move' && n.args[0]!.op === 'load'),
    );
    const shared = new Set(work.map((n) => owner.get(n)).filter((p) => p !== undefined));
    const part = [...shared].flat().concat(root);
    parts = parts.filter((p) => !shared.has(p)).concat([part]);
    if (shared.size > 0) for (const [n, p] of owner) if (shared.has(p)) owner.set(n, part);
    for (const n of work) owner.set(n, part);
  }
  return parts;
};

/** One backward sweep over `nodes` (latest first), from the weights of its roots to the loads of the field at displacement `at`. */
class Sweep {
  private readonly k: Tracer;
  private readonly again: Replay;
  private readonly active: ReadonlySet<Node>;
  private readonly moves: ReadonlyMap<Node, readonly Node[]>;
  private readonly weights: Weights;

  constructor(
    k: Tracer,
    again: Replay,
    active: ReadonlySet<Node>,
    moves: ReadonlyMap<Node, readonly Node[]>,
    weights: Weights,
  ) {
    this.k = k;
    this.again = again;
    this.active = active;
    this.moves = moves;
    this.weights = weights;
  }

  run(nodes: readonly Node[]): void {
    for (const n of nodes) {
      const w = this.weights.get(n);
      if (w && n.op !== 'load' && this.active.has(n)) this.propagate(n, w);
    }
  }

  /** Adds weight * factor to a node's derivative. */
  private send(n: Node, weight: Real, factor = this.k.constant(1)): void {
    if (this.active.has(n)) accumulate(this.k, this.weights, n, weight, factor);
  }

  private propagate(n: Node, w: Real): void {
    const { k, again } = this;
    const rule = derivativeOf(n);
    if (rule) {
      const inputs = rule.inputs.map((x) => ({ ...x, value: again.real(x.node) }));
      const values = inputs.map((x) => (x.sign > 0 ? x.value : k.neg(x.value)));
      rule.partials(k, values).forEach((p, i) => {
        const { node, sign } = inputs[i]!;
        this.send(node, sign > 0 ? w : k.neg(w), p);
      });
      return;
    }
    const [a, b, c] = n.args as [Node, Node, Node];
    const zero = k.constant(0);
    switch (n.op) {
      case 'add':
        this.send(a, w);
        this.send(b, w);
        break;
      case 'sub':
        this.send(a, w);
        this.send(b, k.neg(w));
        break;
      case 'neg':
        this.send(a, k.neg(w));
        break;
      case 'mul':
      case 'fma':
      case 'fnma': {
        const signed = n.op === 'fnma' ? k.neg(w) : w;
        if (this.active.has(a)) this.send(a, signed, again.real(b));
        if (this.active.has(b)) this.send(b, signed, again.real(a));
        if (c) this.send(c, w);
        break;
      }
      case 'div': {
        const quotient = k.div(w, again.real(b));
        this.send(a, quotient);
        if (this.active.has(b)) this.send(b, k.neg(quotient), again.real(n));
        break;
      }
      case 'sqrt':
        this.send(a, k.div(k.mul(k.constant(0.5), w), again.real(n)));
        break;
      case 'abs':
        this.send(a, k.select(k.lt(again.real(a), zero), k.neg(w), w));
        break;
      case 'min':
      case 'max': {
        const [x, y] = [again.real(a), again.real(b)];
        const first = n.op === 'min' ? k.le(x, y) : k.le(y, x);
        this.send(a, k.select(first, w, zero));
        this.send(b, k.select(first, zero, w));
        break;
      }
      case 'select': {
        const mask = again.mask(a);
        this.send(b, k.select(mask, w, zero));
        this.send(c, k.select(mask, zero, w));
        break;
      }
      case 'mantissa':
        // x 2^-e with e constant
        this.send(a, w, k.pow2(k.neg(k.exponent(again.real(a)))));
        break;
      case 'move':
        this.moveBack(n);
        break;
      default:
        break;
    }
  }

  /** The derivatives of all values of one move go back together. */
  private moveBack(n: Node): void {
    const group = this.moves.get(n)!.filter((m) => this.weights.has(m) && this.active.has(m));
    const back = this.k.move(
      group.map((m) => this.weights.get(m)!),
      this.again.site(n.args[0]!.site),
    );
    group.forEach((m, i) => {
      this.weights.delete(m);
      this.send(m.args[0]!, back[i]!);
    });
  }
}

/** d/d(component of `field` at here) of sum_x density(x), one real per component, in the frame of `here`. */
export const gradient = (k: Tracer, density: Density, field: number): Real[] => {
  const first = k.recorded().length;
  const source = k.fork();
  const root = density(source, source.here);
  invariant(k.recorded().length === first, `${k.name}: a density records through the tracer it is given`);
  invariant(
    root.node.uniform || root.node.site === source.here,
    `${k.name}: a density is a value in the frame of its own site`,
  );
  const moves = groupMoves(source.recorded().slice(first));
  const replays = new Map<string, Replay>();
  const replayAt = (d: readonly number[]): Replay => {
    const known = replays.get(d.join());
    if (known) return known;
    const replay = new Replay(
      k,
      first,
      d.map((x) => -x),
      moves,
    );
    replays.set(d.join(), replay);
    return replay;
  };

  const result: (Real | undefined)[] = new Array(k.components(field)).fill(undefined);
  const terms = addends(k, root, replayAt(source.here.displacement));
  for (const part of independentParts(terms, field)) {
    const nodes = dependencies(part);
    const loads = nodes.filter((n) => isTarget(n, field)).reverse();
    for (const site of new Set(loads.map((n) => n.site))) {
      const here = loads.filter((n) => n.site === site);
      const active = activeNodes(nodes, (n) => isTarget(n, field) && n.site === site);
      const weights: Weights = new Map(part.map((n) => [n, terms.get(n)!]));
      for (const n of here) {
        const before = result[n.imm];
        // a load may be an addend itself
        const own = weights.get(n);
        if (before) weights.set(n, own ? k.add(before, own) : before);
      }
      new Sweep(k, replayAt(site.displacement), active, moves, weights).run(nodes);
      for (const n of here) result[n.imm] = weights.get(n) ?? result[n.imm];
    }
  }
  return result.map((x) => x ?? k.constant(0));
};
