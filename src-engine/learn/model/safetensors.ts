/**
 * Safetensors: 8 bytes with the length n of the header (little-endian), n bytes of JSON, the numbers.
 * Header: { name: { dtype, shape, data_offsets: [begin, end] }, ..., "__metadata__": texts }; offsets count from the end of the header, the
 * tensors cover all bytes after it, without holes or overlaps, row-major, little-endian. Single and double precision, finite numbers only.
 * Ours carry a checksum in the metadata ("crc32"), over names, types, shapes, texts and numbers; where a file has it, it is checked.
 * Source: the format's description, github.com/huggingface/safetensors. Test: test/unit/engine/learn/model/safetensors.test.ts (a file
 * written by hand), test/property/safetensors.test.ts (damage at every byte).
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/text.ts';
import { crc32 } from '../../format/checksum/crc32.ts';
import { isJsonObject, type JsonObject, readJsonObject } from './json-object.ts';
import { firstNotFinite, lengthOf, type Tensor } from './tensor.ts';

export type Metadata = Readonly<Record<string, string>>;

export interface TensorFile {
  /** In the order of their bytes. */
  readonly tensors: readonly Tensor[];
  readonly metadata: Metadata;
}

/** Longer headers are not read: a model has hundreds of tensors of a hundred bytes each. */
const MAX_HEADER_BYTES = 8 << 20;
const MAX_RANK = 16;
const METADATA = '__metadata__';
const CHECKSUM = 'crc32';

const widths: Readonly<Record<string, number>> = { F32: 4, F64: 8 };
/** Types of the format that are not ours. */
const foreign = /^(BOOL|[UI](8|16|32|64)|F16|BF16|F8_[A-Z0-9]+|C64)$/;

const malformed = (file: string, what: string) =>
  fail(
    'model.malformed',
    `${file} ${what}.`,
    'Copy the file again from where it came, or choose another one.',
  );

const notFinite = (file: string, name: string, at: number) =>
  fail(
    'model.notFinite',
    `Number ${at} of ${name} in ${file} is not finite.`,
    'The training that wrote it had diverged; use an earlier state of it.',
    { name, at },
  );

const dtypeOf = (data: Tensor['data']): string => (data instanceof Float32Array ? 'F32' : 'F64');

/** CRC-32 of what the file means: metadata but for the checksum itself, tensors in the order of their bytes. */
const checksumOf = (tensors: readonly Tensor[], metadata: Metadata, data: Uint8Array): string => {
  const texts = Object.entries(metadata)
    .filter(([key]) => key !== CHECKSUM)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  let begin = 0;
  const described = tensors
    .map(({ name, shape, data: numbers }) => {
      const entry = [name, dtypeOf(numbers), shape, begin] as const;
      begin += numbers.byteLength;
      return entry;
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const head = encodeUtf8(JSON.stringify([texts, described]));
  const all = new Uint8Array(head.length + data.length);
  all.set(head);
  all.set(data, head.length);
  return crc32(all, 0, all.length).toString(16).padStart(8, '0');
};

/** The bytes of a file: the widest numbers first, so that all are aligned, otherwise in the given order. `file`: for messages. */
export const encodeSafetensors = (
  given: readonly Tensor[],
  texts: Metadata = {},
  file = 'The file',
): Result<Uint8Array> => {
  const tensors = [...given].sort((a, b) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  const names = new Set<string>([METADATA]);
  const header = Object.create(null) as Record<string, unknown>;
  let end = 0;
  for (const { name, shape, data } of tensors) {
    if (names.has(name)) return malformed(file, `would have two tensors of the name ${name}`);
    names.add(name);
    if (lengthOf(shape) !== data.length)
      return malformed(
        file,
        `would have ${data.length} numbers in ${name} for the shape ${shape.join(' x ')}`,
      );
    const at = firstNotFinite(data);
    if (at >= 0) return notFinite(file, name, at);
    header[name] = { dtype: dtypeOf(data), shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const content = new Uint8Array(end);
  let at = 0;
  for (const { data } of tensors) {
    content.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  const metadata = { ...texts, [CHECKSUM]: checksumOf(tensors, texts, content) };
  const text = encodeUtf8(JSON.stringify({ [METADATA]: metadata, ...header }));
  // blanks after the JSON, so that the numbers begin at a multiple of eight bytes
  const length = 8 * Math.ceil(text.length / 8);
  const bytes = new Uint8Array(8 + length + end).fill(0x20, 8, 8 + length);
  new DataView(bytes.buffer).setUint32(0, length, true);
  bytes.set(text, 8);
  bytes.set(content, 8 + length);
  return ok(bytes);
};

interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** One tensor of the header, or what is wrong with it. */
const readEntry = (name: string, value: unknown): Entry | string => {
  if (!isJsonObject(value)) return 'is not described';
  const { dtype, shape, data_offsets: offsets, ...rest } = value;
  const [stranger] = Object.keys(rest);
  if (stranger !== undefined) return `has the unknown key ${JSON.stringify(stranger.slice(0, 80))}`;
  if (typeof dtype !== 'string' || !(Object.hasOwn(widths, dtype) || foreign.test(dtype)))
    return 'has no known type';
  if (!Array.isArray(shape) || shape.length > MAX_RANK || !shape.every(isCount)) return 'has no shape';
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) return 'has no offsets';
  const [begin, end] = offsets as [number, number];
  return { name, dtype, shape, begin, end };
};

const readMetadata = (value: unknown): Metadata | undefined => {
  if (value === undefined) return {};
  if (!isJsonObject(value) || !Object.values(value).every((text) => typeof text === 'string'))
    return undefined;
  return value as Metadata;
};

/** Entries in the order of their bytes, if these are all `size` bytes, each once; otherwise what is wrong. */
const inOrder = (entries: readonly Entry[], size: number): readonly Entry[] | string => {
  const sorted = [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let place = 0;
  for (const { name, begin, end } of sorted) {
    if (end < begin || end > size) return `${name} lies outside the file`;
    if (begin < place) return `${name} overlaps another tensor`;
    if (begin > place) return `the bytes before ${name} belong to no tensor`;
    place = end;
  }
  return place === size ? sorted : 'its last bytes belong to no tensor';
};

const readHeader = (
  bytes: Uint8Array,
  file: string,
): Result<{ readonly header: JsonObject; readonly start: number }> => {
  if (bytes.length < 8) return malformed(file, 'is shorter than 8 bytes: it is not a safetensors file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const length = view.getUint32(0, true) + 2 ** 32 * view.getUint32(4, true);
  if (length > bytes.length - 8)
    return malformed(
      file,
      `ends before its header does (${length} bytes): it is cut off, or no safetensors file`,
    );
  if (length > MAX_HEADER_BYTES)
    return malformed(file, `has a header of ${length} bytes; at most ${MAX_HEADER_BYTES} are read`);
  const start = 8 + length;
  if (bytes[8] !== 0x7b || length < 2) return malformed(file, 'has no header: it is not a safetensors file');
  const header = readJsonObject(decodeUtf8(bytes.subarray(8, start)));
  return typeof header === 'string' ? malformed(file, `has a header that ${header}`) : ok({ header, start });
};

/** What a file holds; `file` is its name in messages. Nothing is taken from damaged files. */
export const decodeSafetensors = (bytes: Uint8Array, file = 'The file'): Result<TensorFile> => {
  const head = readHeader(bytes, file);
  if (!head.ok) return head;
  const { header, start } = head.value;
  const metadata = readMetadata(header[METADATA]);
  if (metadata === undefined) return malformed(file, 'has metadata that are not texts');
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) continue;
    const entry = readEntry(name, value);
    if (typeof entry === 'string') return malformed(file, `is not intact: ${name.slice(0, 80)} ${entry}`);
    entries.push(entry);
  }
  const ordered = inOrder(entries, bytes.length - start);
  if (typeof ordered === 'string') return malformed(file, `is not intact: ${ordered.slice(0, 160)}`);
  const tensors: Tensor[] = [];
  for (const { name, dtype, shape, begin, end } of ordered) {
    const width = widths[dtype];
    if (width === undefined)
      return fail(
        'model.unsupported',
        `${name} in ${file} is of type ${dtype}; F32 and F64 are read.`,
        'Save it again in single precision (float32).',
        { name, dtype },
      );
    const length = lengthOf(shape);
    if (length * width !== end - begin)
      return malformed(
        file,
        `is not intact: ${name} has ${end - begin} bytes for the shape ${shape.join(' x ')}`,
      );
    // a copy of its own, also of a Buffer, whose slices share memory
    const own = new Uint8Array(bytes.subarray(start + begin, start + end)).buffer;
    const data = width === 4 ? new Float32Array(own) : new Float64Array(own);
    tensors.push({ name, shape, data });
  }
  const stored = metadata[CHECKSUM];
  if (stored !== undefined && stored !== checksumOf(tensors, metadata, bytes.subarray(start)))
    return malformed(file, 'is damaged: its checksum does not fit its content');
  for (const { name, data } of tensors) {
    const at = firstNotFinite(data);
    if (at >= 0) return notFinite(file, name, at);
  }
  const { [CHECKSUM]: _, ...texts } = metadata;
  return ok({ tensors, metadata: texts });
};
