/** A file of measured series: JSON by its extension, columns of numbers otherwise. */
import { basename, extname } from 'node:path';
import { fail, type Result } from '../../src-engine/base/result.ts';
import { readSmallFile } from '../storage/file-bytes.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { attempt } from '../storage/store-failure.ts';
import type { History } from './history.ts';
import { readColumns } from './read-columns.ts';
import { readJsonSeries } from './read-json-series.ts';

const largest = 128 << 20;

export const readSeriesFile = async (
  files: FileSystem,
  path: string,
): Promise<Result<readonly History[]>> => {
  const name = basename(path);
  const read = await attempt(`read ${path}`, async () => {
    const bytes = (await files.facts(path))?.size ?? 0;
    return bytes > largest ? bytes : readSmallFile(files, path, largest);
  });
  if (!read.ok) return read;
  if (typeof read.value === 'number')
    return fail(
      'format.tooLarge',
      `${name} has ${read.value} bytes; at most ${largest} are read.`,
      'Split it, or leave out columns.',
    );
  const text = new TextDecoder().decode(read.value);
  return extname(path).toLowerCase() === '.json' ? readJsonSeries(text, name) : readColumns(text, name);
};
