/**
 * Memory of a training: for each sample and site of a batch what the layers hold, in single precision; the same in double precision for the samples of an evaluation;
 * what is kept for the backward passes; weights with gradient, moments and packed copies.
 * Proof: test/unit/engine/run/training-run.test.ts (against what trainings take, within three tenths).
 */
import type { FlowSpec, NetworkSpec } from './flow-spec.ts';
import { coloursOf, type RunSpec, replicasOf } from './run-spec.ts';

/** Samples that an evaluation makes at once, at most. */
const EVALUATED = 128;
/** Bytes for each weight: value, gradient and two moments, in double precision again, and packed for both passes of both flows. */
const WEIGHT_BYTES = 56;
/** Kinds of stripes that share the fields of their backward passes. */
const STRIPES = 8;

/** What flows hold, in numbers for each site of a sample. */
interface Held {
  /** By a flow that samples. */
  readonly passing: number;
  /** For the backward pass besides. */
  readonly kept: number;
  readonly weights: number;
}

interface Shape {
  readonly sites: number;
  readonly directions: number;
  /** Numbers of one link, or of a site of a scalar field. */
  readonly link: number;
  readonly colours: number;
}

type Networked = Extract<FlowSpec, { readonly hidden: readonly number[] }>;

/** What the network of a coupling takes in and gives, for each site. */
const channelsOf = (
  flow: Networked,
  { colours }: Shape,
): { readonly inputs: number; readonly outputs: number } => {
  switch (flow.kind) {
    case 'affine':
      return { inputs: 1, outputs: 2 };
    case 'spline':
      return { inputs: 1, outputs: 3 * flow.bins + 3 };
    case 'angular':
      return {
        inputs: flow.loops === 'rectangles' ? 6 : 2,
        outputs: flow.transform === 'projection' ? flow.size + 1 : 3 * flow.size + 1,
      };
    case 'spectral': {
      const seen = colours === 2 ? 1 : 2;
      return {
        inputs: flow.loops === 'rectangles' ? 2 * seen : seen,
        outputs: (colours === 2 ? 1 : 3) * (3 * flow.bins + 1),
      };
    }
  }
};

/** Numbers of the hidden layers for each site; twice where slopes need what the activation was given. */
const hiddenNumbers = ({ network, hidden, activation }: NetworkSpec, sites: number): number =>
  (hidden.reduce((sum, n) => sum + n, 0) * (activation === 'silu' ? 2 : 1)) /
  (network === 'dense' ? sites : 1);

const weightsOf = (
  { network, hidden, stencil }: NetworkSpec,
  inputs: number,
  outputs: number,
  { sites, directions }: Shape,
): number => {
  const wide = network === 'dense' ? sites : 1;
  const widths = [wide * inputs, ...hidden, wide * outputs];
  const taps = network === 'dense' ? 1 : (stencil ?? 3) ** directions;
  return taps * widths.slice(1).reduce((sum, n, i) => sum + n * widths[i]!, 0);
};

const couplingsHold = (flow: Networked, shape: Shape): Held => {
  const { couplings, kind } = flow;
  const { inputs, outputs } = channelsOf(flow, shape);
  const { link } = shape;
  // eigenvalues and vectors; in sweeps also both staples
  const staples = kind === 'spectral' && flow.masks === 'sweeps' ? 2 * link : 0;
  const spectrum = kind === 'spectral' ? link + 2 + staples : 0;
  const passing = 2 * inputs + outputs + hiddenNumbers(flow, shape.sites) + spectrum;
  // features of loops, and the loop that moves
  const loops = kind === 'angular' || kind === 'spectral' ? inputs + 1 : 0;
  const moved = loops === 0 ? 0 : STRIPES * (outputs + link);
  return {
    passing: couplings * (passing + loops),
    kept: couplings * (kind === 'spectral' ? 2 * link : kind === 'angular' ? 0 : 1) + moved + 2 * outputs,
    weights: couplings * weightsOf(flow, inputs, outputs, shape),
  };
};

const flowHolds = (flow: FlowSpec, shape: Shape): Held => {
  const { sites, directions, link } = shape;
  if (flow.kind === 'continuous') {
    const features = flow.frequencies + 1;
    // orbits of translations, rotations and reflections
    const orbits = sites / 8 + Math.sqrt(sites);
    const times = 2 * flow.steps + 1;
    return {
      passing: 4 * features + orbits + 3,
      kept: 4 * flow.steps,
      weights: (times * features * orbits) / 2,
    };
  }
  if (flow.kind === 'residual') {
    const layers = 2 * directions * flow.sweeps;
    return { passing: layers * link, kept: layers * directions * link + 5 * link, weights: 0 };
  }
  return couplingsHold(flow, shape);
};

/** Samples that a flow of double precision carries between replicas at once, at least. */
const CARRIED = 2;

const shapeOf = ({ lattice: { dims, group } }: RunSpec): Shape => {
  const colours = group === 'scalar' ? 1 : coloursOf(group);
  return {
    sites: dims.reduce((product, extent) => product * extent, 1),
    directions: dims.length,
    // U(1) is sampled in angles
    link: group === 'scalar' || group === 'U(1)' ? 1 : 2 * colours ** 2,
    colours,
  };
};

/** The flows behind the words that name models, where they are known. */
export type Architectures = (word: string) => FlowSpec | undefined;

/** Of a flow that the specification does not know, for each site and direction of a sample. */
const UNKNOWN = 32;

/** Samples of double precision on their way through flows. */
const proposalBytes = (spec: RunSpec, architectureOf: Architectures): number => {
  const shape = shapeOf(spec);
  const { sites, directions, link } = shape;
  const field = spec.lattice.group === 'scalar' ? 1 : directions * link;
  const proposing = spec.phase.flatMap(({ update }) =>
    update.flatMap((one) => (one.algorithm === 'flow' ? [one] : [])),
  );
  const proposals = proposing.map(({ model, batch }) => {
    const flow = architectureOf(model);
    if (flow === undefined) return 8 * UNKNOWN * directions * sites * batch;
    const { passing, weights } = flowHolds(flow, shape);
    return 8 * sites * batch * (passing + 2 * field + 8) + (WEIGHT_BYTES / 2) * weights;
  });
  const carried = CARRIED * (spec.exchange?.models.length ?? 0);
  return (
    replicasOf(spec) * proposals.reduce((sum, bytes) => sum + bytes, 0) +
    8 * UNKNOWN * directions * sites * carried
  );
};

export const learnedBytes = (spec: RunSpec, architectureOf: Architectures = () => undefined): number => {
  const { lattice, flow, training } = spec;
  if (flow === undefined || training === undefined) return proposalBytes(spec, architectureOf);
  const shape = shapeOf(spec);
  const { sites, directions, link } = shape;
  const { passing, kept, weights } = flowHolds(flow, shape);
  const field = lattice.group === 'scalar' ? 1 : directions * link;
  const evaluated = Math.min(EVALUATED, training.evaluationSamples);
  const single = training.batch * (passing + kept + 5 * field + 8);
  const double = evaluated * (passing + 2 * field + 8);
  return sites * (4 * single + 8 * double) + WEIGHT_BYTES * weights;
};
