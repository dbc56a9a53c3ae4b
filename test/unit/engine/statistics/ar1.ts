/**
 * Chains with known answers for the tests of the error analysis: the autoregressive process
 *
 *   x_{t+1} = a x_t + sqrt(1 - a^2) eta_t,  eta_t and x_0 normal with variance 1,
 *
 * is stationary with mean 0, variance 1, rho(t) = a^t and tau_int = 1/2 + a/(1 - a).
 */
export const exactTauInt = (a: number): number => 0.5 + a / (1 - a);

/** Uniform in [0, 1), 32 bits, from a Weyl sequence through a mixer with good avalanche (splitmix32). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** Standard normal numbers (Box and Muller). */
export function normal(random: () => number): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

export function ar1(a: number, length: number, gauss: () => number): Float64Array {
  const kick = Math.sqrt(1 - a * a);
  const chain = new Float64Array(length);
  let x = gauss();
  for (let t = 0; t < length; t++) {
    chain[t] = x;
    x = a * x + kick * gauss();
  }
  return chain;
}

export const scatter = (values: readonly number[]): { readonly mean: number; readonly deviation: number } => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
};
