/**
 * Independent angles, uniform in [0, 2 pi): log r = -log 2 pi for each. The prior of U(1) links; gauge invariant.
 * Proved by test/unit/engine/learn/prior/uniform-angles.test.ts.
 */
import { openSampleStream, sampleStreamParams, uniforms } from '../../random/stream.ts';
import type { Prior } from '../flow.ts';
import { fillDensity } from './fill-density.ts';

export const uniformAngles = (components: number): Prior => ({
  components,
  draw: (z, address) => {
    const kernel = z.lattice.kernel(`uniform angles ${components}`, (k) => {
      const out = k.field('z', components);
      const turn = k.constant(2 * Math.PI);
      uniforms(k, openSampleStream(k), components).forEach((u, c) => k.store(out, c, k.mul(turn, u)));
    });
    const { volume, samples } = z.lattice.layout;
    kernel([z], { uparams: sampleStreamParams(address, volume / samples) });
  },
  logDensity: (_, density) => fillDensity(density, -components * Math.log(2 * Math.PI)),
  addGradient: () => {},
});
