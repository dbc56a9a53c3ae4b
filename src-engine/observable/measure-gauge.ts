/** Measurements with the links alone. Test: test/unit/engine/observable/measure.test.ts. */
import type { Flux } from '../action/twist.ts';
import { unreachable } from '../base/invariant.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { apeSmear } from '../flow/ape.ts';
import { type FlowMeasurement, measureFlow, recordTimes } from '../flow/measure-flow.ts';
import { stoutSmear } from '../flow/stout.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { measureActionDensity } from './action-density.ts';
import { measureLinkTrace } from './link-trace.ts';
import {
  type MeasureDetail,
  type Measurement,
  type MeterStep,
  type NamedNumber,
  named,
} from './measurement.ts';
import { measurePlaquette, plaquetteLoops } from './plaquette.ts';
import { measurePolyakov } from './polyakov.ts';
import { measureRectangle, rectangleLoops } from './rectangle.ts';
import type { GaugeRequest } from './request.ts';
import { creutzRatios, staticPotential } from './static-potential.ts';
import { chargeKind, measureGeometricCharge, measureTopologicalCharge } from './topological-charge.ts';
import { measureWilsonLoops, type WilsonLoop } from './wilson-loops.ts';

type RequestOf<O extends GaugeRequest['observable']> = Extract<GaugeRequest, { observable: O }>;

const wilsonLoops = (
  field: GaugeField,
  request: Omit<RequestOf<'wilson-loops'>, 'observable'>,
  onStep?: MeterStep,
): WilsonLoop[] => {
  const { maxR, maxT, planes = 'time', smearing, smearingSteps: steps = 0, smearingStrength = 0 } = request;
  const loop = (done: number, total: number): void =>
    onStep?.(done / total, `Wilson loop ${done} of ${total}`);
  const options = { maxR, maxT, planes, onLoop: loop };
  if (smearing === 'none') return measureWilsonLoops(field, options);
  const step = (done: number): void => onStep?.(0, `smearing step ${done} of ${steps}`);
  const spatial =
    smearing === 'ape'
      ? apeSmear(field, { alpha: smearingStrength, steps, links: 'spatial', onStep: step })
      : stoutSmear(field, { rho: smearingStrength, steps, links: 'spatial', onStep: step });
  const loops = measureWilsonLoops(field, { ...options, spatial });
  field.lattice.release(spatial.links);
  return loops;
};

const topologicalCharge = (
  field: GaugeField,
  { definition = ['clover'] }: RequestOf<'topological-charge'>,
): Result<Record<string, number>> => {
  const { group, lattice } = field;
  const d = lattice.dims.length;
  const kind = chargeKind(group, d);
  if (kind === 'geometric') return ok({ '': measureGeometricCharge(field) });
  if (kind === 'field-strength') return ok(measureTopologicalCharge(field, definition));
  return fail(
    'spec.conflict',
    `${group.name} in ${d} dimensions has no topological charge that is measured here.`,
    'Leave it out; it is there for SU(N) in four dimensions and U(1) in two.',
  );
};

const flow = (field: GaugeField, request: RequestOf<'flow'>, onStep?: MeterStep): FlowMeasurement => {
  const { observable: _, maxTime, recordEvery, ...options } = request;
  const step = (time: number): void => onStep?.(time / maxTime, `flow time ${time.toFixed(2)} of ${maxTime}`);
  return measureFlow(field, { ...options, times: recordTimes(recordEvery, maxTime), onStep: step });
};

const flowNumbers = ({ points, scales }: FlowMeasurement): NamedNumber[] => {
  const last = points.at(-1)!;
  const reached = (name: 't0' | 'w0'): number | undefined => {
    const scale = scales?.[name];
    return scale?.reached ? scale.value : undefined;
  };
  return [
    ...points.map((p) => ({ name: `flow.t2e.${p.time}`, value: p.t2Energy })),
    ...named('flow', { plaquette: last.plaquette, t0: reached('t0'), w0: reached('w0') }),
    ...named(
      'flow.topological-charge',
      'geometric' in last.charges ? { '': last.charges.geometric } : last.charges,
    ),
  ];
};

/** Measures requests of links; loops that see twisted boundaries are prepared once. */
export const gaugeMeter = (
  field: GaugeField,
  fluxes: readonly Flux[],
): ((request: GaugeRequest, onStep?: MeterStep) => Result<Measurement>) => {
  const plaquettes = plaquetteLoops(field, fluxes);
  const rectangles = rectangleLoops(field, fluxes);
  return (request, onStep) => {
    const { observable } = request;
    const result = (values: readonly NamedNumber[], detail: MeasureDetail): Result<Measurement> =>
      ok({ observable, values, detail });
    switch (request.observable) {
      case 'plaquette': {
        const averages = measurePlaquette(field, plaquettes);
        const { mean, space, time } = averages;
        return result(named('plaquette', { '': mean, space, time }), averages);
      }
      case 'rectangle': {
        const averages = measureRectangle(field, rectangles);
        const { mean, space, time } = averages;
        return result(named('rectangle', { '': mean, space, time }), averages);
      }
      case 'polyakov': {
        const loop = measurePolyakov(field);
        return result(named('polyakov', { ...loop }), loop);
      }
      case 'link-trace': {
        const trace = measureLinkTrace(field);
        return result(named('link-trace', { '': trace }), { mean: trace });
      }
      case 'action-density': {
        const density = measureActionDensity(field);
        const { clover, cloverSpace, cloverTime, plaquette } = density;
        const parts = { '': clover, space: cloverSpace, time: cloverTime, plaquette };
        return result(named('action-density', parts), density);
      }
      case 'wilson-loops': {
        const loops = wilsonLoops(field, request, onStep);
        return result(
          loops.map(({ r, t, value }) => ({ name: `wilson-loop.${r}x${t}`, value })),
          loops,
        );
      }
      case 'static-potential': {
        const { time, ...options } = request;
        const points = staticPotential(wilsonLoops(field, { ...options, maxT: time + 1 }, onStep), time);
        return result(
          points.map(({ r, value }) => ({ name: `static-potential.${r}`, value })),
          points,
        );
      }
      case 'creutz-ratios': {
        const { max } = request;
        const loops = wilsonLoops(field, { maxR: max, maxT: max, smearing: 'none' }, onStep);
        const ratios = creutzRatios(loops);
        return result(
          ratios.map(({ r, t, value }) => ({ name: `creutz-ratio.${r}x${t}`, value })),
          ratios,
        );
      }
      case 'topological-charge': {
        const charge = topologicalCharge(field, request);
        return charge.ok ? result(named('topological-charge', charge.value), charge.value) : charge;
      }
      case 'flow': {
        const measured = flow(field, request, onStep);
        return result(flowNumbers(measured), measured);
      }
      default:
        return unreachable(request);
    }
  };
};
