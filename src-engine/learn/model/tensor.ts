/** A named block of numbers, row-major, in single or double precision: what files of models and of training states hold. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
}

export const lengthOf = (shape: readonly number[]): number => shape.reduce((n, extent) => n * extent, 1);

/** Such as "16 x 8 x 3 x 3"; "a single number" for no extents. */
export const shapeText = (shape: readonly number[]): string =>
  shape.length === 0 ? 'a single number' : shape.join(' x ');

/** Place of the first number that is NaN or infinite; -1 when all are finite. */
export const firstNotFinite = (data: ArrayLike<number>): number => {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return i;
  return -1;
};
