/**
 * Rules that join several keys, on a spec whose keys are right one by one. One function per rule.
 * Proof: test/unit/engine/api/spec/rules.test.ts (each rule seen to fire and to stay silent).
 */
import { exchangeRules } from './exchange-rules.ts';
import { fermionRules } from './fermion-rules.ts';
import { planeName } from './flux.ts';
import { learnedRules } from './learned-rules.ts';
import { MAX_PROPOSALS } from './limits.ts';
import { quarkMeasureRules } from './quark-measure-rules.ts';
import { conflict, none, type Rule } from './rule.ts';
import { coloursOf, type MeasureSpec, totalUpdates } from './run-spec.ts';
import { theoryRules } from './theory-rules.ts';

const twistFitsLattice: Rule = ({ lattice }) =>
  (lattice.twist ?? []).flatMap((flux) => {
    const plane = planeName(flux);
    const n = coloursOf(lattice.group);
    if (flux.nu >= lattice.dims.length)
      return conflict(
        'lattice.twist',
        `lattice.twist names the plane ${plane}, but the lattice has only ${lattice.dims.length} directions.`,
        `Remove ${plane} from lattice.twist.`,
      );
    if (flux.units > 0 && flux.units < n) return [];
    return conflict(
      'lattice.twist',
      `The flux ${flux.units} through ${plane} is not one of 0 to ${n - 1} (fluxes of ${lattice.group} are counted modulo ${n}).`,
      `Write ${((flux.units % n) + n) % n} instead.`,
    );
  });

/** Updates that know nothing of the action but that it is linear in each link. */
const local: readonly string[] = ['heat-bath', 'over-relaxation', 'metropolis'];

const localUpdatesNeedLinearAction: Rule = (spec, { linearInLinks }) =>
  linearInLinks || spec.lattice.group === 'scalar'
    ? none
    : spec.phase.flatMap((phase, p) =>
        phase.update.flatMap(({ algorithm }, u) =>
          local.includes(algorithm)
            ? conflict(
                `phase[${p + 1}].update[${u + 1}].algorithm`,
                `${algorithm} needs an action that is linear in each link, but here some loop holds the same link twice.`,
                'Use "hmc", or leave out that loop; on extents of 2 rectangles close onto themselves.',
              )
            : [],
        ),
      );

const hitsFit: Rule = (spec) => {
  const n = coloursOf(spec.lattice.group);
  const most = Math.floor(MAX_PROPOSALS / Math.max(1, (n * (n - 1)) / 2));
  return spec.phase.flatMap((phase, p) =>
    phase.update.flatMap((update, u) =>
      update.algorithm === 'metropolis' && update.hits > most
        ? conflict(
            `phase[${p + 1}].update[${u + 1}].hits`,
            `${update.hits} hits are too many for ${spec.lattice.group}; at most ${most} are possible.`,
            'Do more sweeps instead of more hits.',
          )
        : [],
    ),
  );
};

/** Sections of [measure] whose loops are evaluated without the phases of a twisted boundary. */
const untwisted = {
  wilsonLoops: 'wilson-loops',
  topologicalCharge: 'topological-charge',
  actionDensity: 'action-density',
  flow: 'flow',
  staticPotential: 'static-potential',
  creutzRatios: 'creutz-ratios',
} as const;

const twistIsMeasured: Rule = ({ lattice, measure }) =>
  (lattice.twist ?? []).length === 0
    ? none
    : Object.entries(untwisted).flatMap(([key, name]) =>
        measure[key as keyof typeof untwisted] === undefined
          ? []
          : conflict(
              `measure.${name}`,
              `${name} is not measured with twisted boundaries.`,
              `Remove [measure.${name}], or lattice.twist.`,
            ),
      );

/** What these updates never change. */
const conserved: Readonly<Record<string, string>> = {
  'over-relaxation': 'the action',
  cluster: 'the absolute value of the field',
};

const conservingNeedsCompany: Rule = (spec) =>
  spec.phase.flatMap(({ update }, p) => {
    const { algorithm } = update[0]!;
    const kept = conserved[algorithm];
    if (kept === undefined || update.some((one) => one.algorithm !== algorithm)) return none;
    const others =
      spec.lattice.group === 'scalar' ? '"metropolis" or "hmc"' : '"heat-bath", "metropolis" or "hmc"';
    return conflict(
      `phase[${p + 1}].update`,
      `Phase ${p + 1} has ${algorithm} only, which never changes ${kept} and so does not sample the ensemble.`,
      `Add a ${others} update to the phase.`,
    );
  });

const thermalisationLeavesSomething: Rule = (spec) => {
  const { thermalisation } = spec.run;
  const total = totalUpdates(spec);
  if (thermalisation === 'auto' || thermalisation < total) return none;
  return conflict(
    'run.thermalisation',
    `run.thermalisation cuts ${thermalisation} updates, but all phases together have ${total}.`,
    'Lower run.thermalisation, or raise the updates of a phase.',
  );
};

const chargeIsDefined: Rule = ({ lattice, measure }) => {
  const fourDimensional = lattice.dims.length === 4 && lattice.group !== 'U(1)';
  const twoDimensional = lattice.dims.length === 2 && lattice.group === 'U(1)';
  if (measure.topologicalCharge === undefined || fourDimensional || twoDimensional) return none;
  return conflict(
    'measure.topological-charge',
    `${lattice.group} in ${lattice.dims.length} dimensions has no topological charge that is measured here.`,
    'Remove [measure.topological-charge]; it is there for SU(N) in four dimensions and U(1) in two.',
  );
};

/** Largest loops of each section of [measure] that forms Wilson loops: the key of a side, and the side. */
const loopSides = ({ wilsonLoops, staticPotential, creutzRatios }: MeasureSpec) => ({
  space: [
    { path: 'measure.wilson-loops.max-r', side: wilsonLoops?.maxR, more: 0 },
    { path: 'measure.static-potential.max-r', side: staticPotential?.maxR, more: 0 },
    { path: 'measure.creutz-ratios.max', side: creutzRatios?.max, more: 0 },
  ],
  time: [
    { path: 'measure.wilson-loops.max-t', side: wilsonLoops?.maxT, more: 0 },
    // the potential compares loops of T and T + 1
    { path: 'measure.static-potential.time', side: staticPotential?.time, more: 1 },
    { path: 'measure.creutz-ratios.max', side: creutzRatios?.max, more: 0 },
  ],
});

const loopsFit: Rule = ({ lattice, measure }) => {
  const { space, time } = loopSides(measure);
  const within = (sides: typeof space, extent: number) =>
    sides.flatMap(({ path, side, more }) =>
      side === undefined || side + more < extent
        ? none
        : conflict(
            path,
            `${path} is ${side}, but a loop must be shorter than the lattice (${extent} sites).`,
            extent - 1 - more < 1
              ? 'Remove the measurement; this lattice is too small for it.'
              : `Choose at most ${extent - 1 - more}; half the extent is a sensible limit.`,
          ),
    );
  const problems = [
    ...within(space, Math.min(...lattice.dims.slice(0, -1))),
    ...within(time, lattice.dims.at(-1)!),
  ];
  // one problem for each key, though a Creutz ratio has the same side in space and time
  return problems.filter(({ path }, i) => problems.findIndex((one) => one.path === path) === i);
};

/** Whether a is a whole multiple of b, up to rounding of decimal input. */
const isMultiple = (a: number, b: number): boolean => {
  const ratio = a / b;
  return Math.round(ratio) >= 1 && Math.abs(ratio - Math.round(ratio)) < 1e-9 * ratio;
};

const flowTimesFit: Rule = ({ measure }) => {
  const flow = measure.flow;
  if (flow === undefined) return none;
  const path = 'measure.flow.record-every';
  if (flow.recordEvery > flow.maxTime)
    return conflict(
      path,
      `${path} is ${flow.recordEvery}, later than the last flow time ${flow.maxTime}.`,
      'Lower record-every or raise max-time.',
    );
  if (!isMultiple(flow.maxTime, flow.recordEvery))
    return conflict(
      path,
      `measure.flow.max-time ${flow.maxTime} is not a whole multiple of record-every ${flow.recordEvery}.`,
      'Choose max-time as a multiple of record-every.',
    );
  if (flow.integrator === 'adaptive' || isMultiple(flow.recordEvery, flow.step)) return none;
  return conflict(
    path,
    `${path} ${flow.recordEvery} is not a whole multiple of step ${flow.step}.`,
    'Choose record-every as a multiple of step.',
  );
};

const bandIsOrdered: Rule = ({ alarm }) => {
  const [low, high] = alarm.acceptanceBand ?? [0, 1];
  return low! <= high!
    ? none
    : conflict(
        'alarm.acceptance-band',
        `alarm.acceptance-band goes from ${low} down to ${high}.`,
        `Write [${high}, ${low}].`,
      );
};

const rules: readonly Rule[] = [
  twistFitsLattice,
  localUpdatesNeedLinearAction,
  hitsFit,
  twistIsMeasured,
  conservingNeedsCompany,
  thermalisationLeavesSomething,
  chargeIsDefined,
  loopsFit,
  flowTimesFit,
  bandIsOrdered,
  ...fermionRules,
  ...quarkMeasureRules,
  ...theoryRules,
  ...learnedRules,
  ...exchangeRules,
];

export const brokenRules: Rule = (spec, facts) => rules.flatMap((rule) => rule(spec, facts));
