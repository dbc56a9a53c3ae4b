/** The specification of a run that samples a model by its proposals and saves every sample of the chain. Test: test/unit/main/cli/sample.test.ts. */
import type { ModelManifest, ModelTarget } from '../../src-engine/api/model-manifest.ts';

const groups = { phi4: 'scalar', u1: 'U(1)', su2: 'SU(2)', su3: 'SU(3)' } as const;

const actionLines = (target: ModelTarget): readonly string[] =>
  target.theory === 'phi4'
    ? ['preset = "phi4"', `mass-squared = ${target.massSquared}`, `lambda = ${target.lambda}`]
    : ['preset = "wilson"', `beta = ${target.beta}`];

const measureLines = ({ theory }: ModelTarget, dims: readonly number[]): readonly string[] => {
  if (theory === 'phi4') return ['[measure.scalar]'];
  const hasCharge = theory === 'u1' && dims.length === 2;
  return ['[measure.plaquette]', ...(hasCharge ? ['[measure.topological-charge]', 'every = 1'] : [])];
};

export interface SamplesRequest {
  readonly count: number;
  readonly seed: number;
  readonly batch: number;
}

export const samplesToml = (
  { id, name, dims, target }: ModelManifest,
  { count, seed, batch }: SamplesRequest,
): string =>
  [
    'version = 1',
    `name = ${JSON.stringify(`samples of ${name}`.slice(0, 80))}`,
    `seed = ${seed}`,
    '[lattice]',
    `dims = [${dims.join(', ')}]`,
    `group = "${groups[target.theory]}"`,
    '[action]',
    ...actionLines(target),
    '[start]',
    'kind = "cold"',
    '[run]',
    'save-every = 1',
    '[[phase]]',
    'name = "sample"',
    `updates = ${count}`,
    '[[phase.update]]',
    'algorithm = "flow"',
    `model = "${id}"`,
    `batch = ${batch}`,
    ...measureLines(target, dims),
    '',
  ].join('\n');
