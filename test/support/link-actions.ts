/** Functions of links with gradients written out in plain code, for tests of forces. */
import { type GaugeField, getConfiguration } from '../../src-engine/lattice/gauge-field.ts';
import { everySite, linkAt, plainPlaquetteSum, plainStaple } from './plain-gauge.ts';
import { uniforms } from './random-field.ts';

export interface LinkAction {
  value(field: GaugeField): number;
  /** dS/d(components of the links). */
  gradient(field: GaugeField): Float64Array;
}

/** -beta sum Re tr P / N: an open link sees dS = -(beta / N) Re tr(dU C^+). */
export const wilsonAction = (beta: number): LinkAction => ({
  value: (field) => -beta * plainPlaquetteSum(getConfiguration(field)),
  gradient: (field) => {
    const c = getConfiguration(field);
    const out = new Float64Array(c.links.length);
    for (const x of everySite(c.dims))
      for (let mu = 0; mu < c.dims.length; mu++) {
        const staple = plainStaple(c, x, mu);
        out.set(
          staple.map((v) => (-beta * v) / c.colours),
          linkAt(c, x, mu),
        );
      }
    return out;
  },
});

/** sum r_i u_i over the components of all links, with random r. */
export const linearAction = (seed: number): LinkAction => {
  const weights = (n: number): Float64Array => {
    const next = uniforms(seed);
    return Float64Array.from({ length: n }, () => next() - 0.5);
  };
  return {
    value: (field) => {
      const { links } = getConfiguration(field);
      const r = weights(links.length);
      return links.reduce((sum, u, i) => sum + r[i]! * u, 0);
    },
    gradient: (field) => weights(field.lattice.volume * field.links.components),
  };
};
