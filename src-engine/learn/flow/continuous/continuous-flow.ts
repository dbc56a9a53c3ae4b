/**
 * The continuous flow as a whole: its parameters and its one layer. It begins as the identity (W = 0) with frequencies uniform in (0, 5).
 * Proved by test/unit/engine/learn/flow/continuous.test.ts.
 */
import type { ContinuousFlowSpec } from '../../../api/spec/flow-spec.ts';
import { fail, ok, type Result } from '../../../base/result.ts';
import type { Lattice } from '../../../lattice/lattice.ts';
import { initialNumbers } from '../../network/initial-numbers.ts';
import type { ParameterPiece, Parameters } from '../../parameters.ts';
import { normalPrior } from '../../prior/normal.ts';
import type { FlowParts } from '../flow-parts.ts';
import { makeContinuous } from './continuous.ts';
import { displacementOrbits } from './orbits.ts';

const NAME = 'continuous';
const LARGEST_FREQUENCY = 5;

export const continuousFlow = (
  lattice: Lattice,
  parameters: Parameters,
  spec: ContinuousFlowSpec,
  seed: number,
): Result<FlowParts> => {
  const orbits = displacementOrbits(lattice.dims);
  const weights = `${NAME}.weights`;
  const shape = [orbits.length, spec.timeModes, spec.features];
  const there = parameters.pieces.find(({ name }) => name === weights);
  if (there && there.shape.join() !== shape.join()) {
    return fail(
      'model.mismatch',
      `The kernel of this continuous flow has ${there.shape[0]} orbits of displacements; on ${lattice.dims.join(' x ')} there are ${orbits.length}.`,
      'Use the lattice that the flow was made for.',
      { expected: shape, found: there.shape },
    );
  }
  const piece = (
    part: string,
    of: readonly number[],
    numbers: (name: string, length: number) => Float32Array,
  ): ParameterPiece => {
    const name = `${NAME}.${part}`;
    const length = of.reduce((n, extent) => n * extent, 1);
    return parameters.pieces.find((p) => p.name === name) ?? parameters.add(name, of, numbers(name, length));
  };
  const features = spec.frequencies + 1;
  const pieces = {
    weights: piece('weights', shape, (_, n) => new Float32Array(n)),
    contraction: piece('contraction', [spec.features, features], (name, n) =>
      initialNumbers(name, seed, n, 1 / Math.sqrt(features)),
    ),
    frequencies: piece('frequencies', [spec.frequencies], (name, n) =>
      initialNumbers(name, seed, n, LARGEST_FREQUENCY / 2).map((x) => x + LARGEST_FREQUENCY / 2),
    ),
  };
  const layer = makeContinuous(lattice, NAME, spec, orbits, parameters, pieces);
  return ok({ prior: normalPrior(1), layers: [layer], integrated: true, release: () => {} });
};
