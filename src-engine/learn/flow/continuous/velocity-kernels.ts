/**
 * What is local or a fixed sum in the velocity dphi_x/dt = sum_o sum_(y in x + o) sum_f N[o][f] h_f(phi_y), h = (phi, sin omega_f phi):
 *   features   h_f(phi), and the divergence at x, sum_f N[0][f] h_f'(phi_x): only y = x, of the orbit of zero displacement, contributes;
 *   gather     k_x = sum_o sum_(y in x + o) u_o(y), and what a Runge-Kutta stage makes of it;
 *   scatter    the transpose of gather (orbits contain opposites): uBar_o(y) = sum over x in y + o of kBar(x);
 *   adjoint    from cotangents of h and of the divergence to those of phi, omega and N[0].
 * Proved by test/unit/engine/learn/flow/continuous.test.ts.
 */
import type { Site } from '../../../kernel/graph.ts';
import { sincos } from '../../../kernel/math.ts';
import type { Real, Tracer } from '../../../kernel/tracer.ts';
import type { Kernel, Lattice } from '../../../lattice/lattice.ts';
import type { Displacement } from './orbits.ts';

/** Sites that one loop of a kernel visits: more overflow the instruction cache. */
const SITES_OF_A_PASS = 128;

export interface VelocityKernels {
  /** Fields: phi, logJ, h. Parameters: factor, N[0][0], then omega_f and omega_f N[0][f] for each sine. logJ += factor divergence. */
  readonly features: Kernel;
  /** Fields: u, x, sum, next. Parameters: a, b. next <- x + a k, sum <- sum + b k. */
  readonly gather: Kernel;
  /** Fields: kBar, uBar. */
  readonly scatter: Kernel;
  /**
   * Fields: phi, weight, hBar, bar, total, kBar, h, shares. Parameters: factor, a, b, then omega_f and N[0][f] for each sine. With v the cotangent of phi: total <- total + v,
   * kBar <- a v + b bar; h <- h(phi); shares <- what the site adds to the cotangents of N[0][0..] and, behind them, of omega (0 for the linear feature).
   */
  readonly adjoint: Kernel;
}

const siteAt = (k: Tracer, displacement: Displacement): Site =>
  displacement.reduce((site, steps, mu) => k.shift(site, mu, steps), k.here);

interface Sine {
  readonly omega: Real;
  readonly weight: Real;
}

export const velocityKernels = (
  lattice: Lattice,
  orbits: readonly (readonly Displacement[])[],
  frequencies: number,
): VelocityKernels => {
  const features = frequencies + 1;
  const extents = lattice.dims.join('x');
  const sines = (k: Tracer): Sine[] =>
    Array.from({ length: frequencies }, () => ({ omega: k.param(), weight: k.param() }));
  const members = orbits.flatMap((orbit, o) => orbit.map((displacement) => ({ o, displacement })));

  return {
    features: lattice.kernel(`continuous features ${frequencies}`, (k) => {
      const [phi, logJ] = [k.field('phi', 1), k.field('logJ', 1)];
      const h = k.field('h', features);
      const factor = k.param();
      let divergence = k.param();
      const x = k.load(phi, k.here, 0);
      k.store(h, 0, x);
      sines(k).forEach(({ omega, weight }, i) => {
        const { sin, cos } = sincos(k, k.mul(omega, x));
        k.store(h, i + 1, sin);
        divergence = k.fma(weight, cos, divergence);
      });
      k.store(logJ, 0, k.fma(factor, divergence, k.load(logJ, k.here, 0)));
    }),

    gather: lattice.kernel(`continuous gather ${extents}`, (k) => {
      const u = k.field('u', orbits.length);
      const [x, sum, next] = ['x', 'sum', 'next'].map((name) => k.field(name, 1)) as [number, number, number];
      const [a, b] = [k.param(), k.param()];
      for (let begin = 0; begin < members.length; begin += SITES_OF_A_PASS) {
        if (begin > 0) k.nextPass();
        let total: Real | undefined;
        for (const { o, displacement } of members.slice(begin, begin + SITES_OF_A_PASS)) {
          const [value] = k.move([k.load(u, siteAt(k, displacement), o)], k.here) as [Real];
          total = total ? k.add(total, value) : value;
        }
        k.store(sum, 0, k.fma(b, total!, k.load(sum, k.here, 0)));
        k.store(next, 0, k.fma(a, total!, k.load(begin === 0 ? x : next, k.here, 0)));
      }
    }),

    scatter: lattice.kernel(`continuous scatter ${extents}`, (k) => {
      const kBar = k.field('kBar', 1);
      const uBar = k.field('uBar', orbits.length);
      let visited = 0;
      orbits.forEach((orbit, o) => {
        visited += orbit.length;
        if (visited > SITES_OF_A_PASS) {
          k.nextPass();
          visited = orbit.length;
        }
        const values = orbit.map(
          (displacement) => k.move([k.load(kBar, siteAt(k, displacement), 0)], k.here)[0]!,
        );
        k.store(
          uBar,
          o,
          values.reduce((sum, value) => k.add(sum, value)),
        );
      });
    }),

    adjoint: lattice.kernel(`continuous adjoint ${frequencies}`, (k) => {
      const [phi, weight] = [k.field('phi', 1), k.field('weight', 1)];
      const hBar = k.field('hBar', features);
      const [bar, total, kBar] = ['bar', 'total', 'kBar'].map((name) => k.field(name, 1)) as [
        number,
        number,
        number,
      ];
      const h = k.field('h', features);
      const shares = k.field('shares', 2 * features);
      const [factor, a, b] = [k.param(), k.param(), k.param()];
      const x = k.load(phi, k.here, 0);
      const rate = k.mul(factor, k.load(weight, k.here, 0));
      let v = k.load(hBar, k.here, 0);
      k.store(h, 0, x);
      k.store(shares, 0, rate);
      k.store(shares, features, k.constant(0));
      sines(k).forEach(({ omega, weight: n }, i) => {
        const { sin, cos } = sincos(k, k.mul(omega, x));
        const slope = k.load(hBar, k.here, i + 1);
        const divergent = k.mul(rate, n);
        const bent = k.mul(k.mul(divergent, omega), sin);
        // d/dphi of slope sin + divergent omega cos
        v = k.fma(omega, k.sub(k.mul(slope, cos), bent), v);
        k.store(h, i + 1, sin);
        k.store(shares, i + 1, k.mul(k.mul(rate, omega), cos));
        // d/domega
        k.store(shares, features + i + 1, k.sub(k.mul(cos, k.fma(slope, x, divergent)), k.mul(bent, x)));
      });
      k.store(total, 0, k.add(k.load(total, k.here, 0), v));
      k.store(kBar, 0, k.fma(a, v, k.mul(b, k.load(bar, k.here, 0))));
    }),
  };
};
