/** The statistics of Monte Carlo histories: everything another folder may use. */
export { type BlockedError, blockingAnalysis } from './blocking.ts';
export { type Bootstrap, type BootstrapOptions, bootstrap } from './bootstrap.ts';
export { expectedAcceptance, expMinusDeltaH } from './delta-h.ts';
export { type Estimate, type EstimateOptions, estimate, estimateDerived } from './estimate.ts';
export { fitLine, type LineFit } from './fit.ts';
export { formatEstimate, formatTauInt } from './format-estimate.ts';
export { type GammaAnalysis, type GammaOptions, gammaMethod, gammaMethodDerived } from './gamma-method.ts';
export { type Histogram, type HistogramOptions, histogram } from './histogram.ts';
export { type Jackknife, type JackknifeOptions, jackknife } from './jackknife.ts';
export { type Moments, moments } from './moments.ts';
export { type DerivedFunction, minimumSamples, type Series } from './series.ts';
export { erfc, gammaQ, logGamma } from './special-functions.ts';
export {
  chiSquarePValue,
  type KolmogorovSmirnov,
  kolmogorovPValue,
  kolmogorovSmirnov,
  normalPValue,
} from './test-statistics.ts';
export { detectThermalisation, type Thermalisation } from './thermalisation.ts';
