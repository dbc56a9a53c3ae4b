/**
 * The frame of all operators D = S + h H C of the Wilson kind: a DiracOperator from the parts of site-part.ts.
 * Test: test/unit/engine/dirac/wilson.
 */
import type { DiracSpec } from '../../api/spec/dirac-spec.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { GaugeField } from '../../lattice/gauge-field.ts';
import type { Field } from '../../lattice/lattice.ts';
import { VectorSpace } from '../../linear/vector-space.ts';
import type { DiracOperator, DiracOptions } from '../dirac-operator.ts';
import { type DressedLinks, dressedLinks, dressOf } from '../dressed-links.ts';
import { gammaBasis, hasSpin } from '../gamma.ts';
import { paritySites } from '../parity.ts';
import { evenOdd } from './even-odd.ts';
import { addHopGradient } from './hop-gradient.ts';
import { hopKernels } from './hop-kernels.ts';
import type { WilsonParts } from './site-part.ts';

/** `parts` is called once, with the links that the operator will work on, before they are refreshed. */
export const wilsonLike = (
  gauge: GaugeField,
  spec: DiracSpec,
  { precision = 'f64', blocks = 1, rows = 'full' }: DiracOptions,
  parts: (dressed: DressedLinks) => WilsonParts,
): Result<DiracOperator> => {
  const d = gauge.lattice.dims.length;
  if (!hasSpin(d))
    return fail(
      'fermion.unsupported',
      `There are no ${spec.operator} fermions in ${d} dimensions here.`,
      'Choose 2 or 4 dimensions, or staggered fermions.',
      { dimensions: d },
    );
  const parity = paritySites(gauge.lattice);
  if (!parity.ok) return parity;

  const dressed = dressedLinks(gauge, { ...dressOf(spec), precision, storage: rows });
  const { lattice } = dressed;
  const sites = paritySites(lattice);
  if (!sites.ok) return sites;
  const plug = parts(dressed);
  const { slices, hop: h, diagonal, before, hermitian, linkDependence } = plug;
  const { spins } = gammaBasis(d);
  const kernels = hopKernels(dressed, { slices, blocks, hermitian });
  const space = new VectorSpace(lattice, kernels.components, undefined, blocks);
  const halves = evenOdd(space, kernels, plug, sites.value);
  let prepared: Field | undefined;
  /** C x, or x itself. */
  const beforeHop = (x: Field): Field => {
    if (!before) return x;
    prepared ??= space.vector();
    kernels.site(prepared, x, [before.matrix]);
    return prepared;
  };

  const refresh = (): void => {
    dressed.refresh();
    linkDependence?.refresh();
  };
  refresh();
  return ok({
    spec,
    gauge,
    smeared: dressed.smeared,
    space,
    spins,
    slices,
    normal: halves.normal,
    refresh,
    apply: (out, x) => {
      const y = beforeHop(x);
      kernels.launch({
        form: 'combine',
        direction: 'plain',
        out,
        x,
        y,
        diagonal: diagonal?.matrix,
        b: h,
      });
    },
    applyDagger: (out, x) => {
      kernels.launch({
        form: 'combine',
        direction: 'dagger',
        out,
        x,
        y: x,
        diagonal: diagonal?.adjoint,
        after: before ? [before.adjoint] : [],
        b: h,
      });
    },
    prepare: halves.prepare,
    reconstruct: halves.reconstruct,
    addToAction: (y, x, weight) => {
      addHopGradient(dressed, y, beforeHop(x), weight * h, slices * blocks);
      linkDependence?.addToAction(y, x, weight);
    },
    kick: (momenta, eps) => {
      linkDependence?.collect();
      dressed.kick(momenta, eps);
    },
    ...(linkDependence
      ? {
          siteDiagonal: {
            logDeterminant: linkDependence.logDeterminant,
            addToAction: linkDependence.addLogDeterminant,
          },
        }
      : {}),
    release: () => {
      linkDependence?.release();
      halves.release();
      kernels.release();
      if (prepared) lattice.release(prepared);
      dressed.release();
    },
  });
};
