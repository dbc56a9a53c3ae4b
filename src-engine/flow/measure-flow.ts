/**
 * What is recorded along the gradient flow of one configuration: plaquette, E(t) of both definitions, Q(t), and the scales t0 and w0
 * from the clover E(t). The configuration itself is not changed. Conventions: action-density.ts, topological-charge.ts.
 * Test: test/golden/flow.test.ts (tables of MILC for Wilson and Symanzik flow).
 */
import type { ChargeDefinition } from '../api/spec/run-spec.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { actionDensityOf } from '../observable/action-density.ts';
import { sumFieldStrength } from '../observable/field-strength.ts';
import { measurePlaquette } from '../observable/plaquette.ts';
import {
  chargeKind,
  measureGeometricCharge,
  measureTopologicalCharge,
} from '../observable/topological-charge.ts';
import { type FlowScales, flowScales } from './flow-scales.ts';
import { type FlowOptions, type FlowStep, startFlow } from './gradient-flow.ts';

export interface FlowPoint {
  readonly time: number;
  readonly plaquette: number;
  readonly energyPlaquette: number;
  readonly energyClover: number;
  /** Parts of the clover energy: planes without and with time. */
  readonly energySpace: number;
  readonly energyTime: number;
  /** t^2 E of the clover energy. */
  readonly t2Energy: number;
  /** Q by definition; `geometric` for U(1) in two dimensions; empty where no charge is defined. */
  readonly charges: Readonly<Partial<Record<ChargeDefinition | 'geometric', number>>>;
}

export interface FlowMeasurement {
  readonly points: readonly FlowPoint[];
  /** For four dimensions, where the reference value 0.3 has its meaning. */
  readonly scales: FlowScales | undefined;
}

export interface FlowMeasureOptions extends FlowOptions {
  /** Flow times to record, increasing, from 0 on. */
  readonly times: readonly number[];
  /** Definitions of Q, for SU(N) in four dimensions. */
  readonly charges?: readonly ChargeDefinition[];
  readonly onStep?: FlowStep;
}

/** 0, every, 2 every, .. up to maxTime. */
export const recordTimes = (every: number, maxTime: number): number[] => {
  const count = Math.floor(maxTime / every + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((i * every).toPrecision(12)));
};

/** What a point of the flow records of the present field. */
const record = (field: GaugeField, time: number, definitions: readonly ChargeDefinition[]): FlowPoint => {
  const plaquette = measurePlaquette(field).mean;
  const clover = sumFieldStrength(field, 'clover');
  const energy = actionDensityOf(field, plaquette, clover);
  const kind = chargeKind(field.group, field.lattice.dims.length);
  const charges =
    kind === 'field-strength'
      ? measureTopologicalCharge(field, definitions, { clover: clover.dual })
      : kind === 'geometric'
        ? { geometric: measureGeometricCharge(field) }
        : {};
  return {
    time,
    plaquette,
    energyPlaquette: energy.plaquette,
    energyClover: energy.clover,
    energySpace: energy.cloverSpace,
    energyTime: energy.cloverTime,
    t2Energy: time ** 2 * energy.clover,
    charges,
  };
};

export const measureFlow = (field: GaugeField, options: FlowMeasureOptions): FlowMeasurement => {
  const { times, charges = ['clover', 'improved'], onStep } = options;
  const flow = startFlow(field, options);
  const points = times.map((time) => {
    flow.advance(time, onStep);
    return record(flow.field, time, charges);
  });
  flow.release();
  const scales =
    field.lattice.dims.length === 4
      ? flowScales(points.map((p) => ({ time: p.time, energy: p.energyClover })))
      : undefined;
  return { points, scales };
};
