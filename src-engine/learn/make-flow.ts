/**
 * A flow from its specification, for any number of samples. The numbers of a new flow come from the seed alone; a flow of the other precision, another batch or (for
 * convolutions) another volume takes those of `parameters` that are there already.
 * To add a kind: one file in flow/, one case here. Proved by test/unit/engine/learn/make-flow.test.ts.
 */
import type { FlowSpec } from '../api/spec/flow-spec.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Device } from '../kernel/device.ts';
import type { Precision } from '../kernel/graph.ts';
import { Lattice } from '../lattice/lattice.ts';
import { lanesOf } from '../lattice/layout.ts';
import { continuousFlow } from './flow/continuous/continuous-flow.ts';
import type { FlowParts } from './flow/flow-parts.ts';
import { angularCouplings } from './flow/gauge/angular-couplings.ts';
import { residualFlow } from './flow/gauge/residual/residual-flow.ts';
import { spectralCouplings } from './flow/gauge/spectral/spectral-couplings.ts';
import { scalarCouplings } from './flow/scalar-couplings.ts';
import type { Flow } from './flow.ts';
import { makeParameters, type Parameters } from './parameters.ts';

/** What the fields of a flow are: a real number at each site, angles or matrices on links. */
export type FlowFamily = 'scalar' | 'u1' | 'su2' | 'su3';

export interface FlowOptions {
  readonly dims: readonly number[];
  /** At once; rounded up to whole registers. */
  readonly samples: number;
  readonly precision: Precision;
  readonly spec: FlowSpec;
  readonly family: FlowFamily;
  readonly seed: number;
  /** Numbers to share; they stay when the flow is released. */
  readonly parameters?: Parameters;
  /** Who carries out its kernels, where not this device in the ordinary way (learn/tensorflow). */
  readonly makeLattice?: (device: Device, dims: readonly number[], samples: number) => Lattice;
}

type MakeParts = (lattice: Lattice, parameters: Parameters) => Result<FlowParts>;

const partsOf = ({ spec, family, seed }: FlowOptions): MakeParts => {
  switch (spec.kind) {
    case 'affine':
    case 'spline':
      if (family === 'scalar')
        return (lattice, parameters) => scalarCouplings(lattice, parameters, spec, seed);
      break;
    case 'continuous':
      if (family === 'scalar')
        return (lattice, parameters) => continuousFlow(lattice, parameters, spec, seed);
      break;
    case 'spectral':
      if (family === 'su2' || family === 'su3') {
        const colours = family === 'su2' ? 2 : 3;
        return (lattice, parameters) => spectralCouplings(lattice, parameters, spec, colours, seed);
      }
      break;
    case 'residual':
      if (family !== 'scalar') {
        const colours = ({ u1: 1, su2: 2, su3: 3 } as const)[family];
        return (lattice, parameters) => residualFlow(lattice, parameters, spec, colours);
      }
      break;
    case 'angular':
      if (family === 'u1') return (lattice, parameters) => angularCouplings(lattice, parameters, spec, seed);
      break;
    default:
      break;
  }
  return () =>
    fail(
      'model.unsupported',
      `There is no flow of kind ${spec.kind} for this theory.`,
      'Choose a kind of flow that is made for it.',
      { kind: spec.kind, family },
    );
};

/** `samples` is rounded up to whole registers. model.unsupported: a kind that the theory has no flow for, or a lattice that its masks do not fit. */
export const makeFlow = (device: Device, options: FlowOptions): Result<Flow> => {
  const { dims, samples, precision } = options;
  const lanes = lanesOf(precision);
  const whole = Math.ceil(samples / lanes) * lanes;
  const lattice = options.makeLattice?.(device, dims, whole) ?? new Lattice(device, dims, precision, whole);
  const parameters = options.parameters ?? makeParameters(device);
  const parts = partsOf(options)(lattice, parameters);
  if (!parts.ok) return parts;
  const { prior, layers, integrated } = parts.value;
  return ok({
    lattice,
    samples: lattice.layout.samples,
    components: prior.components,
    prior,
    layers,
    parameters,
    ...(integrated && { integrated }),
    release: () => {
      for (const layer of layers) layer.release();
      parts.value.release();
      if (options.parameters === undefined) parameters.release();
    },
  });
};
