import { describe, expect, it } from 'vitest';
import type { ModelManifest } from '../../../../../src-engine/api/model-manifest.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { readManifest, renderManifest } from '../../../../../src-engine/learn/model/manifest.ts';
import { affine, sampleModel } from '../../../../support/model-lab.ts';

const { manifest } = sampleModel();

const refused = (text: string): string => {
  const read = readManifest(text, 'model.json');
  return read.ok ? 'read' : `${read.error.code}: ${read.error.message}`;
};

/** A manifest as somebody writes it: no checksum, some things different. */
const byHand = (change: (manifest: Record<string, unknown>) => void): string => {
  const { checksum: _, ...content } = JSON.parse(renderManifest(manifest)) as Record<string, unknown>;
  change(content);
  return JSON.stringify(content);
};

const network = {
  network: 'convolution',
  hidden: [8, 8],
  activation: 'tanh',
  finalActivation: 'none',
} as const;

describe('the manifest of a model', () => {
  it.each<Partial<ModelManifest>>([
    {},
    { training: null, quality: null },
    {
      target: { theory: 'su3', beta: 5 },
      architecture: { kind: 'spectral', ...network, couplings: 48, bins: 4 },
    },
    {
      target: { theory: 'u1', beta: 2 },
      architecture: { kind: 'angular', ...network, couplings: 16, transform: 'projection', size: 6 },
    },
    { architecture: { kind: 'spline', ...network, couplings: 8, bins: 10 } },
    { architecture: { kind: 'continuous', frequencies: 50, features: 20, timeModes: 21, steps: 50 } },
    {
      target: { theory: 'su2', beta: 2.2 },
      architecture: { kind: 'residual', sweeps: 2 },
      dims: [4, 4, 4, 4],
    },
    { name: 'größer, "better"' },
  ])('comes back as it was written: %j', (changes) => {
    const changed = { ...manifest, ...changes };
    expect(unwrap(readManifest(renderManifest(changed)))).toEqual(changed);
  });

  it('is readable: one fact on a line, lists of numbers on one', () => {
    const lines = renderManifest(manifest).split('\n');
    expect(lines).toContain('  "dims": [4, 4],');
    expect(lines).toContain('    "massSquared": -4,');
    expect(lines).toContain('      "shape": [3, 1, 3, 3]');
  });

  it('is read when it was written by hand, without a checksum', () => {
    expect(
      unwrap(readManifest(byHand((own) => Object.assign(own, { name: 'mine', architecture: affine })))),
    ).toEqual({
      ...manifest,
      name: 'mine',
    });
  });

  it('with any byte changed is refused, or means the same', () => {
    const text = renderManifest(manifest);
    for (let at = 0; at < text.length; at++) {
      for (const other of ['"', '0', ' ', 'x', '}']) {
        const read = readManifest(text.slice(0, at) + other + text.slice(at + 1));
        if (read.ok) expect(read.value).toEqual(manifest);
        else expect(read.error.code).toBe('model.malformed');
      }
      expect(readManifest(text.slice(0, at)).ok).toBe(at === text.length - 1);
    }
  });

  it.each([
    ['no JSON', '{', 'model.malformed: model.json is not JSON'],
    ['a list', '[]', 'is not a JSON object'],
    ['something else', '{"name":"x"}', 'is not the manifest of a model'],
    [
      'a newer version',
      byHand((own) => Object.assign(own, { version: 2 })),
      'model.unsupported: model.json has version 2',
    ],
    ['no version', byHand((own) => Object.assign(own, { version: '1' })), 'which version'],
    ['a key that is missing', byHand((own) => delete own.training), 'training is missing'],
    ['an unknown key', byHand((own) => Object.assign(own, { colour: 1 })), 'colour is not known'],
    [
      'an id that could be a path',
      byHand((own) => Object.assign(own, { id: '../x' })),
      'id is to be such as "m-',
    ],
    ['one extent', byHand((own) => Object.assign(own, { dims: [4] })), 'dims is to be a list of 2 to 4'],
    [
      'a huge extent',
      byHand((own) => Object.assign(own, { dims: [4, 1e9] })),
      'dims[1] is to be a whole number',
    ],
    [
      'an unknown theory',
      byHand((own) => Object.assign(own, { target: { theory: 'qcd' } })),
      'target.theory is to be',
    ],
    [
      'a coupling of another theory',
      byHand((own) => Object.assign(own, { target: { theory: 'phi4', beta: 1 } })),
      'target.beta is not known',
    ],
    [
      'an architecture called constructor',
      byHand((own) => Object.assign(own, { architecture: { kind: 'constructor' } })),
      'architecture.kind is to be affine or',
    ],
    [
      'a billion couplings',
      byHand((own) => Object.assign(own, { architecture: { ...affine, couplings: 1e9 } })),
      'architecture.couplings is to be a whole number from 1 to 10000',
    ],
    [
      'a piece without a shape',
      byHand((own) => Object.assign(own, { pieces: [{ name: 'a' }] })),
      'pieces[0].shape is missing',
    ],
    ['a key twice', '{"format":"plaquette-model","format":"x"}', 'has the key "format" twice'],
    ['a changed number', renderManifest(manifest).replace('6.008', '6.009'), 'its checksum does not fit'],
  ])('refuses %s', (_, text, message) => {
    expect(refused(text)).toContain(message);
  });
});
