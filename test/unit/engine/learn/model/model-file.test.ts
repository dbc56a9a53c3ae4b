import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { checkArchitecture } from '../../../../../src-engine/learn/model/check-architecture.ts';
import {
  checkPieces,
  decodeModel,
  encodeModel,
  type Model,
  putTensors,
} from '../../../../../src-engine/learn/model/model-file.ts';
import { encodeSafetensors } from '../../../../../src-engine/learn/model/safetensors.ts';
import { makeParameters } from '../../../../../src-engine/learn/parameters.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';
import { affine, sampleModel } from '../../../../support/model-lab.ts';

const model = sampleModel();

describe('the file of a model', () => {
  it('comes back bit by bit, with its manifest', () => {
    expect(unwrap(decodeModel(unwrap(encodeModel(model))))).toEqual(model);
  });

  it('without a manifest is read with the one beside it, and only with it', () => {
    const bare = unwrap(encodeSafetensors(model.tensors));
    expect(unwrap(decodeModel(bare, 'weights.safetensors', model.manifest))).toEqual(model);
    expect(decodeModel(bare, 'weights.safetensors')).toMatchObject({
      ok: false,
      error: {
        code: 'model.malformed',
        message: 'weights.safetensors has weights, but does not say of which model.',
      },
    });
  });

  it('beside the manifest of another model is refused', () => {
    const other = { ...model.manifest, id: 'm-20261121-142530-ffff' };
    expect(decodeModel(unwrap(encodeModel(model)), 'w', other)).toMatchObject({
      ok: false,
      error: { code: 'model.mismatch' },
    });
  });

  it('names every piece that does not fit', () => {
    const wide = { name: 'coupling.3.network.1.weights', shape: [16, 16, 3, 3] };
    const refused = checkPieces(
      [
        { name: wide.name, shape: [16, 8, 3, 3] },
        { name: 'extra', shape: [] },
      ],
      [wide, { name: 'coupling.3.network.1.biases', shape: [16] }],
    );
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'model.mismatch',
        message:
          'coupling.3.network.1.weights is 16 x 8 x 3 x 3 in the file, 16 x 16 x 3 x 3 in the architecture.',
        detail: {
          problems: [
            {},
            { message: 'coupling.3.network.1.biases is not in the file.' },
            { message: 'extra is in the file, the architecture has no such numbers.' },
          ],
        },
      },
    });
  });

  it('is not written with numbers that are not those of its manifest', () => {
    expect(encodeModel({ ...model, tensors: model.tensors.slice(1) })).toMatchObject({
      ok: false,
      error: { code: 'model.mismatch' },
    });
  });
});

describe('numbers put into a model', () => {
  const parameters = makeParameters(newDevice());
  parameters.add('a', [2], Float32Array.of(1, 2));
  parameters.add('b', [], Float32Array.of(3));
  const tensor = (name: string, ...data: number[]) => ({
    name,
    shape: name === 'b' ? [] : [2],
    data: Float64Array.from(data),
  });

  it('go to the pieces of their names, rounded to single precision', () => {
    const before = parameters.version;
    unwrap(putTensors(parameters, [tensor('b', 0.1), tensor('a', 5, 6)]));
    expect([...parameters.values()]).toEqual([5, 6, Math.fround(0.1)]);
    expect(parameters.version).toBe(before + 1);
  });

  it('change nothing when one of them does not fit', () => {
    expect(putTensors(parameters, [tensor('b', 1e39), tensor('a', 7, 8)])).toMatchObject({
      ok: false,
      error: { code: 'model.notFinite' },
    });
    expect(putTensors(parameters, [tensor('a', 7, 8)])).toMatchObject({
      ok: false,
      error: { code: 'model.mismatch' },
    });
    expect([...parameters.values()]).toEqual([5, 6, Math.fround(0.1)]);
  });
});

describe('an architecture', () => {
  const check = (changed: Model) => checkArchitecture(newDevice(), changed);
  const withSpec = (spec: object): Model => ({
    ...model,
    manifest: { ...model.manifest, architecture: { ...affine, ...spec } as typeof affine },
  });

  it('has the pieces that its flow is made of', () => {
    expect(check(model)).toEqual({ ok: true, value: undefined });
  });

  it('of other layers is refused, piece by piece', () => {
    expect(check(withSpec({ hidden: [5] }))).toMatchObject({
      ok: false,
      error: {
        code: 'model.mismatch',
        message: expect.stringContaining('3 x 1 x 3 x 3 in the file, 5 x 1 x 3 x 3'),
      },
    });
    expect(check(withSpec({ couplings: 3 }))).toMatchObject({
      ok: false,
      error: { message: 'coupling.2.network.0.weights is not in the file.' },
    });
  });

  it('of another theory or without a flow is refused', () => {
    const other = { ...model, manifest: { ...model.manifest, target: { theory: 'su3', beta: 5 } as const } };
    expect(check(other)).toMatchObject({ ok: false, error: { code: 'model.unsupported' } });
  });

  it('of far more numbers than the file has is refused before it is made', () => {
    expect(check(withSpec({ hidden: [60_000, 60_000], couplings: 10_000 }))).toMatchObject({
      ok: false,
      error: {
        code: 'model.mismatch',
        message: 'The architecture of the file has more numbers than the file.',
      },
    });
  });
});
