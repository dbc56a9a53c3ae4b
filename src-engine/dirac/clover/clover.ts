/**
 * Wilson fermions with the clover term: D = A - kappa H, A site-diagonal (clover-term.ts), on the frame of Wilson-like operators.
 * B. Sheikholeslami, R. Wohlert, Nucl. Phys. B259 (1985) 572. Test: test/unit/engine/dirac/clover, test/golden/clover.test.ts.
 */
import type { CloverSpec } from '../../api/spec/dirac-spec.ts';
import { invariant } from '../../base/invariant.ts';
import { type Result, unwrap } from '../../base/result.ts';
import type { GaugeField } from '../../lattice/gauge-field.ts';
import type { Field } from '../../lattice/lattice.ts';
import { convertField } from '../../lattice/precision.ts';
import type { DiracOperator, DiracOptions } from '../dirac-operator.ts';
import type { DressedLinks } from '../dressed-links.ts';
import { paritySites } from '../parity.ts';
import type { SitePart, WilsonParts } from '../wilson/site-part.ts';
import { wilsonLike } from '../wilson/wilson-like.ts';
import {
  addBilinearCotangent,
  addDeterminantCotangent,
  type CloverShape,
  cloverShape,
  computeTerm,
  invertTerm,
  timesTerm,
} from './clover-term.ts';
import { addLeafGradient, computeLeaves, leafComponents } from './leaf-field.ts';

/** Errors of makeDirac. */
export const cloverOperator = (
  gauge: GaugeField,
  spec: CloverSpec,
  options: DiracOptions,
): Result<DiracOperator> =>
  wilsonLike(gauge, spec, options, (dressed) => cloverParts(dressed, spec.kappa, spec.clover));

/** A or its inverse on the odd sites, loaded from a field. Both are Hermitian. */
const termPart = (name: string, shape: CloverShape, field: Field): SitePart => ({
  key: `clover ${name} ${shape.key}`,
  fields: [field],
  params: [],
  declare: (k) => {
    const term = k.field(name, field.components);
    return (x) => x.map((psi) => timesTerm(k, shape, term, psi));
  },
});

const cloverParts = (dressed: DressedLinks, kappa: number, clover: number): WilsonParts => {
  const { lattice, smeared } = dressed;
  const double = smeared.lattice;
  const shape = cloverShape(smeared);
  const scale = -kappa * clover;
  const { odd } = unwrap(paritySites(lattice));
  const leaves = lattice.field(leafComponents(smeared));
  const term = lattice.field(shape.components);
  const inverse = lattice.field(shape.components);
  let logDeterminant = 0;
  /** Cotangents of the leaves, collected since the last kick. */
  let cotangents: Field | undefined;
  const collecting = (): Field => {
    invariant(lattice === double, 'forces are computed in double precision');
    cotangents ??= double.field(leaves.components);
    return cotangents;
  };

  const diagonal = termPart('term', shape, term);
  const inverted = termPart('inverse', shape, inverse);
  return {
    slices: 1,
    hop: -kappa,
    hermitian: 'gamma5',
    diagonal: { matrix: diagonal, adjoint: diagonal, inverse: inverted, inverseAdjoint: inverted },
    linkDependence: {
      refresh: () => {
        if (lattice === double) computeLeaves(smeared, leaves);
        else {
          const precise = double.field(leaves.components);
          computeLeaves(smeared, precise);
          convertField(precise, leaves);
          double.release(precise);
        }
        computeTerm(lattice, shape, leaves, term, scale);
        logDeterminant = invertTerm(lattice, shape, term, inverse, odd);
      },
      addToAction: (y, x, weight) => {
        addBilinearCotangent(smeared, shape, { y, x, m: collecting() }, weight * scale);
      },
      logDeterminant: () => logDeterminant,
      addLogDeterminant: (weight) => {
        addDeterminantCotangent(smeared, shape, inverse, collecting(), weight * scale, odd);
      },
      collect: () => {
        if (cotangents === undefined) return;
        addLeafGradient(smeared, cotangents, dressed.smearedGradient());
        double.release(cotangents);
        cotangents = undefined;
      },
      release: () => {
        for (const field of [leaves, term, inverse]) lattice.release(field);
        if (cotangents) double.release(cotangents);
      },
    },
  };
};
