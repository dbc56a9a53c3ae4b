import { describe, expect, test } from 'vitest';
import { type Density, gradient } from '../../../../src-engine/kernel/adjoint.ts';
import {
  adjoint,
  loadMatrix,
  type Matrix,
  madd,
  mmul,
  moveMatrix,
  realTraceMulAdjoint,
} from '../../../../src-engine/kernel/complex.ts';
import { withDerivative } from '../../../../src-engine/kernel/derivative.ts';
import type { Precision, Site } from '../../../../src-engine/kernel/graph.ts';
import { atan2, cos, exp, log, sin, sincosTurns, tanh } from '../../../../src-engine/kernel/math.ts';
import type { Real, Tracer } from '../../../../src-engine/kernel/tracer.ts';
import { Lattice } from '../../../../src-engine/lattice/lattice.ts';
import { freshName, newDevice, someNumbers } from '../../../support/kernel-lab.ts';

interface Compiled {
  readonly values: Float64Array;
  /** S for other field values. */
  readonly sum: (values: Float64Array) => number;
  readonly gradient: Float64Array;
}

const compile = (
  dims: readonly number[],
  components: number,
  density: (u: number, p: Real) => Density,
  options: { precision?: Precision; values?: Float64Array } = {},
): Compiled => {
  const lattice = new Lattice(newDevice(), dims, options.precision ?? 'f64');
  const values = options.values ?? someNumbers(lattice.volume * components, 11);
  const field = lattice.field(components);
  const out = lattice.field(components);
  const params = [0.75];
  const sum = lattice.kernel(freshName(), (k) => {
    const u = k.field('u', components);
    k.reduce(density(u, k.param())(k, k.here));
  });
  const derivative = lattice.kernel(freshName(), (k) => {
    const u = k.field('u', components);
    const g = k.field('g', components);
    gradient(k, density(u, k.param()), u).forEach((x, c) => k.store(g, c, x));
  });
  lattice.write(field, values);
  derivative([field, out], { params });
  return {
    values,
    gradient: lattice.read(out),
    sum: (v) => {
      lattice.write(field, v);
      return sum([field], { params })[0]!;
    },
  };
};

/** Largest deviation of the gradient from central differences over (a sample of) the components of all sites. */
const deviation = ({ values, sum, gradient: g }: Compiled, stride = 1, h = 1e-4): number => {
  let worst = 0;
  const at = (i: number, by: number): number => {
    const v = values.slice();
    v[i] = v[i]! + by;
    return sum(v);
  };
  for (let i = 0; i < values.length; i += stride) {
    // fourth order
    const slope = (8 * (at(i, h) - at(i, -h)) - (at(i, 2 * h) - at(i, -2 * h))) / (12 * h);
    const d = Math.abs(slope - g[i]!);
    if (!(d <= worst)) worst = d;
  }
  return worst;
};

const hop = (k: Tracer, u: number, x: Site, mu: number, steps: number, c = 0): Real =>
  k.move([k.load(u, k.shift(x, mu, steps), c)], x)[0]!;

const local =
  (f: (k: Tracer, a: Real, b: Real, p: Real) => Real) =>
  (u: number, p: Real): Density =>
  (k, x) =>
    f(k, k.load(u, x, 0), hop(k, u, x, 0, 1, 1), p);

describe('every operation has its derivative', () => {
  const positive = (k: Tracer, a: Real): Real => k.fma(a, a, k.constant(0.5));
  test.each<[string, (k: Tracer, a: Real, b: Real, p: Real) => Real]>([
    ['add', (k, a, b) => k.add(a, b)],
    ['sub', (k, a, b) => k.sub(a, b)],
    ['-a - b', (k, a, b) => k.sub(k.neg(a), b)],
    ['mul', (k, a, b) => k.mul(a, b)],
    ['square', (k, a) => k.mul(a, a)],
    ['square and itself', (k, a) => k.sub(k.mul(a, a), a)],
    [
      'a stated rule, of a negated result and a negated input',
      (k, a, b) => {
        const bowl = (kk: Tracer, x: Real): Real =>
          withDerivative(kk.neg(kk.mul(x, x)), [x], (g, [z]) => [g.mul(g.constant(-2), z!)]);
        return k.mul(bowl(k, k.neg(a)), b);
      },
    ],
    ['-a b', (k, a, b) => k.mul(k.neg(a), b)],
    ['div', (k, a, b) => k.div(a, positive(k, b))],
    ['parameter / b', (k, _, b, p) => k.div(p, positive(k, b))],
    ['fma', (k, a, b, p) => k.mul(a, k.fma(a, b, p))],
    ['c - a b', (k, a, b, p) => k.mul(b, k.fma(k.neg(a), b, p))],
    ['c - a b, last', (k, a, b) => k.mul(b, k.fma(k.neg(a), b, a))],
    ['sqrt', (k, a, b) => k.sqrt(k.add(positive(k, a), positive(k, b)))],
    ['abs', (k, a, b) => k.mul(b, k.abs(a))],
    ['min', (k, a, b) => k.min(k.mul(a, b), k.constant(0.1))],
    ['min of both', (k, a, b) => k.min(k.mul(a, a), b)],
    ['max', (k, a, b) => k.max(k.mul(a, b), k.neg(b))],
    ['select', (k, a, b) => k.select(k.lt(a, b), k.mul(a, b), k.mul(a, a))],
    [
      'select by and, or',
      (k, a, b, p) =>
        k.select(k.or(k.and(k.lt(a, b), k.le(b, p)), k.lt(p, a)), k.mul(a, b), k.mul(a, k.neg(a))),
    ],
    ['mantissa', (k, a, b) => k.mul(k.mantissa(positive(k, a)), b)],
    ['exponent', (k, a, b) => k.mul(k.exponent(positive(k, a)), b)],
    ['nearest, pow2', (k, a, b) => k.mul(k.pow2(k.nearest(k.mul(k.constant(4), a))), b)],
    ['exp', (k, a, b) => exp(k, k.mul(a, b))],
    ['exp of -a', (k, a, b) => k.mul(exp(k, k.neg(a)), b)],
    ['tanh', (k, a, b) => tanh(k, k.mul(a, b))],
    ['log', (k, a, b) => k.mul(log(k, positive(k, a)), log(k, positive(k, b)))],
    ['sin', (k, a, b) => k.mul(sin(k, k.mul(k.constant(3), a)), b)],
    ['cos', (k, a, b) => cos(k, k.mul(k.constant(-5), k.add(a, b)))],
    ['sincosTurns', (k, a, b) => k.fma(sincosTurns(k, a).sin, b, sincosTurns(k, b).cos)],
    ['atan2', (k, a, b, p) => k.mul(p, k.mul(atan2(k, a, k.add(b, k.constant(1.25))), a))],
    ['unused', (k) => k.constant(3)],
    ...[
      [0, 1, 2],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [0, 2, 1],
      [2, 1, 0],
    ].map((order): [string, (k: Tracer, a: Real, b: Real, p: Real) => Real] => [
      `a chain of shared work, in order ${order.join()}`,
      (k, a, b, p) => {
        const g = k.mul(k.sqrt(positive(k, a)), a);
        const h = k.mul(k.sqrt(positive(k, b)), b);
        const terms = [k.mul(g, h), k.mul(h, k.fma(h, h, p)), k.mul(g, k.fma(g, g, p))];
        return order.map((i) => terms[i]!).reduce((s, t) => k.add(s, t));
      },
    ]),
    ['linear', (k, a, b, p) => k.fma(p, k.sub(a, b), k.mul(k.constant(-2), k.add(a, a)))],
  ])('%s', (_, f) => {
    expect(deviation(compile([4, 6], 2, local(f)))).toBeLessThan(2e-9);
  });
});

describe.each([[[2, 2]], [[3, 3]], [[2, 5]], [[4, 6]], [[2, 3, 4]], [[2, 2, 2, 2]], [[3, 2, 2, 4]]])(
  'on %j',
  (dims) => {
    test('a field read at many places, moved through other frames', () => {
      const density =
        (u: number, p: Real): Density =>
        (k, x) => {
          const y = k.shift(k.shift(x, 0), 1, -1);
          const z = k.shift(x, dims.length - 1, 2);
          const [a, b, c] = [k.load(u, x, 0), k.load(u, y, 1), k.load(u, z, 2)];
          // combined at y, then at z, then at x
          const [ay, cy] = k.move([a, c], y);
          const first = k.mul(k.fma(ay!, b, cy!), cy!);
          const [fz, bz] = k.move([first, b], z);
          const [s, t] = k.move([k.mul(fz!, bz!), k.mul(c, c)], x);
          // one value seen from two sites, and both sent to a third at once
          const [bx] = k.move([b], x);
          const [u1, u2] = k.move([k.mul(bx!, a), k.mul(bz!, c)], y);
          const [v] = k.move([k.mul(u1!, u2!)], x);
          return k.add(v!, k.sub(k.mul(a, s!), k.mul(p, t!)));
        };
      expect(deviation(compile(dims, 3, density))).toBeLessThan(5e-9);
    });

    test('kinetic term: the Laplacian', () => {
      const kinetic =
        (u: number): Density =>
        (k, x) =>
          dims
            .map((_, mu) => {
              const step = k.sub(hop(k, u, x, mu, 1), k.load(u, x, 0));
              return k.mul(k.constant(0.5), k.mul(step, step));
            })
            .reduce((s, t) => k.add(s, t));
      expect(deviation(compile(dims, 1, kinetic))).toBeLessThan(1e-9);
    });
  },
);

const N = 3;
const link = (k: Tracer, u: number, s: Site, mu: number): Matrix => loadMatrix(k, u, s, mu * 18, N);

const plaquettes =
  (d: number) =>
  (u: number): Density =>
  (k, x) => {
    let sum: Real | undefined;
    for (let mu = 0; mu < d; mu++) {
      for (let nu = mu + 1; nu < d; nu++) {
        const a = mmul(k, link(k, u, x, mu), moveMatrix(k, link(k, u, k.shift(x, mu), nu), x));
        const b = mmul(k, link(k, u, x, nu), moveMatrix(k, link(k, u, k.shift(x, nu), mu), x));
        const t = realTraceMulAdjoint(k, a, b);
        sum = sum ? k.add(sum, t) : t;
      }
    }
    return sum!;
  };

/** Sum over nu of the two paths that close U_mu(x) to a plaquette. */
const staple = (k: Tracer, u: number, mu: number, d: number): Matrix => {
  const x = k.here;
  const xm = k.shift(x, mu);
  let sum: Matrix | undefined;
  for (let nu = 0; nu < d; nu++) {
    if (nu === mu) continue;
    const up = mmul(
      k,
      mmul(
        k,
        moveMatrix(k, link(k, u, xm, nu), x),
        adjoint(k, moveMatrix(k, link(k, u, k.shift(x, nu), mu), x)),
      ),
      adjoint(k, link(k, u, x, nu)),
    );
    const y = k.shift(x, nu, -1);
    const z = k.shift(y, mu);
    const down = moveMatrix(
      k,
      mmul(
        k,
        mmul(k, adjoint(k, moveMatrix(k, link(k, u, z, nu), y)), adjoint(k, link(k, u, y, mu))),
        link(k, u, y, nu),
      ),
      x,
    );
    sum = sum ? madd(k, sum, madd(k, up, down)) : madd(k, up, down);
  }
  return sum!;
};

describe.each([
  [[2, 2]],
  [[3, 5]],
  [[4, 4]],
  [[2, 3, 2]],
  [[4, 3, 6]],
  [[2, 2, 2, 2]],
  [[3, 2, 4, 2]],
  [[3, 3, 3, 3]],
])('the SU(3) plaquette on %j', (dims) => {
  const d = dims.length;
  const components = 18 * d;

  test.each(['f64', 'f32'] as const)('its gradient is the staple sum in %s', (precision) => {
    const { values, gradient: g } = compile(dims, components, plaquettes(d), { precision });
    const lattice = new Lattice(newDevice(), dims, precision);
    const field = lattice.field(components);
    const out = lattice.field(components);
    lattice.write(field, values);
    lattice.kernel(freshName(), (k) => {
      const u = k.field('u', components);
      const o = k.field('o', components);
      for (let mu = 0; mu < d; mu++) {
        // Re tr(U A): d/d Re U_ij = Re A_ji, d/d Im U_ij = -Im A_ji
        const a = staple(k, u, mu, d);
        for (let i = 0; i < N; i++) {
          for (let j = 0; j < N; j++) {
            k.store(o, mu * 18 + (i * N + j) * 2, a[j]![i]!.re);
            k.store(o, mu * 18 + (i * N + j) * 2 + 1, k.neg(a[j]![i]!.im));
          }
        }
      }
    })([field, out]);
    const expected = lattice.read(out);
    const scale = expected.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
    const worst = expected.reduce((m, x, i) => Math.max(m, Math.abs(x - g[i]!)), 0);
    expect(scale).toBeGreaterThan(1);
    expect(worst / scale).toBeLessThan(precision === 'f64' ? 1e-14 : 1e-5);
  });

  test('and the numerical derivative', () => {
    expect(deviation(compile(dims, components, plaquettes(d)), 17)).toBeLessThan(1e-7);
  });
});

test('a sum over plaquettes costs little more than its staples', () => {
  // 4 directions, 3 planes, 2 staples of 2 products of 27 complex multiply-adds each: 5184 operations; the densities add recomputed products
  const lattice = new Lattice(newDevice(), [4, 4, 4, 4]);
  let operations = 0;
  lattice.kernel(freshName(), (k) => {
    const u = k.field('u', 72);
    const g = k.field('g', 72);
    gradient(k, plaquettes(4)(u), u).forEach((x, c) => k.store(g, c, x));
    operations = k.finish().statements.filter((s) => s.kind === 'node' && s.node.op !== 'load').length;
  })([lattice.field(72), lattice.field(72)]);
  expect(operations).toBeLessThan(1.6 * 5184);
});

test('addends that share work are differentiated together', () => {
  const count = (terms: number): number => {
    const lattice = new Lattice(newDevice(), [4, 4]);
    let operations = 0;
    lattice.kernel(freshName(), (k) => {
      const u = k.field('u', 1);
      const density: Density = (kk, x) => {
        let heavy = kk.load(u, x, 0);
        for (let i = 0; i < 100; i++) heavy = kk.fma(heavy, heavy, kk.constant(i + 1));
        return Array.from({ length: terms }, (_, i) => kk.sqrt(kk.add(heavy, kk.constant(i + 1)))).reduce(
          (s, t) => kk.add(s, t),
        );
      };
      k.store(u, 0, gradient(k, density, u)[0]!);
      operations = k.finish().statements.length;
    })([lattice.field(1)]);
    return operations;
  };
  expect(count(8)).toBeLessThan(count(1) + 100);
});

test('densities that cannot be taken elsewhere are refused', () => {
  const attempt =
    (density: (k: Tracer, u: number) => Density): (() => unknown) =>
    () =>
      new Lattice(newDevice(), [4, 4]).kernel(freshName(), (k) => {
        const u = k.field('u', 1);
        gradient(k, density(k, u), u);
        k.store(u, 0, k.constant(1));
      })([new Lattice(newDevice(), [4, 4]).field(1)]);
  expect(attempt(() => (k) => k.param())).toThrow(/declares its fields and parameters outside/);
  expect(attempt((k, u) => (_, x) => k.load(u, x, 0))).toThrow(/through the tracer it is given/);
  expect(attempt((_, u) => (k, x) => k.load(u, k.shift(x, 0), 0))).toThrow(/frame of its own site/);
  expect(
    attempt(
      (_, u) => (k, x) =>
        k.mul(k.unit(k.siteIndex(), k.uint(0)), k.move([k.load(u, k.shift(x, 0), 0)], x)[0]!),
    ),
  ).toThrow(/site index/);
});
