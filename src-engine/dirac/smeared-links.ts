/**
 * Stout-smeared links inside a Dirac operator: the chain U -> U^(1) -> .. -> U^(n), with the fields in between, and its derivative.
 * The links are those of flow/stout.ts bit for bit. Test: test/unit/engine/dirac/smeared-links.test.ts.
 */
import { addGenerator, generatorBound, makeGenerator } from '../action/generator.ts';
import { smearingAction } from '../flow/staples.ts';
import { algebraMatrix, loadAlgebra, scaleAlgebra, storeAlgebra } from '../group/algebra.ts';
import { loadMatrix, mmul, range, storeMatrix } from '../kernel/complex.ts';
import { copyGaugeField, type GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { rotateLinks } from '../lattice/rotate-links.ts';
import { tangent } from './link-gradient.ts';
import { type PullBackMemory, pullBackMemory, pullBackStep } from './stout-pull-back.ts';

export interface Smearing {
  readonly steps: number;
  readonly rho: number;
}

export interface SmearedLinks {
  /** The smeared links; the gauge field itself without steps. */
  readonly field: GaugeField;
  /** Smears the links of the gauge field as they are now. */
  refresh(): void;
  /**
   * From dS/dU on the smeared links (link-gradient.ts) to dS/dU on the thin ones: their part along the group, which is all that a force
   * needs. `links` are those that the gradient belongs to if they are smeared links times phases. Valid until the next call.
   */
  pullBack(gradient: Field, links?: Field): Field;
  release(): void;
}

/** Not smeared before the first `refresh`. */
export const smearedLinks = (gauge: GaugeField, { steps, rho }: Smearing): SmearedLinks => {
  if (steps === 0) return { field: gauge, refresh: () => {}, pullBack: (g) => g, release: () => {} };
  const { lattice } = gauge;
  const action = smearingAction(gauge, 'all');
  const bound = Math.abs(rho) * generatorBound([action]);
  const chain = range(steps).map(() => ({ field: copyGaugeField(gauge), q: makeGenerator(gauge) }));
  const field = chain.at(-1)!.field;
  // made when the first force is wanted: a quark that is only measured with has none
  let memory: (PullBackMemory & { readonly f: Field; readonly gradient: Field }) | undefined;

  return {
    field,
    refresh: () => {
      let from = gauge;
      for (const { field: to, q } of chain) {
        lattice.copy(from.links, to.links);
        addGenerator(to, [action], q, rho, 0);
        rotateLinks(to, q, 1, bound);
        from = to;
      }
    },
    pullBack: (gradient, links = field.links) => {
      memory ??= {
        ...pullBackMemory(gauge),
        f: makeGenerator(gauge),
        gradient: lattice.field(gauge.links.components),
      };
      toAlgebra(gauge, links, gradient, memory.f);
      for (const i of range(steps).reverse()) {
        const thin = i === 0 ? gauge.links : chain[i - 1]!.field.links;
        const { field: to, q } = chain[i]!;
        pullBackStep(gauge, { thin, smeared: to.links, q }, rho, bound, memory.f, memory);
      }
      toGradient(gauge, memory.f, memory.gradient);
      return memory.gradient;
    },
    release: () => {
      for (const step of chain) {
        lattice.release(step.field.links);
        lattice.release(step.q);
      }
      if (memory) for (const own of Object.values(memory)) lattice.release(own);
    },
  };
};

/** f with dS = <f, w> for dU = w U: -TA(U G^+). */
const toAlgebra = ({ lattice, group }: GaugeField, links: Field, gradient: Field, f: Field): void => {
  const kernel = lattice.kernel(`tangent of gradient ${group.name}`, (k) => {
    const u = k.field('links', links.components);
    const g = k.field('gradient', gradient.components);
    const out = k.field('f', f.components);
    for (const mu of range(lattice.dims.length)) {
      const t = tangent(k, u, g, mu, group);
      storeAlgebra(k, out, mu, scaleAlgebra(k, k.constant(-1), t));
    }
  });
  kernel([links, gradient, f]);
};

/** G = f U, the gradient along the group with that f. */
const toGradient = ({ lattice, group, links }: GaugeField, f: Field, gradient: Field): void => {
  const kernel = lattice.kernel(`gradient of tangent ${group.name}`, (k) => {
    const u = k.field('links', links.components);
    const fs = k.field('f', f.components);
    const out = k.field('gradient', gradient.components);
    for (const mu of range(lattice.dims.length)) {
      const at = mu * group.linkComponents;
      const element = algebraMatrix(k, loadAlgebra(k, fs, k.here, mu, group), group);
      storeMatrix(k, out, at, mmul(k, element, loadMatrix(k, u, k.here, at, group.colours)));
    }
  });
  kernel([links, f, gradient]);
};
