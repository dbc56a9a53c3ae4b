/**
 * The affine transform of couplings: x' = x exp(s) + t with (s, t) said by the network. L. Dinh et al., arXiv:1605.08803.
 * Proved by test/unit/engine/learn/flow/affine.test.ts.
 */
import { exp } from '../../kernel/math.ts';
import type { Real } from '../../kernel/tracer.ts';
import type { Transform } from './coupling.ts';

export const affineTransform: Transform = {
  key: 'affine',
  parameters: 2,
  forward: (k, x, p) => {
    const [s, t] = p as [Real, Real];
    return { value: k.fma(x, exp(k, s), t), logSlope: s };
  },
  inverse: (k, x, p) => {
    const [s, t] = p as [Real, Real];
    return { value: k.mul(k.sub(x, t), exp(k, k.neg(s))), logSlope: k.neg(s) };
  },
};
