/**
 * A model in one file: its numbers as safetensors, the manifest in the metadata. Other programs read the numbers as they are.
 * Test: test/unit/engine/learn/model/model-file.test.ts.
 */
import type { ModelManifest, ModelPiece } from '../../api/model-manifest.ts';
import { type Failure, fail, ok, type Result } from '../../base/result.ts';
import type { Parameters } from '../parameters.ts';
import { readManifest, renderManifest } from './manifest.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
import { firstNotFinite, shapeText, type Tensor } from './tensor.ts';

export interface Model {
  readonly manifest: ModelManifest;
  readonly tensors: readonly Tensor[];
}

const MOST_MISFITS = 20;

const misfit = (message: string, name: string): Failure =>
  fail(
    'model.mismatch',
    message,
    'Choose the weights that belong to this model, or a specification with the same architecture.',
    { name },
  ).error;

/** Whether these numbers are those of `pieces`, every one of them and no other; each that does not fit is named. */
export const checkPieces = (
  tensors: readonly ModelPiece[],
  pieces: readonly ModelPiece[],
  file = 'the file',
): Result<void> => {
  const found = new Map(tensors.map((tensor) => [tensor.name, tensor.shape]));
  const misfits: Failure[] = [];
  for (const { name, shape } of pieces) {
    const there = found.get(name);
    if (there === undefined) misfits.push(misfit(`${name} is not in ${file}.`, name));
    else if (there.join() !== shape.join())
      misfits.push(
        misfit(`${name} is ${shapeText(there)} in ${file}, ${shapeText(shape)} in the architecture.`, name),
      );
    found.delete(name);
  }
  for (const name of found.keys())
    misfits.push(misfit(`${name} is in ${file}, the architecture has no such numbers.`, name));
  const [first] = misfits;
  if (first === undefined) return ok(undefined);
  return {
    ok: false,
    error: { ...first, detail: { ...first.detail, problems: misfits.slice(0, MOST_MISFITS) } },
  };
};

/** The numbers of a model in memory, each piece a copy. */
export const tensorsOf = (parameters: Parameters): readonly Tensor[] => {
  const values = parameters.values();
  return parameters.pieces.map(({ name, shape, offset, length }) => ({
    name,
    shape,
    data: values.slice(offset, offset + length),
  }));
};

/** Puts numbers into a model of the same pieces; nothing is changed when they do not fit. */
export const putTensors = (
  parameters: Parameters,
  tensors: readonly Tensor[],
  file = 'the file',
): Result<void> => {
  const fits = checkPieces(tensors, parameters.pieces, file);
  if (!fits.ok) return fits;
  const numbers = new Map(tensors.map(({ name, data }) => [name, Float32Array.from(data)]));
  for (const [name, data] of numbers) {
    const at = firstNotFinite(data);
    if (at >= 0)
      return fail(
        'model.notFinite',
        `Number ${at} of ${name} in ${file} is not finite in single precision.`,
        'Choose another state of the training.',
        { name, at },
      );
  }
  const values = parameters.values();
  for (const { name, offset } of parameters.pieces) values.set(numbers.get(name)!, offset);
  parameters.changed();
  return ok(undefined);
};

/** The file of a model, if its numbers are those of its manifest. */
export const encodeModel = ({ manifest, tensors }: Model): Result<Uint8Array> => {
  const fits = checkPieces(tensors, manifest.pieces);
  if (!fits.ok) return fits;
  return encodeSafetensors(tensors, { format: 'pt', manifest: renderManifest(manifest) }, manifest.name);
};

/** A model from its file, or from numbers without a manifest and the manifest that was kept beside them. */
export const decodeModel = (bytes: Uint8Array, file = 'The file', beside?: ModelManifest): Result<Model> => {
  const read = decodeSafetensors(bytes, file);
  if (!read.ok) return read;
  const { tensors, metadata } = read.value;
  const inside =
    metadata.manifest === undefined ? undefined : readManifest(metadata.manifest, `The manifest in ${file}`);
  if (inside !== undefined && !inside.ok) return inside;
  const manifest = inside?.value ?? beside;
  if (manifest === undefined)
    return fail(
      'model.malformed',
      `${file} has weights, but does not say of which model.`,
      'Import the folder that has model.json beside the weights, or a file that Plaquette exported.',
    );
  if (beside !== undefined && renderManifest(beside) !== renderManifest(manifest))
    return fail(
      'model.mismatch',
      `${file} holds the weights of ${manifest.id}, not those of the manifest beside it.`,
      'Put back the manifest that belongs to the weights, or remove the other one.',
      { found: manifest.id, expected: beside.id },
    );
  const fits = checkPieces(tensors, manifest.pieces, file);
  return fits.ok ? ok({ manifest, tensors }) : fits;
};
