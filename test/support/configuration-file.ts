/** A gauge field of the shared configurations, ready for kernels. Damaged files are accepted: some are there for being damaged. */
import { join } from 'node:path';
import { unwrap } from '../../src-engine/base/result.ts';
import { type OpenOptions, readConfiguration } from '../../src-engine/format/index.ts';
import { type GaugeField, gaugeFieldOf } from '../../src-engine/lattice/gauge-field.ts';
import { fileSource } from './file-source.ts';
import { newLattice } from './lattice.ts';

export const fieldOfFile = async (
  folder: string,
  path: string,
  options: OpenOptions = {},
): Promise<GaugeField> => {
  const source = fileSource(join(folder, 'configs', path));
  const { configuration } = unwrap(await readConfiguration(source, { ...options, damaged: 'accept' }));
  source.close();
  return gaugeFieldOf(newLattice(configuration.dims), configuration);
};
