/** Correlators: what another folder may use. */
export { type EffectiveMasses, effectiveMassesOf, folded } from './effective-mass.ts';
export { type Fit, fitQuality, fitReplicated, fittedAt, fittedValue } from './fit.ts';
export {
  constantModel,
  type DecayShape,
  decayModel,
  type FitModel,
  largestMass,
  leastMass,
  massesOf,
  potentialModel,
} from './model.ts';
export { fitPotential, type PotentialFit } from './potential.ts';
export { type Blocking, jackknifeErrors, type Replicated, replicate } from './replicas.ts';
export type { Weighing } from './weight.ts';
