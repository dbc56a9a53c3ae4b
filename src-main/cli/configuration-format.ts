/** The formats that `plaquette convert` writes: their names on the command line and the extensions that make them clear. */
import { extname } from 'node:path';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import type { FormatName } from '../../src-engine/format/index.ts';

const names: Readonly<Record<string, FormatName>> = {
  ildg: 'ildg',
  scidac: 'scidac',
  nersc: 'nersc',
  milc: 'milc-v5',
  'milc-v4': 'milc-v4',
  openqcd: 'openqcd',
  'bridge-text': 'text',
  'lime-payload': 'lime-payload',
};

export const formatNames: readonly string[] = Object.keys(names);

/** A plain `.lime` is written as ILDG, the format for exchange; `.cfg` and `.dat` are used for everything. */
const extensions: Readonly<Record<string, FormatName>> = {
  '.ildg': 'ildg',
  '.lime': 'ildg',
  '.scidac': 'scidac',
  '.nersc': 'nersc',
  '.milc': 'milc-v5',
  '.openqcd': 'openqcd',
  '.txt': 'text',
};

/** The format that was asked for, or the one that the name of the file makes clear. */
export const formatFor = (path: string, asked: string | undefined): Result<FormatName> => {
  const extension = extname(path).toLowerCase();
  const format = asked === undefined ? extensions[extension] : names[asked];
  if (format !== undefined) return ok(format);
  const ending = extension === '' ? 'A name without an extension' : `The extension ${extension}`;
  return fail(
    'usage.wrong',
    `${ending} does not say which format to write.`,
    `Give one, such as --format ildg (${formatNames.join(', ')}).`,
  );
};
