/**
 * A monotone rational-quadratic spline of the circle, slopes the same at both sides of +-pi, with a shift: x -> spline(x) + t. Its inverse is in closed form.
 * D. Rezende et al., arXiv:2002.02428. Proved by test/unit/engine/learn/flow/gauge/circle-transform.test.ts.
 */
import { rationalQuadratic } from '../rational-quadratic.ts';
import { type CircleTransform, wrapAngle } from './circle-transform.ts';

export const circularSpline = (bins: number): CircleTransform => {
  const spline = rationalQuadratic({ from: -Math.PI, to: Math.PI, bins, ends: 'periodic' });
  const shift = spline.parameters;
  return {
    key: `circular spline ${bins}`,
    parameters: shift + 1,
    forward: (k, x, p) => {
      const { value, logSlope } = spline.forward(k, x, p.slice(0, shift));
      return { value: k.add(value, p[shift]!), logSlope };
    },
    inverse: {
      kind: 'closed',
      of: (k, y, p) => spline.inverse(k, wrapAngle(k, k.sub(y, p[shift]!)), p.slice(0, shift)).value,
    },
  };
};
