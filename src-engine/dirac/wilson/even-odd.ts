/**
 * The even-odd form of D = S + h H C (site-part.ts): Dhat = S_ee - h^2 H_eo C S_oo^-1 H_oe C on the even sites, A = Dhat^+ Dhat.
 * T. A. DeGrand, P. Rossi, Comput. Phys. Commun. 60 (1990) 211. Test: test/unit/engine/dirac/wilson/even-odd.test.ts.
 */
import { invariant } from '../../base/invariant.ts';
import type { Field } from '../../lattice/lattice.ts';
import { VectorSpace } from '../../linear/vector-space.ts';
import type { DiracOperator, NormalOperator } from '../dirac-operator.ts';
import type { ParitySites } from '../parity.ts';
import type { Direction } from './hop.ts';
import type { HopForm, HopKernels, HopLaunch } from './hop-kernels.ts';
import type { SitePart, WilsonParts } from './site-part.ts';

export interface EvenOdd extends Pick<DiracOperator, 'normal' | 'prepare' | 'reconstruct'> {
  release(): void;
}

/** A list of those that are there. */
const present = (...parts: readonly (SitePart | undefined)[]): SitePart[] =>
  parts.filter((p) => p !== undefined);

export const evenOdd = (
  space: VectorSpace,
  kernels: HopKernels,
  { hop: h, diagonal, before, hermitian }: WilsonParts,
  { even, odd }: ParitySites,
): EvenOdd => {
  const { lattice, components, blocks } = space;
  const evens = new VectorSpace(lattice, components, even, blocks);
  const odds = new VectorSpace(lattice, components, odd, blocks);
  const own: Field[] = [];
  const vector = (): Field => {
    const made = space.vector();
    own.push(made);
    return made;
  };
  /** Intermediate results: of the even sites, and of the odd ones. */
  const work = vector();
  /** C x where there is C. */
  const prepared = before ? vector() : undefined;
  let force: { readonly x: Field; readonly y: Field } | undefined;

  /** C x on those sites, or x itself. */
  const beforeHop = (x: Field, sites = even): Field => {
    if (!before || !prepared) return x;
    kernels.site(prepared, x, [before.matrix], sites);
    return prepared;
  };
  /** The odd sites of `work` <- C S^-1 H C x, or S^-+ C^+ H^+ x. */
  const visitOdd = (x: Field, direction: Direction): void => {
    const plain = direction === 'plain';
    const after = plain
      ? present(diagonal?.inverse, before?.matrix)
      : present(before?.adjoint, diagonal?.inverseAdjoint);
    const y = plain ? beforeHop(x) : x;
    kernels.launch({ form: 'hop', direction, out: work, y, after, b: 1, sites: odd });
  };
  /** Dhat x or Dhat^+ x on the even sites, in the given form. */
  const hat = (
    form: HopForm,
    direction: Direction,
    out: Field,
    x: Field,
    rest: Pick<HopLaunch, 'alpha' | 'mu'> = {},
  ): number[] => {
    visitOdd(x, direction);
    const plain = direction === 'plain';
    return kernels.launch({
      form,
      direction,
      out,
      x,
      y: work,
      diagonal: plain ? diagonal?.matrix : diagonal?.adjoint,
      after: plain ? [] : present(before?.adjoint),
      b: -h * h,
      sites: even,
      ...rest,
    });
  };
  const applyHermitian = (out: Field, x: Field, mu: number): void => {
    hat('hermitian', 'plain', out, x, { mu });
  };

  const normal: NormalOperator = {
    space: evens,
    rootSpace: evens,
    energy: (p) => hat('norm', 'plain', work, p),
    descend: (r, _, alpha) => hat('descend', 'dagger', r, work, { alpha }),
    apply: (out, x) => {
      hat('combine', 'plain', work, x);
      hat('combine', 'dagger', out, work);
    },
    applyRootDagger: (phi, xi, mu) => {
      invariant(hermitian !== undefined || mu === 0, 'a twisted mass without a Hermitian operator');
      if (hermitian === undefined) hat('combine', 'dagger', phi, xi);
      else applyHermitian(phi, xi, -mu);
    },
    applyRoot: (out, x) => {
      if (hermitian === undefined) hat('combine', 'plain', out, x);
      else applyHermitian(out, x, 0);
    },
    ...(hermitian === undefined ? {} : { hermitian: applyHermitian }),
    forceVectors: (v) => {
      force ??= { x: vector(), y: vector() };
      const { x, y } = force;
      evens.copy(v, x);
      kernels.launch({
        form: 'hop',
        direction: 'plain',
        out: x,
        y: beforeHop(v),
        after: present(diagonal?.inverse),
        b: -h,
        sites: odd,
      });
      kernels.launch({
        form: 'combine',
        direction: 'plain',
        out: y,
        x,
        y: beforeHop(x, odd),
        diagonal: diagonal?.matrix,
        b: h,
        sites: even,
      });
      kernels.launch({
        form: 'hop',
        direction: 'dagger',
        out: y,
        y,
        after: present(before?.adjoint, diagonal?.inverseAdjoint),
        b: -h,
        sites: odd,
      });
      return force;
    },
  };

  return {
    normal,
    prepare: (c, b) => {
      const parts = present(diagonal?.inverse, before?.matrix);
      if (parts.length > 0) kernels.site(work, b, parts, odd);
      else odds.copy(b, work);
      kernels.launch({ form: 'combine', direction: 'plain', out: work, x: b, y: work, b: -h, sites: even });
      hat('combine', 'dagger', c, work);
    },
    reconstruct: (x, b) => {
      kernels.launch({
        form: 'combine',
        direction: 'plain',
        out: x,
        x: b,
        y: beforeHop(x),
        diagonal: diagonal?.inverse,
        after: present(diagonal?.inverse),
        b: -h,
        sites: odd,
      });
    },
    release: () => {
      for (const field of own) lattice.release(field);
    },
  };
};
