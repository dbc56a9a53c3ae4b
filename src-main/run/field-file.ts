/** Gauge fields of runs on disk: ILDG (SciDAC outside four dimensions) with checksums and the record of what made them. */
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { readConfiguration, writeConfiguration } from '../../src-engine/format/index.ts';
import { groupOfColours } from '../../src-engine/group/group.ts';
import type { GaugeConfiguration, LinkSource } from '../../src-engine/lattice/gauge-configuration.ts';
import type { ByteSink } from '../../src-engine/ports/byte-source.ts';
import { openFileSource } from '../storage/file-source.ts';
import type { FileSystem } from '../storage/file-system.ts';

/** Which run made a field, and when in its chain. */
export interface Provenance {
  readonly run: string;
  readonly update: number;
  readonly specHash: string;
  readonly codeVersion: string;
}

/** Writes a field; its plaquette and checksums are in the file. */
export const writeField = async (
  sink: ByteSink,
  links: LinkSource,
  precision: 'f64' | 'f32',
  provenance: Provenance,
): Promise<Result<void>> => {
  const written = await writeConfiguration(sink, links, {
    format: links.dims.length === 4 ? 'ildg' : 'scidac',
    precision,
    provenance: JSON.stringify({ ...provenance, group: groupOfColours(links.colours).name }),
    logicalFileName: `plaquette:${provenance.run}/${provenance.update}`,
  });
  return written.ok ? ok(undefined) : written;
};

/** Reads a field for a lattice; files that do not carry their geometry are read as that lattice. */
export const readField = async (
  files: FileSystem,
  path: string,
  dims: readonly number[],
  colours: number,
): Promise<Result<GaugeConfiguration>> => {
  const source = await openFileSource(files, path);
  if (!source.ok) return source;
  try {
    const read = await readConfiguration(source.value);
    const again =
      !read.ok && read.error.code === 'format.geometryNeeded'
        ? await readConfiguration(source.value, { dims, colours })
        : read;
    if (!again.ok) return again;
    const { configuration } = again.value;
    if (configuration.dims.join() === dims.join() && configuration.colours === colours)
      return ok(configuration);
    return fail(
      'format.geometryMismatch',
      `${path} holds ${groupOfColours(configuration.colours).name} on ${configuration.dims.join(' x ')}, the run asks for ${groupOfColours(colours).name} on ${dims.join(' x ')}.`,
      'Set lattice.dims and lattice.group to those of the file, or choose another file.',
    );
  } finally {
    await source.value.close();
  }
};
