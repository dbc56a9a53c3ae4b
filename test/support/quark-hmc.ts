/** HMC with quarks on small lattices for tests: the plaquette action on the innermost level, the terms of sea quarks above it. */
import { GaugeAction } from '../../src-engine/action/gauge-action.ts';
import { parseLoopAction } from '../../src-engine/action/loop-language.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { groupOfColours } from '../../src-engine/group/group.ts';
import { type GaugeField, makeGaugeField, setCold } from '../../src-engine/lattice/gauge-field.ts';
import { gaugeMonomial } from '../../src-engine/update/gauge-monomial.ts';
import { type Hmc, makeHmc } from '../../src-engine/update/hmc.ts';
import { SCHEMES } from '../../src-engine/update/integrator/index.ts';
import type { Monomial } from '../../src-engine/update/monomial.ts';
import { newLattice } from './lattice.ts';

export interface QuarkHmcSetting {
  readonly dims: readonly number[];
  readonly colours: number;
  readonly beta: number;
  /** On the links of the field. */
  readonly quarks: (field: GaugeField) => readonly Monomial[];
  readonly reproducible?: boolean;
}

export interface QuarkHmc {
  readonly field: GaugeField;
  hmc(levels: {
    readonly schemes: readonly [outer: string, inner: string];
    readonly steps: readonly [outer: number, inner: number];
    readonly length?: number;
  }): Hmc;
}

/** From a cold start. */
export const quarkHmc = ({ dims, colours, beta, quarks, reproducible }: QuarkHmcSetting): QuarkHmc => {
  const group = groupOfColours(colours);
  const lattice = newLattice(dims, reproducible);
  const field = makeGaugeField(lattice, group);
  setCold(field);
  const loops = unwrap(parseLoopAction(`plaquette: ${beta}`, group, dims.length));
  const gauge = gaugeMonomial(new GaugeAction(lattice, loops), field);
  const terms = quarks(field);
  return {
    field,
    hmc: ({ schemes, steps, length = 1 }) =>
      makeHmc(field, {
        length,
        levels: [terms, [gauge]].map((monomials, i) => ({
          scheme: SCHEMES[schemes[i]!]!,
          steps: steps[i]!,
          monomials,
        })),
      }),
  };
};
