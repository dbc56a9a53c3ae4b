/**
 * model.json: the manifest of a model as text for people and programs, and back. Its last key is a checksum (CRC-32 of the JSON of all
 * others without blanks); a manifest that was written by hand may leave it out.
 * Test: test/unit/engine/learn/model/manifest.test.ts.
 */
import type { ModelManifest, ModelTarget } from '../../api/model-manifest.ts';
import type { FlowKind, FlowSpec } from '../../api/spec/flow-spec.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { encodeUtf8 } from '../../base/text.ts';
import { crc32 } from '../../format/checksum/crc32.ts';
import {
  type Check,
  count,
  kindOf,
  listOf,
  objectOf,
  oneOf,
  orNull,
  real,
  realFrom,
  textOf,
  whole,
} from './check.ts';
import { isJsonObject, type JsonObject, readJsonObject } from './json-object.ts';

const FORMAT = 'plaquette-model';
const VERSION = 1;
/** A manifest has a line for each piece; a hundred thousand of them are no model of ours. */
const MAX_TEXT = 8 << 20;

type Keys<T> = { readonly [K in keyof T]-?: Check };

export const isModelId = (text: string): boolean => /^m-\d{8}-\d{6}-[0-9a-f]{4}$/.test(text);

const id = textOf(/^m-\d{8}-\d{6}-[0-9a-f]{4}$/, 'such as "m-20261121-142530-ab12"');
const word = textOf(/^[^\p{Cc}]{1,200}$/u, 'a short text');
const specification: Check = (value, key) =>
  typeof value === 'string' && value.length <= 1 << 16 ? undefined : `${key} is to be a specification`;
const extents = listOf(whole(1, 4096), 2, 4);

/** Bounds what a manifest can make the program build. */
const some = whole(1, 10_000);

const network = {
  network: oneOf('convolution', 'dense'),
  hidden: listOf(whole(1, 65_536), 0, 64),
  stencil: whole(1, 99),
  activation: oneOf('leaky-relu', 'tanh', 'relu', 'silu'),
  finalActivation: oneOf('none', 'tanh'),
  couplings: some,
};

const loops = oneOf('plaquettes', 'rectangles');
const loopsOfAngles = oneOf('plaquettes', 'rectangles', 'strips');

const flowKeys: { readonly [K in FlowKind]: Keys<Omit<Extract<FlowSpec, { readonly kind: K }>, 'kind'>> } = {
  affine: { ...network },
  spline: { ...network, bins: some },
  continuous: {
    frequencies: some,
    features: some,
    timeModes: some,
    steps: some,
    exactSteps: some,
  },
  angular: {
    ...network,
    transform: oneOf('projection', 'circular-spline'),
    size: some,
    loops: loopsOfAngles,
    masks: oneOf('alternating', 'sweeps', 'blocks'),
  },
  spectral: { ...network, bins: some, loops, masks: oneOf('alternating', 'sweeps') },
  residual: { sweeps: some },
};

/** Kinds with their keys; `tag` has been looked at by `kindOf`. */
const kinds = (tag: string, table: Readonly<Record<string, Readonly<Record<string, Check>>>>): Check =>
  kindOf(
    tag,
    Object.fromEntries(
      Object.entries(table).map(([kind, keys]) => [
        kind,
        objectOf({ ...keys, [tag]: oneOf(kind) }, ['stencil', 'loops', 'masks', 'exactSteps']),
      ]),
    ),
  );

const targetKeys: Readonly<Record<ModelTarget['theory'], Readonly<Record<string, Check>>>> = {
  phi4: { massSquared: real, lambda: realFrom(0) },
  u1: { beta: realFrom(0) },
  su2: { beta: realFrom(0) },
  su3: { beta: realFrom(0) },
};

const manifestKeys: Keys<ModelManifest> = {
  id,
  name: word,
  created: textOf(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, 'a time such as "2026-11-21T14:25:30Z"'),
  codeVersion: word,
  dims: extents,
  target: kinds('theory', targetKeys),
  architecture: kinds('kind', flowKeys),
  training: orNull(
    objectOf(
      {
        run: word,
        specHash: word,
        seed: count,
        spec: specification,
        steps: count,
        batch: count,
        estimator: oneOf('reparametrised', 'path', 'reinforce'),
        seconds: realFrom(0),
        parent: orNull(id),
      } satisfies Keys<NonNullable<ModelManifest['training']>>,
      ['spec'],
    ),
  ),
  quality: orNull(objectOf({ ess: objectOf({ value: realFrom(0), error: realFrom(0), samples: count }) })),
  pieces: listOf(objectOf({ name: word, shape: listOf(count, 0, 16) }), 0, 100_000),
};

const checkManifest = objectOf(manifestKeys);

const checksumOf = (content: JsonObject): string => {
  const bytes = encodeUtf8(JSON.stringify(content));
  return crc32(bytes, 0, bytes.length).toString(16).padStart(8, '0');
};

/** Objects with their keys in the given order, those inside them by the alphabet. */
const inOrder = (value: unknown, keys?: readonly string[]): unknown => {
  if (Array.isArray(value)) return value.map((entry) => inOrder(entry));
  if (!isJsonObject(value)) return value;
  const names = keys ?? Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, inOrder(value[name])]));
};

/** Lists of plain values on one line, everything else on lines of its own. */
const layOut = (value: unknown, indent = ''): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isFlat = Object.values(value).every((entry) => typeof entry !== 'object' || entry === null);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (isFlat) return `[${value.map((entry) => JSON.stringify(entry)).join(', ')}]`;
    return `[\n${value.map((entry) => inner + layOut(entry, inner)).join(',\n')}\n${indent}]`;
  }
  const pairs = Object.entries(value).map(
    ([key, entry]) => `${inner}${JSON.stringify(key)}: ${layOut(entry, inner)}`,
  );
  return `{\n${pairs.join(',\n')}\n${indent}}`;
};

/** The text of model.json; equal manifests give equal texts, whatever the order of their keys. */
export const renderManifest = (manifest: ModelManifest): string => {
  const facts = inOrder(manifest, Object.keys(manifestKeys)) as JsonObject;
  const content = { format: FORMAT, version: VERSION, ...facts };
  return `${layOut({ ...content, checksum: checksumOf(content) })}\n`;
};

const malformed = (file: string, what: string) =>
  fail(
    'model.malformed',
    `${file} ${what}.`,
    'Take the model again from where it came; a manifest that is written by hand has no checksum.',
  );

/** The manifest in a text; `file` is its name in messages. */
export const readManifest = (text: string, file = 'The manifest'): Result<ModelManifest> => {
  if (text.length > MAX_TEXT)
    return malformed(file, `has ${text.length} characters; at most ${MAX_TEXT} are read`);
  const read = readJsonObject(text);
  if (typeof read === 'string') return malformed(file, read);
  const { checksum, ...content } = read;
  const { format, version, ...manifest } = content;
  if (format !== FORMAT) return malformed(file, 'is not the manifest of a model');
  if (Number.isSafeInteger(version) && Number(version) > VERSION)
    return fail(
      'model.unsupported',
      `${file} has version ${String(version)} of the format; this program reads up to ${VERSION}.`,
      'Open it with a newer version of Plaquette.',
      { found: version, known: VERSION },
    );
  if (version !== VERSION) return malformed(file, 'does not say which version of the format it has');
  if (checksum !== undefined && checksum !== checksumOf(content))
    return malformed(file, 'is damaged or was changed: its checksum does not fit its content');
  const wrong = checkManifest(manifest, '');
  return wrong === undefined
    ? ok(manifest as unknown as ModelManifest)
    : malformed(file, `is not intact: ${wrong}`);
};
