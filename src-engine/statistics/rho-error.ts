/**
 * Error of the normalised autocorrelation function (Madras-Sokal approximation as in M. Luescher,
 * hep-lat/0409106, eq. E.11):
 *
 *   d rho(t)^2 = 1/N sum_{k=1}^{t + Lambda} [rho(k + t) + rho(k - t) - 2 rho(k) rho(t)]^2,
 *
 * with Lambda the summation window of tau_int, beyond which rho is noise. rho is taken as 0 beyond the last lag
 * given. Proved against the scatter of many chains by test/unit/engine/statistics/rho-error.test.ts.
 */
export function rhoErrors(rho: Float64Array, lags: number, lambda: number, samples: number): Float64Array {
  const errors = new Float64Array(lags + 1);
  const at = (t: number): number => (t < rho.length ? rho[t]! : 0);
  for (let t = 1; t <= lags; t++) {
    const twice = 2 * at(t);
    let sum = 0;
    for (let k = 1; k <= t + lambda; k++) {
      const term = at(k + t) + at(Math.abs(k - t)) - twice * at(k);
      sum += term * term;
    }
    errors[t] = Math.sqrt(sum / samples);
  }
  return errors;
}
