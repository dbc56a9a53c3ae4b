/**
 * The staggered Dirac operator in 2 to 4 dimensions, D = m + H/2 (hop.ts), and its square on the even sites, A = m^2 - D_eo D_oe = m^2 + D_oe^+ D_oe.
 * One field is 4 tastes (2 in 2 dimensions). D_eo^+ = -D_oe, det D = det A > 0. B = (m', D_oe) with m'^2 = m^2 + mu^2 has B^+ B = A + mu^2.
 * Test: test/unit/engine/dirac/staggered.test.ts, staggered-force.test.ts; other codes' numbers: test/golden/staggered.test.ts.
 */
import type { StaggeredSpec } from '../../api/spec/dirac-spec.ts';
import { ok, type Result } from '../../base/result.ts';
import type { GaugeField } from '../../lattice/gauge-field.ts';
import { inPrecision } from '../../lattice/precision.ts';
import { VectorSpace } from '../../linear/vector-space.ts';
import type { DiracOperator, DiracOptions, NormalOperator } from '../dirac-operator.ts';
import { dressedLinks, dressOf } from '../dressed-links.ts';
import { paritySites } from '../parity.ts';
import { staggeredKernels } from './kernels.ts';

/** One spin component: 2 N `blocks` reals at each site. Errors of makeDirac. */
export const staggeredOperator = (
  gauge: GaugeField,
  spec: StaggeredSpec,
  { precision = 'f64', blocks = 1 }: DiracOptions,
): Result<DiracOperator> => {
  const parity = paritySites(inPrecision(gauge.lattice, precision));
  if (!parity.ok) return parity;
  const { even, odd } = parity.value;
  const dressed = dressedLinks(gauge, { ...dressOf(spec), phases: 'staggered', precision });
  dressed.refresh();
  const { lattice } = dressed;
  const { mass } = spec;
  const components = 2 * gauge.group.colours * blocks;
  const space = new VectorSpace(lattice, components, undefined, blocks);
  const evens = new VectorSpace(lattice, components, even, blocks);
  const kernels = staggeredKernels(dressed, blocks);
  /** D_oe p of the last `energy` on the odd sites; zero on the even ones, as the force wants it. */
  const hopped = space.vector();
  /** Zero on the odd sites. */
  const evenPart = space.vector();

  const normal: NormalOperator = {
    space: evens,
    rootSpace: space,
    energy: (p) => {
      const hops = kernels.hopNorm(hopped, 0.5, p, odd);
      return evens.norm2(p).map((n, b) => mass * mass * n + hops[b]!);
    },
    descend: (r, p, alpha) => kernels.descend(r, alpha, mass * mass, p, -0.5, hopped, even),
    apply: (out, x) => {
      kernels.hopNorm(hopped, 0.5, x, odd);
      kernels.combine(out, mass * mass, x, -0.5, hopped, even);
    },
    applyRootDagger: (phi, xi, mu) => kernels.combine(phi, Math.hypot(mass, mu), xi, -0.5, xi, even),
    forceVectors: (x) => {
      kernels.hopNorm(hopped, 0.5, x, odd);
      evens.copy(x, evenPart);
      return { x: evenPart, y: hopped };
    },
  };

  return ok({
    spec,
    gauge,
    smeared: dressed.smeared,
    space,
    spins: 1,
    slices: 1,
    normal,
    refresh: dressed.refresh,
    apply: (out, x) => kernels.combine(out, mass, x, 0.5, x),
    applyDagger: (out, x) => kernels.combine(out, mass, x, -0.5, x),
    prepare: (c, b) => kernels.combine(c, mass, b, -0.5, b, even),
    reconstruct: (x, b) => kernels.combine(x, 1 / mass, b, -0.5 / mass, x, odd),
    addToAction: (y, x, weight) => kernels.addGradient(y, x, weight / 2),
    kick: dressed.kick,
    release: () => {
      for (const f of [hopped, evenPart]) lattice.release(f);
      dressed.release();
    },
  });
};
