/**
 * Derivatives that are known in closed form: a function built of many primitives (math.ts) says what its derivative is, and the
 * adjoint (adjoint.ts) does not look inside. Rules belong to recorded nodes and vanish with them.
 * Proved by test/unit/engine/kernel/adjoint.test.ts.
 */
import type { Node } from './graph.ts';
import type { Real, Tracer } from './tracer.ts';

/** Functions that other executors (learn/tensorflow) have of their own. `Turns`: of the angle 2 pi t. */
export type NamedFunction = 'exp' | 'tanh' | 'log' | 'sin' | 'cos' | 'sinTurns' | 'cosTurns' | 'atan2';

export interface DerivativeRule {
  readonly inputs: readonly Real[];
  /** The node is `sign` times that function of the inputs. */
  readonly name: NamedFunction | undefined;
  readonly sign: 1 | -1;
  /** Partial derivatives with respect to the inputs, given their values. */
  readonly partials: (k: Tracer, inputs: readonly Real[]) => Real[];
}

const rules = new WeakMap<Node, DerivativeRule>();

/** States the partial derivatives of `output` with respect to `inputs`, and its name if it has one; returns `output`. */
export const withDerivative = (
  output: Real,
  inputs: readonly Real[],
  partials: DerivativeRule['partials'],
  name?: NamedFunction,
): Real => {
  // a result that folded to a constant, or to something shared, has no rule of its own
  if (output.node.args.length === 0 || inputs.some((x) => x.node === output.node)) return output;
  rules.set(output.node, {
    inputs,
    name,
    sign: output.sign,
    partials: output.sign > 0 ? partials : (k, x) => partials(k, x).map((p) => k.neg(p)),
  });
  return output;
};

export const derivativeOf = (node: Node): DerivativeRule | undefined => rules.get(node);
