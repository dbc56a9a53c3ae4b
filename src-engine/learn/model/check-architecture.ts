/**
 * Whether the numbers of a model are those that its architecture asks for: the flow is made and compared piece by piece.
 * Test: test/unit/engine/learn/model/model-file.test.ts.
 */
import type { ModelTarget } from '../../api/model-manifest.ts';
import type { FlowSpec } from '../../api/spec/flow-spec.ts';
import { FailureError, fail, ok, type Result } from '../../base/result.ts';
import type { Device } from '../../kernel/device.ts';
import { type FlowFamily, makeFlow } from '../make-flow.ts';
import { checkPieces, type Model } from './model-file.ts';
import { lengthOf } from './tensor.ts';

export const familyOf = ({ theory }: ModelTarget): FlowFamily => (theory === 'phi4' ? 'scalar' : theory);

/** Numbers that the hidden layers alone have; a lower bound that costs nothing. */
const hiddenNumbers = (spec: FlowSpec, directions: number): number => {
  if (!('hidden' in spec)) return 0;
  const taps = spec.network === 'convolution' ? (spec.stencil ?? 1) ** directions : 1;
  const layers = spec.hidden.slice(1).map((to, i) => to * spec.hidden[i]! * taps);
  return spec.couplings * layers.reduce((sum, layer) => sum + layer, 0);
};

const tooLarge = (file: string) =>
  fail(
    'model.mismatch',
    `The architecture of ${file} has more numbers than the file.`,
    'Choose the weights that belong to this manifest.',
  );

/** 'model.mismatch' where the numbers cannot be enough: before a flow is made of who knows how many. */
export const checkSize = ({ manifest, tensors }: Model, file: string): Result<void> => {
  const there = tensors.reduce((sum, { shape }) => sum + lengthOf(shape), 0);
  const { architecture, dims } = manifest;
  return hiddenNumbers(architecture, dims.length) > there ? tooLarge(file) : ok(undefined);
};

/** 'model.mismatch' with every piece that does not fit, 'model.unsupported' where there is no such flow. */
export const checkArchitecture = (
  device: Device,
  { manifest, tensors }: Model,
  file = 'the file',
): Result<void> => {
  const { architecture, dims, target } = manifest;
  const fits = checkSize({ manifest, tensors }, file);
  if (!fits.ok) return fits;
  try {
    const flow = makeFlow(device, {
      dims,
      samples: 1,
      precision: 'f32',
      spec: architecture,
      family: familyOf(target),
      seed: 0,
    });
    if (!flow.ok) return flow;
    const same = checkPieces(tensors, flow.value.parameters.pieces, file);
    flow.value.release();
    return same;
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, error: error.failure };
    if (error instanceof RangeError) return tooLarge(file);
    throw error;
  }
};
