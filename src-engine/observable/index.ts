/** Observables of gauge fields: everything another folder may use. */

export { columnsTogether } from '../hadron/make-quark.ts';
export { type ActionDensity, actionDensityField, measureActionDensity } from './action-density.ts';
export { measureLinkTrace } from './link-trace.ts';
export { type Meter, makeMeter, measure } from './measure.ts';
export type { MeasureDetail, Measurement, MeterStep, NamedNumber } from './measurement.ts';
export type { PlaneAverages } from './planes.ts';
export { measurePlaquette, plaquetteField, plaquetteLoops } from './plaquette.ts';
export {
  measurePolyakov,
  type PolyakovLoop,
  type PolyakovValues,
  polyakovField,
  polyakovValues,
} from './polyakov.ts';
export type {
  CondensateDetail,
  EigenvaluesDetail,
  MesonsDetail,
  NucleonDetail,
  PcacDetail,
  PionDetail,
} from './quark-detail.ts';
export { measureRectangle, rectangleField, rectangleLoops } from './rectangle.ts';
export {
  isQuarkObservable,
  type MeasureRequest,
  type ObservableName,
  type ScheduledRequest,
  scheduledRequests,
} from './request.ts';
export type { CreutzRatio, PotentialPoint } from './static-potential.ts';
export {
  chargeKind,
  geometricDensityField,
  measureGeometricCharge,
  measureTopologicalCharge,
  topologicalDensityField,
} from './topological-charge.ts';
export { measureWilsonLoops, type WilsonLoop, type WilsonLoopOptions } from './wilson-loops.ts';
