/**
 * What a measurement gives: a flat list of named numbers, which runs keep as series, and the whole result for people and JSON.
 * Names are stable: `plaquette`, `plaquette.space`, `rectangle`, `polyakov.re`, `wilson-loop.2x3` (R x T), `static-potential.2`,
 * `creutz-ratio.2x2`, `topological-charge.clover`, `action-density`, `link-trace`, `flow.t2e.1.5` (t^2 E at t = 1.5),
 * `flow.topological-charge.clover` (at the last flow time), `flow.t0`, `flow.w0` (left out where the flow ended before); with quarks
 * those of api/spec/hadron-spec.ts, and `residual-mass` of domain walls.
 */
import type { FlowMeasurement } from '../flow/measure-flow.ts';
import type { ActionDensity } from './action-density.ts';
import type { PlaneAverages } from './planes.ts';
import type { PolyakovLoop } from './polyakov.ts';
import type { QuarkDetail } from './quark-detail.ts';
import type { ObservableName } from './request.ts';
import type { CreutzRatio, PotentialPoint } from './static-potential.ts';
import type { WilsonLoop } from './wilson-loops.ts';

export interface NamedNumber {
  readonly name: string;
  readonly value: number;
}

/** The whole result: JSON without further ado. */
export type MeasureDetail =
  | PlaneAverages
  | PolyakovLoop
  | readonly WilsonLoop[]
  | readonly PotentialPoint[]
  | readonly CreutzRatio[]
  | Readonly<Record<string, number>>
  | ActionDensity
  | FlowMeasurement
  | QuarkDetail;

export interface Measurement {
  readonly observable: ObservableName;
  readonly values: readonly NamedNumber[];
  readonly detail: MeasureDetail;
}

/**
 * Called between the parts of a measurement that takes long, with the part of it that is done and words such as "flow time 0.3". What
 * it throws ends the measurement; fields in use are then not released.
 */
export type MeterStep = (fraction: number, step: string) => void;

/** prefix.name for each number that is there; the name '' is the prefix alone. */
export const named = (prefix: string, numbers: Readonly<Record<string, number | undefined>>): NamedNumber[] =>
  Object.entries(numbers).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name: name === '' ? prefix : `${prefix}.${name}`, value }],
  );
