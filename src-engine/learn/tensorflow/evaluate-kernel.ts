/**
 * A traced kernel as TensorFlow operations on fields of shape [sample, sites of the last direction, ..., sites of the first, component]: loads at shifted sites are
 * rolled tensors, functions whose name is known are TensorFlow's own. Random numbers and bits of numbers have no counterpart and are refused.
 * Proved by test/unit/engine/learn/tensorflow/evaluate-kernel.test.ts.
 */
import { invariant } from '../../base/invariant.ts';
import { derivativeOf, type NamedFunction } from '../../kernel/derivative.ts';
import type { Graph, Node, Op } from '../../kernel/graph.ts';
import { type Tensor, tf } from './tensorflow.ts';

const OPERATIONS: Readonly<Partial<Record<Op, (...x: Tensor[]) => Tensor>>> = {
  move: (a) => a!,
  add: (a, b) => tf.add(a!, b!),
  sub: (a, b) => tf.sub(a!, b!),
  mul: (a, b) => tf.mul(a!, b!),
  div: (a, b) => tf.div(a!, b!),
  neg: (a) => tf.neg(a!),
  fma: (a, b, c) => tf.add(tf.mul(a!, b!), c!),
  fnma: (a, b, c) => tf.sub(c!, tf.mul(a!, b!)),
  sqrt: (a) => tf.sqrt(a!),
  abs: (a) => tf.abs(a!),
  min: (a, b) => tf.minimum(a!, b!),
  max: (a, b) => tf.maximum(a!, b!),
  nearest: (a) => tf.round(a!),
  lt: (a, b) => tf.less(a!, b!),
  le: (a, b) => tf.lessEqual(a!, b!),
  select: (m, a, b) => tf.where(m!, a!, b!),
  maskAnd: (a, b) => tf.logicalAnd(a!, b!),
  maskOr: (a, b) => tf.logicalOr(a!, b!),
};

const turns = (t: Tensor): Tensor => tf.mul(t, tf.scalar(2 * Math.PI));
const FUNCTIONS: Readonly<Record<NamedFunction, (...x: Tensor[]) => Tensor>> = {
  exp: (x) => tf.exp(x!),
  tanh: (x) => tf.tanh(x!),
  log: (x) => tf.log(x!),
  sin: (x) => tf.sin(x!),
  cos: (x) => tf.cos(x!),
  sinTurns: (x) => tf.sin(turns(x!)),
  cosTurns: (x) => tf.cos(turns(x!)),
  atan2: (y, x) => tf.atan2(y!, x!),
};

/** x(site) <- x(site + steps): periodic along an axis. */
export const roll = (x: Tensor, axis: number, steps: number): Tensor => {
  const extent = x.shape[axis]!;
  const first = ((steps % extent) + extent) % extent;
  if (first === 0) return x;
  const part = (begin: number, size: number): Tensor =>
    tf.slice(
      x,
      x.shape.map((_, i) => (i === axis ? begin : 0)),
      x.shape.map((n, i) => (i === axis ? size : n)),
    );
  return tf.concat([part(first, extent - first), part(0, first)], axis);
};

class Evaluation {
  private readonly graph: Graph;
  private readonly params: readonly Tensor[];
  /** [field][component]: its values now, without the axis of components. */
  private readonly state: Tensor[][];
  private readonly values = new Map<Node, Tensor>();
  private readonly site: readonly number[];

  constructor(graph: Graph, fields: readonly Tensor[], params: readonly Tensor[]) {
    this.graph = graph;
    this.params = params;
    this.site = fields[0]!.shape.slice(0, -1);
    this.state = fields.map((field, f) => {
      const { components } = graph.fields[f]!;
      invariant(field.shape.at(-1) === components, `${graph.name}: field ${f} of shape ${field.shape}`);
      return Array.from({ length: components }, (_, i) =>
        tf.reshape(tf.slice(field, [...this.site.map(() => 0), i], [...this.site, 1]), [...this.site]),
      );
    });
  }

  run(): Tensor[] {
    for (const s of this.graph.statements) {
      if (s.kind === 'pass') this.values.clear();
      // loads see the field as it is now
      else if (s.kind === 'node' && s.node.op === 'load') this.value(s.node);
      else if (s.kind === 'store') this.state[s.field]![s.component] = this.everywhere(this.value(s.value));
    }
    return this.state.map((components) =>
      tf.concat(
        components.map((x) => tf.reshape(x, [...this.site, 1])),
        this.site.length,
      ),
    );
  }

  private everywhere(x: Tensor): Tensor {
    return x.rank === 0 ? tf.mul(x, tf.ones([...this.site])) : x;
  }

  private value(n: Node): Tensor {
    const seen = this.values.get(n);
    if (seen) return seen;
    const result = this.compute(n);
    this.values.set(n, result);
    return result;
  }

  private compute(n: Node): Tensor {
    if (n.op === 'const') return tf.scalar(n.imm);
    if (n.op === 'param') return this.params[n.imm]!;
    if (n.op === 'load') {
      // the first direction is the last axis of sites
      return n.site.displacement.reduce(
        (x, steps, mu) => roll(x, this.site.length - 1 - mu, steps),
        this.state[n.field]![n.imm]!,
      );
    }
    const rule = derivativeOf(n);
    if (rule?.name !== undefined) {
      const inputs = rule.inputs.map(({ node, sign }) => {
        const x = this.value(node);
        return sign > 0 ? x : tf.neg(x);
      });
      const result = FUNCTIONS[rule.name](...inputs);
      return rule.sign > 0 ? result : tf.neg(result);
    }
    const operation = OPERATIONS[n.op];
    invariant(operation !== undefined, `${this.graph.name}: TensorFlow.js has no ${n.op}`);
    const args = n.args.map((a) => this.value(a));
    // masks choose between tensors of one shape
    return operation(...(n.op === 'select' ? args.map((x) => this.everywhere(x)) : args));
  }
}

/** The fields of a kernel after it has run, in the order in which it declares them. */
export const evaluateKernel = (
  graph: Graph,
  fields: readonly Tensor[],
  params: readonly (number | Tensor)[] = [],
): Tensor[] =>
  new Evaluation(
    graph,
    fields,
    params.map((p) => (typeof p === 'number' ? tf.scalar(p) : p)),
  ).run();
