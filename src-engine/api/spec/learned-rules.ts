/**
 * Rules of [flow], [training] and the update algorithm flow: which flow is there for which theory.
 * Proof: test/unit/engine/api/spec/learned-rules.test.ts.
 */
import type { FlowKind, FlowSpec } from './flow-spec.ts';
import type { SpecProblem } from './problem.ts';
import { conflict, none, type Rule } from './rule.ts';
import type { FieldKind, RunSpec } from './run-spec.ts';

interface Home {
  readonly fields: readonly FieldKind[];
  /** Directions; any when absent. */
  readonly directions?: number;
}

const homes: Readonly<Record<FlowKind, Home>> = {
  affine: { fields: ['scalar'] },
  spline: { fields: ['scalar'] },
  continuous: { fields: ['scalar'], directions: 2 },
  angular: { fields: ['U(1)'], directions: 2 },
  spectral: { fields: ['SU(2)', 'SU(3)'], directions: 2 },
  residual: { fields: ['U(1)', 'SU(2)', 'SU(3)'] },
};

const isHome = ({ fields, directions }: Home, { lattice }: RunSpec): boolean =>
  fields.includes(lattice.group) && (directions ?? lattice.dims.length) === lattice.dims.length;

/** What keeps a flow from sampling this theory, whatever its kind. */
const notSampled = (spec: RunSpec, path: string): readonly SpecProblem[] => {
  const { action, lattice, fermion } = spec;
  const isSampled = 'preset' in action && ['wilson', 'phi4'].includes(action.preset);
  return [
    ...(isSampled
      ? none
      : conflict(path, 'Flows sample the actions wilson and phi4 only.', 'Choose one of these actions.')),
    ...((lattice.twist ?? []).length === 0
      ? none
      : conflict(path, 'Flows know no twisted boundaries.', 'Remove lattice.twist.')),
    ...(fermion.length === 0
      ? none
      : conflict(path, 'Flows know nothing of sea quarks.', 'Remove [[fermion]].')),
  ];
};

const trainingFits: Rule = (spec) => {
  if (spec.training === undefined) return none;
  const problems = [...notSampled(spec, 'training')];
  if (spec.flow === undefined)
    problems.push(
      ...conflict('flow', 'A training needs the flow that it trains.', 'Add a section [flow] with its kind.'),
    );
  if (spec.start.kind === 'file')
    problems.push(
      ...conflict(
        'start.kind',
        'A training starts from its flow, not from a configuration.',
        'Remove [start]; a trained flow to begin from is training.initial-model.',
      ),
    );
  if (spec.run.saveEvery > 0)
    problems.push(
      ...conflict(
        'run.save-every',
        'A training has no configurations to save.',
        'Remove save-every; checkpoints keep the training, and the model is saved at its end.',
      ),
    );
  return problems;
};

const trainedFlowFits: Rule = (spec) => {
  const { flow, lattice } = spec;
  if (flow === undefined) return none;
  if (!isHome(homes[flow.kind], spec)) {
    const kinds = Object.entries(homes)
      .filter(([, home]) => isHome(home, spec))
      .map(([kind]) => kind);
    return conflict(
      'flow.kind',
      `There is no ${flow.kind} flow for ${lattice.group} in ${lattice.dims.length} dimensions.`,
      kinds.length === 0 ? 'Choose another theory.' : `Choose one of ${kinds.join(', ')}.`,
    );
  }
  return [...masksFit(flow, lattice.dims), ...stencilFits(flow, lattice.dims), ...loopsFit(flow)];
};

/** Keys that angular and spectral flows share have choices that only one of them has. */
const loopsFit = (flow: FlowSpec): readonly SpecProblem[] => {
  if (flow.kind !== 'spectral') return none;
  const { loops, masks } = flow as { readonly loops?: string; readonly masks?: string };
  if (masks === 'blocks')
    return conflict('flow.masks', 'Spectral flows have no masks of blocks.', 'Choose sweeps.');
  if (masks === 'sweeps')
    return loops === undefined || loops === 'plaquettes'
      ? none
      : conflict('flow.loops', 'In sweeps, networks of spectral flows see strips alone.', 'Remove loops.');
  return loops === 'strips'
    ? conflict('flow.loops', 'Networks of spectral flows do not see strips.', 'Choose rectangles.')
    : none;
};

/** Masks repeat with these periods. */
const period: Readonly<Record<FlowKind, number>> = {
  affine: 2,
  spline: 2,
  continuous: 1,
  angular: 4,
  spectral: 4,
  residual: 2,
};

/** In sweeps of spectral flows; the first extent is free. */
const SWEPT_ROWS = 8;

const masksFit = (flow: FlowSpec, dims: readonly number[]): readonly SpecProblem[] => {
  const { kind } = flow;
  if (kind === 'angular' && flow.masks === 'blocks')
    return dims.every((extent) => Number.isInteger(Math.log2(extent)))
      ? none
      : conflict(
          'lattice.dims',
          `lattice.dims is ${dims.join(' x ')}, but blocks are halved down to single plaquettes.`,
          'Choose extents that are powers of two, or other masks.',
        );
  if (kind === 'spectral' && flow.masks === 'sweeps')
    return dims[1]! % SWEPT_ROWS === 0
      ? none
      : conflict(
          'lattice.dims',
          `lattice.dims is ${dims.join(' x ')}, but the rows of sweeps repeat after ${SWEPT_ROWS} sites.`,
          `Choose a second extent that is a multiple of ${SWEPT_ROWS}, or other masks.`,
        );
  return dims.every((extent) => extent % period[kind] === 0)
    ? none
    : conflict(
        'lattice.dims',
        `lattice.dims is ${dims.join(' x ')}, but the masks of ${kind} flows repeat after ${period[kind]} sites.`,
        `Choose extents that are multiples of ${period[kind]}.`,
      );
};

const stencilFits = (flow: FlowSpec, dims: readonly number[]): readonly SpecProblem[] => {
  const stencil = 'stencil' in flow ? flow.stencil : undefined;
  if (stencil === undefined || (stencil % 2 === 1 && stencil <= Math.min(...dims))) return none;
  return conflict(
    'flow.stencil',
    `flow.stencil is ${stencil}, but it must be odd and fit on the lattice.`,
    'Choose 3, or 5.',
  );
};

/** Why no trained flow can be used on this theory, if so. */
export const noFlowFor = (spec: RunSpec, path: string): readonly SpecProblem[] => {
  const { group, dims } = spec.lattice;
  if (!Object.values(homes).some((home) => isHome(home, spec)))
    return conflict(
      path,
      `There is no flow for ${group} in ${dims.length} dimensions.`,
      'Use another algorithm, or another theory.',
    );
  return notSampled(spec, path);
};

const proposalsFit: Rule = (spec) =>
  spec.phase.flatMap(({ update }, p) =>
    update.flatMap(({ algorithm }, u) => {
      if (algorithm !== 'flow') return none;
      const path = `phase[${p + 1}].update[${u + 1}].algorithm`;
      return noFlowFor(spec, path);
    }),
  );

export const learnedRules: readonly Rule[] = [trainingFits, trainedFlowFits, proposalsFit];
