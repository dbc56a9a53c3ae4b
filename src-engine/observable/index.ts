/** Observables of gauge fields: everything another folder may use. */
export { type ActionDensity, actionDensityField, measureActionDensity } from './action-density.ts';
export { measureLinkTrace } from './link-trace.ts';
export {
  type MeasureDetail,
  type Measurement,
  type Meter,
  type MeterStep,
  makeMeter,
  measure,
  type NamedNumber,
} from './measure.ts';
export type { PlaneAverages } from './planes.ts';
export { measurePlaquette, plaquetteField, plaquetteLoops } from './plaquette.ts';
export {
  measurePolyakov,
  type PolyakovLoop,
  type PolyakovValues,
  polyakovField,
  polyakovValues,
} from './polyakov.ts';
export { measureRectangle, rectangleField, rectangleLoops } from './rectangle.ts';
export {
  type MeasureRequest,
  type ObservableName,
  type ScheduledRequest,
  scheduledRequests,
} from './request.ts';
export {
  chargeKind,
  geometricDensityField,
  measureGeometricCharge,
  measureTopologicalCharge,
  topologicalDensityField,
} from './topological-charge.ts';
export { measureWilsonLoops, type WilsonLoop, type WilsonLoopOptions } from './wilson-loops.ts';
