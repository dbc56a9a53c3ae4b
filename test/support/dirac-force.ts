/** The forces of a Dirac operator against numerical derivatives. */
import type { DiracSpec } from '../../src-engine/api/spec/dirac-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import type { DiracOperator } from '../../src-engine/dirac/dirac-operator.ts';
import { type DiracOptions, makeDirac } from '../../src-engine/dirac/make-dirac.ts';
import { gaugeFieldOf, setConfiguration } from '../../src-engine/lattice/gauge-field.ts';
import type { Field } from '../../src-engine/lattice/lattice.ts';
import { someNumbers } from './kernel-lab.ts';
import { newLattice } from './lattice.ts';
import { algebraBasis, algebraMatrixOf, algebraProduct, everySite, withRotatedLink } from './plain-gauge.ts';
import { randomField, uniforms } from './random-field.ts';

const STEP = 2e-3;

/** A vector of the operator with numbers between -1 and 1 everywhere. */
export const randomVector = ({ space }: DiracOperator, seed: number): Field => {
  const x = space.vector();
  space.lattice.write(x, someNumbers(space.lattice.volume * space.components, seed));
  return x;
};

const sum = (parts: readonly number[]): number => parts.reduce((a, b) => a + b, 0);

/** An action with fixed vectors: its value, and what adds it to the operator's collected action. */
export interface VectorAction {
  value(operator: DiracOperator): number;
  collect(operator: DiracOperator): void;
}

/** 0.7 Re <y, D x> */
export const bilinear = (operator: DiracOperator): VectorAction => {
  const [x, y, dx] = [randomVector(operator, 1), randomVector(operator, 2), operator.space.vector()];
  return {
    value: ({ apply, space }) => {
      apply(dx, x);
      return 0.7 * sum(space.dot(y, dx).map((z) => z.re));
    },
    collect: (op) => op.addToAction(y, x, 0.7),
  };
};

/** <x, A x> by the force vectors. */
export const normalForm = (operator: DiracOperator): VectorAction => {
  const x = randomVector(operator, 3);
  return {
    value: ({ normal }) => sum(normal.energy(x)),
    collect: (op) => {
      const f = op.normal.forceVectors(x);
      op.addToAction(f.y, f.x, 2);
    },
  };
};

/**
 * Largest difference between the derivative of the action along exp(e X) U, by differences of fourth order, and -<X, F>, over some links
 * and all generators X, relative to the largest derivative. The action is collected twice and kicked twice: a kick forgets.
 */
export const diracForceError = (
  dims: readonly number[],
  colours: number,
  spec: DiracSpec,
  make: (operator: DiracOperator) => VectorAction,
  { links = 3, ...options }: DiracOptions & { readonly links?: number } = {},
): number => {
  const configuration = randomField(dims, colours, 31);
  const gauge = gaugeFieldOf(newLattice(dims), configuration);
  const operator = unwrap(makeDirac(gauge, spec, options));
  const action = make(operator);
  const momenta = gauge.lattice.field(dims.length * colours * colours);
  action.collect(operator);
  operator.kick(momenta, 0.25);
  action.collect(operator);
  operator.kick(momenta, 0.75);
  const force = gauge.lattice.read(momenta);

  const sites = everySite(dims);
  const next = uniforms(31);
  let [worst, largest] = [0, 0];
  for (let i = 0; i < links; i++) {
    const site = Math.floor(next() * sites.length);
    // every direction in turn, the last one over the boundary first
    const mu = dims.length - 1 - (i % dims.length);
    const x = sites[site]!.map((c, axis) => (i === 0 && axis === mu ? dims[mu]! - 1 : c));
    const at = sites.findIndex((s) => s.join() === x.join());
    const size = colours * colours;
    const offset = (at * dims.length + mu) * size;
    const f = algebraMatrixOf(force.subarray(offset, offset + size), colours);
    for (const generator of algebraBasis(colours)) {
      const s = (eps: number): number => {
        setConfiguration(gauge, withRotatedLink(configuration, x, mu, generator, eps));
        operator.refresh();
        return action.value(operator);
      };
      const derivative = (s(-2 * STEP) - s(2 * STEP) + 8 * (s(STEP) - s(-STEP))) / (12 * STEP);
      worst = Math.max(worst, Math.abs(derivative + algebraProduct(generator, f, colours)));
      largest = Math.max(largest, Math.abs(derivative));
    }
  }
  return worst / largest;
};
