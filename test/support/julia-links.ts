/** Gauge fields of the fixtures: one array [row, column, x, y, z, t] per direction, first index fastest, as JuliaQCD holds links. */
import { join } from 'node:path';
import {
  type GaugeConfiguration,
  linkValues,
  volumeOf,
} from '../../src-engine/lattice/gauge-configuration.ts';
import { readNpy } from './npy.ts';

/** The field in `<folder>/<name>0.npy` and so on. */
export const juliaLinks = (folder: string, name: string): GaugeConfiguration => {
  const arrays = [0, 1, 2, 3].map((mu) => readNpy(join(folder, `${name}${mu}.npy`)));
  const [n, , ...dims] = arrays[0]!.shape as [number, number, ...number[]];
  const links = new Float64Array(linkValues(dims, n));
  arrays.forEach(({ values, fortran, complex }, mu) => {
    if (!fortran || !complex) throw new Error(`${name}${mu}.npy has another layout`);
    for (let site = 0; site < volumeOf(dims); site++) {
      for (let row = 0; row < n; row++) {
        for (let column = 0; column < n; column++) {
          const from = 2 * (row + n * (column + n * site));
          const to = 2 * (column + n * (row + n * (mu + 4 * site)));
          links.set(values.subarray(from, from + 2), to);
        }
      }
    }
  });
  return { dims, colours: n, links };
};
