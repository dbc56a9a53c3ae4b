/**
 * Tells what a file is from its first bytes and opens it.
 * Test: test/unit/engine/format/headers.test.ts, test/golden/format-configs.test.ts.
 */
import { fail, type Result } from '../base/result.ts';
import { decodeLatin1 } from '../base/text.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { readHead } from './byte-reader.ts';
import type { Codec, OpenedFile, OpenOptions } from './gauge-file.ts';
import { limeCodec } from './lime-codec.ts';
import { milcCodec } from './milc-codec.ts';
import { nerscCodec } from './nersc-codec.ts';
import { openqcdCodec } from './openqcd-codec.ts';
import { textCodec } from './text-codec.ts';

/** In the order in which they are asked: strong magic numbers first. */
const CODECS: readonly Codec[] = [limeCodec, nerscCodec, milcCodec, textCodec, openqcdCodec];

/** Files that people do hand over, and what they are. */
const STRANGERS: readonly (readonly [string, string, string])[] = [
  ['\x1f\x8b', 'compressed with gzip', 'Unpack it first (gunzip).'],
  ['BZh', 'compressed with bzip2', 'Unpack it first (bunzip2).'],
  ['\xfd7zXZ', 'compressed with xz', 'Unpack it first (unxz).'],
  ['PK\x03\x04', 'a zip archive', 'Unpack it first (unzip).'],
  ['\x89HDF', 'an HDF5 file', 'Export the configuration as ILDG or NERSC with the code that wrote it.'],
  ['\x93NUMPY', 'a NumPy array', 'Export the configuration as ILDG or NERSC with the code that wrote it.'],
  [
    '\xab\x89gE',
    'a LIME file with its bytes swapped',
    'Get the file again: LIME headers are big-endian on every machine.',
  ],
  ['dbqq', 'a FNAL lattice (magic 71626434)', 'Convert it to MILC version 5 or SciDAC with MILC.'],
  ['qbd4', 'a FNAL lattice (magic 71626434)', 'Convert it to MILC version 5 or SciDAC with MILC.'],
  ['SQLite format', 'an SQLite database', 'Give a gauge configuration file.'],
];

const HEAD = 1024;
const KNOWN = CODECS.map((codec) => codec.title).join(', ');

const unknown = (source: ByteSource, head: Uint8Array): Result<never> => {
  if (head.length === 0)
    return fail('format.unknown', `${source.name} is empty.`, 'Copy the file again from its origin.');
  const start = decodeLatin1(head.subarray(0, 16));
  const stranger = STRANGERS.find(([magic]) => start.startsWith(magic));
  if (stranger !== undefined)
    return fail(
      'format.unknown',
      `${source.name} is ${stranger[1]}, not a gauge configuration.`,
      stranger[2],
    );
  const hex = [...head.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return fail(
    'format.unknown',
    `${source.name} is not a format that is read here (first bytes ${hex}).`,
    `Known formats: ${KNOWN}.`,
    { head: hex },
  );
};

export const openFile = async (source: ByteSource, options: OpenOptions): Promise<Result<OpenedFile>> => {
  const head = await readHead(source, HEAD);
  if (!head.ok) return head;
  const start = head.value.slice();
  const codec = CODECS.find((candidate) => candidate.detects(start, source.size));
  if (codec === undefined) return unknown(source, start);
  const file = await codec.open(source, options);
  if (!file.ok || file.value.content === 'other') return file;
  const { dims, colours } = file.value.facts;
  const wanted = options.dims?.join(' x ') ?? dims.join(' x ');
  if (wanted !== dims.join(' x ') || (options.colours ?? colours) !== colours) {
    return fail(
      'format.geometryMismatch',
      `${source.name} says ${dims.join(' x ')} and N = ${colours}, not ${wanted} and N = ${options.colours ?? colours}.`,
      'Leave out --dims and --group: this file carries its geometry.',
      { dims, colours },
    );
  }
  return file;
};
