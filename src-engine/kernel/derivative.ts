/**
 * Derivatives that are known in closed form: a function built of many primitives (math.ts) says what its derivative is, and the
 * adjoint (adjoint.ts) does not look inside. Rules belong to recorded nodes and vanish with them.
 * Proved by test/unit/engine/kernel/adjoint.test.ts.
 */
import type { Node } from './graph.ts';
import type { Real, Tracer } from './tracer.ts';

export interface DerivativeRule {
  readonly inputs: readonly Real[];
  /** Partial derivatives with respect to the inputs, given their values. */
  readonly partials: (k: Tracer, inputs: readonly Real[]) => Real[];
}

const rules = new WeakMap<Node, DerivativeRule>();

/** States the partial derivatives of `output` with respect to `inputs`; returns `output`. */
export const withDerivative = (
  output: Real,
  inputs: readonly Real[],
  partials: DerivativeRule['partials'],
): Real => {
  // a result that folded to a constant, or to something shared, has no rule of its own
  if (output.node.args.length === 0 || inputs.some((x) => x.node === output.node)) return output;
  rules.set(output.node, {
    inputs,
    partials: output.sign > 0 ? partials : (k, x) => partials(k, x).map((p) => k.neg(p)),
  });
  return output;
};

export const derivativeOf = (node: Node): DerivativeRule | undefined => rules.get(node);
