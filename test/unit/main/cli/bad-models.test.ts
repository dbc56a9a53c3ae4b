/** Files and folders that are no model, or not the one that is asked for, met by the commands: each refused in words, with the code of its kind, and nothing enters the workspace. */
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { renderManifest } from '../../../../src-engine/learn/model/manifest.ts';
import { encodeModel, type Model } from '../../../../src-engine/learn/model/model-file.ts';
import { encodeSafetensors } from '../../../../src-engine/learn/model/safetensors.ts';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';
import { affine, sampleModel } from '../../../support/model-lab.ts';

let line: CommandLine;
beforeEach(async () => {
  line = commandLine();
  await line.run('workspace', 'create');
});
afterEach(() => line.remove());

const model = sampleModel({ name: 'good' });
const bytes = unwrap(encodeModel(model));
const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true));
type Header = Record<string, { dtype?: string; shape?: readonly number[]; data_offsets?: readonly number[] }>;
const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength))) as Header;
const [first] = Object.keys(header).filter((name) => name !== '__metadata__') as [string];

/** The bytes of the model with its header as text, and the numbers behind it, changed. */
const rewritten = (change: (text: string) => string, numbers = bytes.subarray(8 + headerLength)) => {
  const text = new TextEncoder().encode(change(JSON.stringify(header)));
  const all = new Uint8Array(8 + text.length + numbers.length);
  new DataView(all.buffer).setBigUint64(0, BigInt(text.length), true);
  all.set(text, 8);
  all.set(numbers, 8 + text.length);
  return all;
};
const withLength = (length: bigint): Uint8Array => {
  const all = bytes.slice();
  new DataView(all.buffer).setBigUint64(0, length, true);
  return all;
};
/** Without the checksum, which would be the first to complain. */
const unsigned = (text: string): string => text.replace(/,"crc32":"[0-9a-f]{8}"/, '');
const notANumber = (): Uint8Array => {
  const numbers = bytes.slice(8 + headerLength);
  new DataView(numbers.buffer).setFloat32(0, Number.NaN, true);
  return rewritten(unsigned, numbers);
};

/** Numbers and a manifest that was written by hand, as a folder. */
const folder = (path: string, { manifest, tensors }: Model, change = (text: string) => text): void => {
  mkdirSync(path);
  const text = renderManifest(manifest).replace(/,\n {2}"checksum": "[0-9a-f]{8}"/, '');
  writeFileSync(join(path, 'model.json'), change(text));
  writeFileSync(join(path, 'weights.safetensors'), unwrap(encodeSafetensors(tensors)));
};

const files: readonly (readonly [string, () => Uint8Array, number, string, RegExp])[] = [
  ['an empty file', () => new Uint8Array(0), 2, 'model.malformed', /shorter than 8 bytes/],
  ['a header that is cut off', () => bytes.slice(0, 100), 2, 'model.malformed', /ends before its header/],
  ['numbers that are cut off', () => bytes.slice(0, -3), 2, 'model.malformed', /outside the file/],
  ['a header of a terabyte', () => withLength(2n ** 40n), 2, 'model.malformed', /ends before its header/],
  ['a header of 2^64 - 1', () => withLength(2n ** 64n - 1n), 2, 'model.malformed', /ends before its header/],
  ['whole numbers', () => rewritten((t) => t.replace('"F32"', '"I32"')), 2, 'model.unsupported', /I32/],
  ['half precision', () => rewritten((t) => t.replace('"F32"', '"BF16"')), 2, 'model.unsupported', /BF16/],
  ['numbers that are none', notANumber, 1, 'model.notFinite', /Number 0 of .* is not finite/],
  [
    'a tensor that stands twice',
    () => rewritten((t) => t.replace(/\}$/, `,${JSON.stringify(first)}:${JSON.stringify(header[first])}}`)),
    2,
    'model.malformed',
    /has the key .* twice/,
  ],
  [
    'a tensor named after a path',
    () => rewritten((t) => unsigned(t).replace(JSON.stringify(first), '"../../etc/passwd"')),
    1,
    'model.mismatch',
    new RegExp(`${first} is not in`),
  ],
  [
    'a tensor that is too many',
    () =>
      rewritten(
        (t) => unsigned(t).replace(/\}$/, ',"more":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}'),
        bytes.subarray(8 + headerLength),
      ),
    1,
    'model.mismatch',
    /more is in .*, the architecture has no such numbers/,
  ],
  [
    'a text that is no manifest',
    () => unwrap(encodeSafetensors(model.tensors, { manifest: 'hello' })),
    2,
    'model.malformed',
    /The manifest in .* is not JSON/,
  ],
  [
    'weights without a manifest',
    () => unwrap(encodeSafetensors(model.tensors)),
    2,
    'model.malformed',
    /does not say of which model/,
  ],
];

const folders: readonly (readonly [string, Model, (text: string) => string, number, string, RegExp])[] = [
  [
    'a newer version',
    model,
    (t) => t.replace('"version": 1', '"version": 9'),
    2,
    'model.unsupported',
    /has version 9 of the format; this program reads up to 1/,
  ],
  [
    'another architecture',
    model,
    (t) => t.replace('"couplings": 2', '"couplings": 3'),
    1,
    'model.mismatch',
    /coupling\.2\..* is not in the file/,
  ],
  [
    'an architecture that there is not for the theory',
    model,
    (t) => t.replace(/"target": \{[^}]*\}/, '"target": {"theory": "su3", "beta": 2}'),
    2,
    'model.unsupported',
    /affine/,
  ],
  [
    'a gigantic network',
    model,
    (t) => t.replace('"hidden": [3]', '"hidden": [65536, 65536]'),
    1,
    'model.mismatch',
    /has more numbers than the file/,
  ],
  [
    'an identifier that is a path',
    model,
    (t) => t.replace(/"id": "[^"]*"/, '"id": "../../evil"'),
    2,
    'model.malformed',
    /id is to be such as/,
  ],
  [
    'extents that its masks do not fit on',
    model,
    (t) => t.replace('"dims": [4, 4]', '"dims": [3, 3]'),
    2,
    'model.unsupported',
    /3/,
  ],
  [
    'a piece too few',
    { ...model, tensors: model.tensors.slice(1) },
    (t) => t,
    1,
    'model.mismatch',
    /is not in/,
  ],
];

const entered = (): readonly string[] => readdirSync(line.folder).filter((name) => name === 'models');

describe('plaquette models import', () => {
  it.each(files)('refuses %s', async (_, make, exit, code, message) => {
    const path = join(line.folder, 'bad.safetensors');
    writeFileSync(path, make());
    const imported = await line.json<{ error: { code: string } }>('models', 'import', path);
    expect(imported.document.error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect([imported.exit, entered()]).toEqual([exit, []]);
    const sampled = await line.json<{ error: { code: string } }>('sample', path, '--count', '16');
    expect([sampled.exit, sampled.document.error.code]).toEqual([exit, code]);
  });

  it.each(folders)('refuses a folder of %s', async (_, given, change, exit, code, message) => {
    const path = join(line.folder, 'bad');
    folder(path, given, change);
    const { document, exit: found } = await line.json<{ error: object }>('models', 'import', path);
    expect(document.error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect([found, entered()]).toEqual([exit, []]);
    const sampled = await line.json<{ error: { code: string } }>('sample', path, '--count', '16');
    expect([sampled.exit, sampled.document.error.code]).toEqual([exit, code]);
  });

  it('takes the same as a folder when nothing is wrong with it', async () => {
    folder(join(line.folder, 'good'), model);
    expect((await line.run('models', 'import', 'good')).exit).toBe(0);
  });

  it('follows no link out of a folder to what is no file', async () => {
    const path = join(line.folder, 'bad');
    folder(path, model);
    rmSync(join(path, 'weights.safetensors'));
    symlinkSync('/', join(path, 'weights.safetensors'));
    const { exit, err } = await line.run('models', 'import', path);
    expect(exit).toBe(2);
    expect(err).not.toContain('mistake in Plaquette');
  });
});

const theory = (group: string, action: string, dims = '[4, 4]', more = ''): string => `version = 1
seed = 7
[lattice]
dims = ${dims}
group = "${group}"
[action]
${action}
${more}`;
const phi4 = 'preset = "phi4"\nmass-squared = -4.0\nlambda = 6.0';
const proposing = (name: string): string => `[[phase]]
updates = 4
[[phase.update]]
algorithm = "flow"
model = "${name}"
batch = 4
`;
const training = (name: string, flow: string): string => `[flow]
${flow}
[training]
steps = 2
batch = 16
evaluation-samples = 16
initial-model = "${name}"
`;
const same = `kind = "affine"\ncouplings = 2\nhidden = [3]\nactivation = "leaky-relu"\nfinal-activation = "tanh"`;

describe('a model that does not fit', () => {
  const dense = sampleModel({
    id: 'm-20261121-142530-ab13',
    name: 'dense',
    architecture: { ...affine, network: 'dense', hidden: [4], stencil: undefined } as never,
  });
  beforeEach(async () => {
    const { stencil: _, ...architecture } = dense.manifest.architecture as typeof affine & {
      stencil: unknown;
    };
    const own = { ...dense, manifest: { ...dense.manifest, architecture } as Model['manifest'] };
    writeFileSync(join(line.folder, 'good.safetensors'), bytes);
    writeFileSync(join(line.folder, 'dense.safetensors'), unwrap(encodeModel(own)));
    for (const name of ['good', 'dense']) {
      const imported = await line.run('models', 'import', `${name}.safetensors`);
      expect(imported.exit, imported.err).toBe(0);
    }
  });

  it.each<readonly [string, string, RegExp]>([
    [
      'of another group',
      theory('U(1)', 'beta = 1.0', '[4, 4]', proposing('good')),
      /is for phi4 in 2 dim.*u1/,
    ],
    ['of other dimensions', theory('scalar', phi4, '[4, 4, 4]', proposing('good')), /in 2 dim.*in 3/],
    ['of other extents, with dense networks', theory('scalar', phi4, '[6, 4]', proposing('dense')), /dense/],
    [
      'as the beginning of another flow',
      theory('scalar', phi4, '[4, 4]', training('good', same.replace('[3]', '[5]'))),
      /is another flow than \[flow\]: they differ in hidden/,
    ],
    [
      'as the beginning of a flow of another theory',
      theory(
        'U(1)',
        'beta = 1.0',
        '[4, 4]',
        training('good', 'kind = "angular"\ntransform = "projection"\ncouplings = 2'),
      ),
      /is for phi4/,
    ],
    [
      'as the beginning of a dense flow on other extents',
      theory('scalar', phi4, '[6, 4]', training('dense', same.replace('[3]', '[4]\nnetwork = "dense"'))),
      /network\.0/,
    ],
  ])('%s is refused before anything was done', async (_, text, message) => {
    writeFileSync(join(line.folder, 's.toml'), text);
    const { exit, document } = await line.json<{
      end?: { kind: string; failure: object };
      error?: object;
    }>('run', 's.toml', '--threads', '1');
    const failure = document.end?.failure ?? document.error;
    expect(failure).toMatchObject({ code: 'model.mismatch', message: expect.stringMatching(message) });
    expect(failure).toMatchObject({ remedy: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(exit).toBe(1);
  });
});
