/**
 * One step of stout smearing U' = exp(Q) U, Q = rho TA(C U^+), differentiated backwards: what a change of the smeared links does to an action,
 * as a change of the links before the step (C. Morningstar, M. Peardon, hep-lat/0311018, section III; here in the algebra).
 *
 * An action's differential is kept as one algebra element f per link, dS = <f, w> for dU = w U, <a, b> = -tr(a b). With E = exp(Q):
 *   f <- E^+ f' E + (what comes through Q),   Lambda: <Lambda, dQ> = Re tr((f' E)^+ dE), by the adjoint of the kernel of exp.
 * <Lambda, Q> summed over the links is rho Re tr[W (A + B - D - C)] summed over the plaquettes W = a b c^+ d^+ (a = U_mu(x), b = U_nu(x + mu),
 * c = U_mu(x + nu), d = U_nu(x)) with A = Lambda_a, B = a Lambda_b a^+, C = d Lambda_c d^+, D = Lambda_d; turning each of the four links gives
 * its share, at x for a and d, to be fetched from x for b and c.
 * Test: test/unit/engine/dirac/smeared-links.test.ts (numerical derivatives).
 */
import {
  type Algebra,
  algebraMatrix,
  loadAlgebra,
  scaleAlgebra,
  storeAlgebra,
  tracelessAntiHermitian,
} from '../group/algebra.ts';
import type { Group } from '../group/group.ts';
import { gradient } from '../kernel/adjoint.ts';
import {
  adjoint,
  loadMatrix,
  type Matrix,
  madd,
  mmul,
  moveMatrix,
  msub,
  range,
  realTraceMulAdjoint,
} from '../kernel/complex.ts';
import type { Site } from '../kernel/graph.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { halvingsFor, rotation } from '../lattice/rotate-links.ts';
import { planesOf } from '../observable/planes.ts';

/** The element whose product <Lambda, dQ> is the sum of derivatives times changes of the stored reals of Q. */
const fromDerivatives = (k: Tracer, d: readonly Real[], group: Group): Algebra => {
  const n = group.colours;
  const mean = k.mul(
    k.constant(1 / n),
    d.slice(0, n).reduce((s, x) => k.add(s, x)),
  );
  return d.map((x, i) => {
    if (i >= n) return k.mul(k.constant(0.5), x);
    return group.special ? k.sub(x, mean) : x;
  });
};

/** What a step was: the links before and after it, and Q. */
export interface StoutStep {
  readonly thin: Field;
  readonly smeared: Field;
  readonly q: Field;
}

/** Scratch memory of `pullBackStep`. */
export interface PullBackMemory {
  readonly lambda: Field;
  /** Shares of the links b and c of every plane. */
  readonly shares: Field;
}

/** Fields of zeros, the caller's to release. */
export const pullBackMemory = ({ lattice, group }: GaugeField): PullBackMemory => {
  const d = lattice.dims.length;
  const n = group.algebraComponents;
  return { lambda: lattice.field(d * n), shares: lattice.field(2 * planesOf(d).length * n) };
};

/** f on the smeared links becomes f on the thin ones; `bound` is one on the spectral norm of Q. */
export const pullBackStep = (
  gauge: GaugeField,
  step: StoutStep,
  rho: number,
  bound: number,
  f: Field,
  memory: PullBackMemory,
): void => {
  throughExponential(gauge, step, f, memory.lambda, halvingsFor(bound));
  throughStaples(gauge, step.thin, rho, f, memory);
  gatherShares(gauge, f, memory.shares);
};

/** f <- E^+ f E, and Lambda of the old f. */
const throughExponential = (
  { lattice, group }: GaugeField,
  { thin, smeared, q }: StoutStep,
  f: Field,
  lambda: Field,
  halvings: number,
): void => {
  const n = group.algebraComponents;
  const kernel = lattice.kernel(`stout exponential back ${group.name} ${halvings}`, (k) => {
    const [u, v] = ['thin', 'smeared'].map((name) => k.field(name, thin.components)) as [number, number];
    const [qs, fs, out] = ['q', 'f', 'lambda'].map((name) => k.field(name, q.components)) as [
      number,
      number,
      number,
    ];
    for (const mu of range(lattice.dims.length)) {
      // E from the links: the cotangent is not to depend on the Q that is differentiated by
      const step = (kk: Tracer, x: Site): { readonly turn: Matrix; readonly cotangent: Matrix } => {
        const link = (field: number): Matrix =>
          loadMatrix(kk, field, x, mu * group.linkComponents, group.colours);
        const turn = mmul(kk, link(v), adjoint(kk, link(u)));
        return {
          turn,
          cotangent: mmul(kk, algebraMatrix(kk, loadAlgebra(kk, fs, x, mu, group), group), turn),
        };
      };
      const derivatives = gradient(
        k,
        (kk, x) => {
          const e = rotation(kk, loadAlgebra(kk, qs, x, mu, group), group, halvings);
          return realTraceMulAdjoint(kk, e, step(kk, x).cotangent);
        },
        qs,
      );
      const { turn, cotangent } = step(k, k.here);
      storeAlgebra(k, out, mu, fromDerivatives(k, derivatives.slice(mu * n, (mu + 1) * n), group));
      storeAlgebra(k, fs, mu, tracelessAntiHermitian(k, mmul(k, adjoint(k, turn), cotangent), group));
      k.nextPass();
    }
  });
  kernel([thin, smeared, q, f, lambda]);
};

/** One pass for each plane. */
const throughStaples = (
  { lattice, group }: GaugeField,
  thin: Field,
  rho: number,
  f: Field,
  { lambda, shares }: PullBackMemory,
): void => {
  const kernel = lattice.kernel(`stout staples back ${group.name}`, (k) => {
    const us = k.field('links', thin.components);
    const ls = k.field('lambda', lambda.components);
    const fs = k.field('f', f.components);
    const out = k.field('shares', shares.components);
    const scale = k.param();
    const link = (site: Site, mu: number): Matrix =>
      moveMatrix(k, loadMatrix(k, us, site, mu * group.linkComponents, group.colours), k.here);
    const element = (site: Site, mu: number): Matrix =>
      algebraMatrix(k, k.move(loadAlgebra(k, ls, site, mu, group), k.here), group);
    const add = (mu: number, sign: 1 | -1, m: Matrix): void => {
      const before = loadAlgebra(k, fs, k.here, mu, group);
      const share = tracelessAntiHermitian(k, m, group);
      const by = sign > 0 ? scale : k.neg(scale);
      storeAlgebra(
        k,
        fs,
        mu,
        before.map((x, i) => k.fma(by, share[i]!, x)),
      );
    };
    const share = (slot: number, sign: 1 | -1, m: Matrix): void => {
      const by = sign > 0 ? scale : k.neg(scale);
      storeAlgebra(k, out, slot, scaleAlgebra(k, by, tracelessAntiHermitian(k, m, group)));
    };
    planesOf(lattice.dims.length).forEach(({ mu, nu }, plane) => {
      const [alongMu, alongNu] = [k.shift(k.here, mu), k.shift(k.here, nu)];
      const [a, b, c, d] = [link(k.here, mu), link(alongMu, nu), link(alongNu, mu), link(k.here, nu)];
      const w = mmul(k, mmul(k, a, b), adjoint(k, mmul(k, d, c)));
      const there = mmul(k, mmul(k, a, element(alongMu, nu)), adjoint(k, a));
      const above = mmul(k, mmul(k, d, element(alongNu, mu)), adjoint(k, d));
      const ends = msub(k, element(k.here, mu), element(k.here, nu));
      const m = madd(k, ends, msub(k, there, above));
      const wm = mmul(k, w, m);
      const mw = mmul(k, m, w);
      add(mu, -1, madd(k, wm, commutator(k, there, w)));
      add(nu, 1, madd(k, mw, commutator(k, above, w)));
      share(2 * plane, -1, mmul(k, adjoint(k, a), mmul(k, wm, a)));
      share(2 * plane + 1, 1, mmul(k, adjoint(k, d), mmul(k, mw, d)));
      k.nextPass();
    });
  });
  kernel([thin, lambda, f, shares], { params: [rho] });
};

const commutator = (k: Tracer, a: Matrix, b: Matrix): Matrix => msub(k, mmul(k, a, b), mmul(k, b, a));

/** Fetches for every link what the plaquettes of other corners have for it. */
const gatherShares = ({ lattice, group }: GaugeField, f: Field, shares: Field): void => {
  const kernel = lattice.kernel(`stout shares ${group.name}`, (k) => {
    const fs = k.field('f', f.components);
    const ss = k.field('shares', shares.components);
    for (const mu of range(lattice.dims.length)) {
      let sum = loadAlgebra(k, fs, k.here, mu, group);
      planesOf(lattice.dims.length).forEach((plane, i) => {
        if (plane.mu !== mu && plane.nu !== mu) return;
        // the link b of a plane points along nu and lies one hop along mu from the corner; c the other way round
        const [slot, hop] = plane.nu === mu ? [2 * i, plane.mu] : [2 * i + 1, plane.nu];
        const corner = k.shift(k.here, hop, -1);
        const moved = k.move(loadAlgebra(k, ss, corner, slot, group), k.here);
        sum = sum.map((x, j) => k.add(x, moved[j]!));
      });
      storeAlgebra(k, fs, mu, sum);
    }
  });
  kernel([f, shares]);
};
