/**
 * How long updates of a specification take on this machine, found by doing a few of them on a small lattice: seconds per site and update
 * for each phase. The flow is probed over its first steps only, and so are trajectories with quarks; steps of a training on the lattice
 * that it is for. Test: test/unit/main/engine-host/probe-time.test.ts.
 */
import type { MeasureSpec, PhaseSpec, RunSpec, UpdateSpec } from '../../../src-engine/api/spec/run-spec.ts';
import type { Executor } from '../../../src-engine/kernel/executor.ts';
import { trainingStepSeconds } from './training-step-seconds.ts';
import { updateSeconds } from './update-seconds.ts';

/** Extents of the small lattice, and of that for quarks in four dimensions. */
const EXTENT = 6;
const EXTENT_WITH_QUARKS = 4;
/** Steps of a trajectory with quarks; its cost goes with them. */
const QUARK_STEPS = 2;
const FLOW_STEPS = 10;

export interface PhasePace {
  /** Place in the specification's list of phases. */
  readonly phase: number;
  readonly secondsPerSite: number;
}

const volume = (dims: readonly number[]): number => dims.reduce((product, extent) => product * extent, 1);

/** Each measurement in every update, the flow over a few steps; `weight` brings the cost back to what the specification asks. */
const eager = ({
  flow,
  ...others
}: MeasureSpec): { readonly measure: MeasureSpec; readonly weight: number } => {
  const every = Object.values(others).map((one) => one?.every ?? 1);
  const rest = Object.fromEntries(Object.entries(others).map(([name, one]) => [name, { ...one, every: 1 }]));
  if (flow === undefined) {
    // the loops and charges cost more than the rest, and are the rarer ones
    return { measure: rest, weight: every.length === 0 ? 0 : 1 / Math.max(...every) };
  }
  const steps = Math.max(1, Math.ceil(flow.maxTime / flow.step));
  const few = Math.min(FLOW_STEPS, steps);
  const short = { ...flow, every: 1, maxTime: few * flow.step, recordEvery: Math.min(flow.recordEvery, few) };
  return { measure: { flow: short }, weight: steps / few / flow.every };
};

/** Sources and loops moved onto the small lattice; what they cost stays the same. */
const onto = (measure: MeasureSpec, dims: readonly number[]): MeasureSpec => {
  const least = Math.min(...dims);
  const placed = (section: object): object => {
    const { position, time, maxR, max } = section as {
      readonly position?: readonly number[];
      readonly time?: number;
      readonly maxR?: number;
      readonly max?: number;
    };
    return {
      ...section,
      ...(position && { position: position.map((x, mu) => Math.min(x, dims[mu]! - 1)) }),
      ...(time !== undefined && { time: Math.min(time, Math.max(1, least - 2)) }),
      ...(maxR !== undefined && { maxR: Math.min(maxR, least - 1) }),
      ...(max !== undefined && { max: Math.min(max, least - 1) }),
    };
  };
  return Object.fromEntries(
    Object.entries(measure).map(([name, section]) => [
      name,
      section === undefined ? section : placed(section),
    ]),
  );
};

/** Trajectories with quarks made short, with steps of the same size; `weight` brings their cost back. */
const shortened = (phase: PhaseSpec): { readonly phase: PhaseSpec; readonly weight: number } => {
  let [asked, done] = [0, 0];
  const update = phase.update.map((one): UpdateSpec => {
    if (one.algorithm !== 'hmc') return one;
    const steps = Math.min(QUARK_STEPS, one.steps);
    asked += one.steps;
    done += steps;
    return { ...one, steps, length: (one.length * steps) / one.steps };
  });
  return { phase: { ...phase, update }, weight: done === 0 ? 1 : asked / done };
};

/** `executor` makes one for each simulation; `now` in milliseconds. */
export const probeTime = (
  spec: RunSpec,
  phases: readonly number[],
  executor: () => Executor,
  now: () => number,
): readonly PhasePace[] => {
  const time = (probed: RunSpec): number => updateSeconds(probed, executor, now);
  if (spec.training !== undefined) {
    const seconds = trainingStepSeconds(spec, spec.training, time);
    return [{ phase: 0, secondsPerSite: seconds / volume(spec.lattice.dims) }];
  }
  const hasQuarks = spec.fermion.length > 0 || spec.valence !== undefined;
  const largest = hasQuarks && spec.lattice.dims.length === 4 ? EXTENT_WITH_QUARKS : EXTENT;
  const dims = spec.lattice.dims.map((extent) => Math.min(extent, largest));
  const small = (phase: PhaseSpec, measure: MeasureSpec): RunSpec => ({
    ...spec,
    lattice: { ...spec.lattice, dims },
    start: { kind: 'hot' },
    phase: [{ ...phase, updates: 1_000_000 }],
    measure: onto(measure, dims),
  });
  const { measure, weight } = eager(spec.measure);
  const proposes = (place: number): boolean =>
    (spec.exchange?.models ?? []).length > 0 ||
    spec.phase[place]!.update.some(({ algorithm }) => algorithm === 'flow');
  return phases
    .filter((place) => !proposes(place))
    .map((place) => {
      const whole = spec.phase[place]!;
      const short = spec.fermion.length > 0 ? shortened(whole) : { phase: whole, weight: 1 };
      const bare = time(small(short.phase, {}));
      const full = weight === 0 ? bare : time(small(short.phase, measure));
      const seconds = bare * short.weight + Math.max(0, full - bare) * weight;
      return { phase: place, secondsPerSite: seconds / volume(dims) };
    });
};
