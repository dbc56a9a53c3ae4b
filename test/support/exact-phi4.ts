/** phi^4 theory on the smallest torus, integrated. */
import type { Phi4Coupling } from '../../src-engine/learn/target/phi4.ts';

/** <phi^2> and the susceptibility of the 2 x 2 torus by the trapezoidal rule: every pair of neighbours counts twice. */
export const integratedPhi4 = ({ massSquared, lambda }: Phi4Coupling) => {
  const step = 0.12;
  const points = Array.from({ length: 37 }, (_, i) => (i - 18) * step);
  const sums = { z: 0, phi2: 0, susceptibility: 0 };
  for (const p of points)
    for (const q of points)
      for (const r of points)
        for (const s of points) {
          const squares = p * p + q * q + r * r + s * s;
          const quartic = p ** 4 + q ** 4 + r ** 4 + s ** 4;
          const w = Math.exp(4 * (p + s) * (q + r) - (4 + massSquared) * squares - lambda * quartic);
          sums.z += w;
          sums.phi2 += (w * squares) / 4;
          sums.susceptibility += (w * (p + q + r + s) ** 2) / 4;
        }
  return {
    logZ: Math.log(sums.z * step ** 4),
    phi2: sums.phi2 / sums.z,
    susceptibility: sums.susceptibility / sums.z,
  };
};
