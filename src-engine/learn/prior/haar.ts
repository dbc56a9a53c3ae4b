/**
 * Links drawn independently with the normalised Haar measure, the measure that densities of links are taken to: log r = 0.
 * Proved by test/unit/engine/learn/prior/haar.test.ts.
 */

import { su } from '../../group/group.ts';
import { haarElement } from '../../group/haar.ts';
import { storeMatrix } from '../../kernel/complex.ts';
import { openSampleStream, sampleStreamParams } from '../../random/stream.ts';
import type { Prior } from '../flow.ts';
import { fillDensity } from './fill-density.ts';

export const haarPrior = (colours: number, dimensions: number): Prior => {
  const group = su(colours);
  const components = dimensions * group.linkComponents;
  return {
    components,
    draw: (z, address) => {
      const kernel = z.lattice.kernel(`Haar prior ${colours} ${dimensions}`, (k) => {
        const out = k.field('z', components);
        const stream = openSampleStream(k);
        for (let mu = 0; mu < dimensions; mu++)
          storeMatrix(k, out, mu * group.linkComponents, haarElement(k, stream, group));
      });
      const { volume, samples } = z.lattice.layout;
      kernel([z], { uparams: sampleStreamParams(address, volume / samples) });
    },
    logDensity: (_, density) => fillDensity(density, 0),
    addGradient: () => {},
  };
};
