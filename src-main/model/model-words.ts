/** Architectures and targets in words, for tables. Test: test/unit/main/model/model-words.test.ts. */
import type { ModelTarget } from '../../src-engine/api/model-manifest.ts';
import type { FlowSpec } from '../../src-engine/api/spec/flow-spec.ts';

const groups = { u1: 'U(1)', su2: 'SU(2)', su3: 'SU(3)' } as const;

export const targetText = (target: ModelTarget): string =>
  target.theory === 'phi4'
    ? `phi^4, m^2 = ${target.massSquared}, lambda = ${target.lambda}`
    : `${groups[target.theory]}, beta = ${target.beta}`;

const some = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** "convolutions 8-8, stencil 3, tanh". */
const networkText = (spec: Extract<FlowSpec, { readonly couplings: number }>): string => {
  const hidden = spec.hidden.length === 0 ? 'one layer' : spec.hidden.join('-');
  const stencil = spec.stencil === undefined ? '' : `, stencil ${spec.stencil}`;
  return `${spec.network === 'dense' ? 'dense' : 'convolutions'} ${hidden}${stencil}, ${spec.activation}`;
};

export const architectureText = (spec: FlowSpec): string => {
  switch (spec.kind) {
    case 'affine':
      return `affine, ${some(spec.couplings, 'coupling')}, ${networkText(spec)}`;
    case 'spline':
      return `splines of ${some(spec.bins, 'bin')}, ${some(spec.couplings, 'coupling')}, ${networkText(spec)}`;
    case 'angular': {
      const transform =
        spec.transform === 'projection'
          ? some(spec.size, 'projection')
          : `circular splines of ${spec.size} knots`;
      return `angular, ${transform}, ${some(spec.couplings, 'coupling')}, ${networkText(spec)}`;
    }
    case 'spectral':
      return `spectral, ${some(spec.bins, 'bin')}, ${some(spec.couplings, 'coupling')}, ${networkText(spec)}`;
    case 'continuous':
      return `continuous, ${spec.frequencies} frequencies, ${some(spec.features, 'feature')}, ${some(spec.steps, 'step')}`;
    case 'residual':
      return `residual, ${some(spec.sweeps, 'sweep')}`;
  }
};
