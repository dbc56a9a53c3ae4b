/** The ways in which templates update, as items of [[phase.update]]. */

/** One trajectory of unit length. */
export const hmc = (steps: number) => ({ algorithm: 'hmc', integrator: 'omelyan-2', length: 1, steps });

/** One trajectory of unit length on two levels: quarks on the outer one, the gauge action `inner` times as often. */
export const nestedHmc = (steps: number, inner: number) => ({ ...hmc(steps), 'inner-steps': [inner] });

/** One heat-bath sweep and `reflections` over-relaxation sweeps: the usual mixture against critical slowing down. */
export const heatBath = (reflections: number) => [
  { algorithm: 'heat-bath', sweeps: 1 },
  { algorithm: 'over-relaxation', sweeps: reflections },
];
