/**
 * Independent normal numbers of mean 0 and variance 1: log r(z) = -sum (z^2 + log 2 pi) / 2 over sites and components.
 * In single precision uniforms have 23 bits, so that no number is beyond 5.8; double precision reaches 8.6.
 * Proved by test/unit/engine/learn/prior/normal.test.ts.
 */
import { gaussians, openSampleStream, sampleStreamParams } from '../../random/stream.ts';
import type { Prior } from '../flow.ts';

export const normalPrior = (components: number): Prior => ({
  components,
  draw: (z, draw) => {
    const kernel = z.lattice.kernel(`normal prior ${components}`, (k) => {
      const out = k.field('z', components);
      gaussians(k, openSampleStream(k), components).forEach((x, c) => k.store(out, c, x));
    });
    const { volume, samples } = z.lattice.layout;
    kernel([z], { uparams: sampleStreamParams(draw, volume / samples) });
  },
  logDensity: (z, density) => {
    const kernel = z.lattice.kernel(`normal log density ${components}`, (k) => {
      const field = k.field('z', components);
      const out = k.field('density', 1);
      let sum = k.constant((-components * Math.log(2 * Math.PI)) / 2);
      for (let c = 0; c < components; c++) {
        const x = k.load(field, k.here, c);
        sum = k.fma(k.mul(k.constant(-0.5), x), x, sum);
      }
      k.store(out, 0, sum);
    });
    kernel([z, density]);
  },
  addGradient: (z, weight, zBar) => {
    const kernel = z.lattice.kernel(`normal gradient ${components}`, (k) => {
      const field = k.field('z', components);
      const weights = k.field('weight', 1);
      const bar = k.field('zBar', components);
      const w = k.neg(k.load(weights, k.here, 0));
      for (let c = 0; c < components; c++)
        k.store(bar, c, k.fma(w, k.load(field, k.here, c), k.load(bar, k.here, c)));
    });
    kernel([z, weight, zBar]);
  },
});
