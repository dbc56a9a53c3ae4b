/** Arrays of NumPy's .npy format (version 1, float64 or complex128, little-endian) as the fixtures hold them. */
import { readFileSync } from 'node:fs';

export interface NpyArray {
  readonly shape: readonly number[];
  /** In the order of the file; complex numbers as (re, im). */
  readonly values: Float64Array;
  readonly complex: boolean;
  /** First index fastest. */
  readonly fortran: boolean;
}

export const readNpy = (path: string): NpyArray => {
  const bytes = readFileSync(path);
  if (bytes.toString('latin1', 0, 6) !== '\x93NUMPY' || bytes[6] !== 1)
    throw new Error(`${path} is no .npy of version 1`);
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, start);
  const type = /'descr': '(<c16|<f8)'/.exec(header)?.[1];
  const shape = /'shape': \(([^)]*)\)/.exec(header)?.[1];
  if (type === undefined || shape === undefined) throw new Error(`${path}: ${header}`);
  const values = new Float64Array((bytes.length - start) / 8);
  for (let i = 0; i < values.length; i++) values[i] = bytes.readDoubleLE(start + 8 * i);
  return {
    shape: shape
      .split(',')
      .filter((n) => n.trim() !== '')
      .map(Number),
    values,
    complex: type === '<c16',
    fortran: header.includes("'fortran_order': True"),
  };
};
