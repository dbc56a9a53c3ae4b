/**
 * Slices and volumes out of a field in plain site order (site = x + X (y + Y (z + Z t)), missing axes left out): small copies, never the
 * field itself. Test: test/unit/main/configuration/slice.test.ts.
 */
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { rangeOf } from './site-field.ts';

export interface PlainField {
  readonly dims: readonly number[];
  readonly axes: readonly string[];
  readonly values: Float32Array;
}

export interface Slice {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array<ArrayBuffer>;
  readonly min: number;
  readonly max: number;
}

export interface Volume {
  readonly dims: number[];
  readonly values: Float32Array<ArrayBuffer>;
  readonly min: number;
  readonly max: number;
}

const stridesOf = (dims: readonly number[]): number[] => {
  let stride = 1;
  return dims.map((n) => {
    const here = stride;
    stride *= n;
    return here;
  });
};

const wrongPlace = (axis: string, at: number | undefined, extent: number): Result<never> =>
  fail(
    'spec.outOfRange',
    `There is no place ${at} on the axis ${axis}.`,
    `Choose one from 0 to ${extent - 1}.`,
  );

/** Where the fixed axes put the origin of what is cut out. */
const originOf = (
  { dims, axes }: PlainField,
  free: readonly number[],
  at: readonly (number | undefined)[],
): Result<number> => {
  const strides = stridesOf(dims);
  let origin = 0;
  for (const [axis, extent] of dims.entries()) {
    if (free.includes(axis)) continue;
    const place = at[axis];
    if (place === undefined || !(place >= 0 && place < extent)) return wrongPlace(axes[axis]!, place, extent);
    origin += place * strides[axis]!;
  }
  return ok(origin);
};

/** Columns along the first axis, rows along the second; a field with one axis has one row. */
export const cutSlice = (
  field: PlainField,
  [columns, rows]: readonly [number, number],
  at: readonly number[],
): Result<Slice> => {
  const { dims, axes, values } = field;
  const single = dims.length === 1;
  if (columns >= dims.length || (!single && (rows >= dims.length || rows === columns)))
    return fail(
      'spec.outOfRange',
      `A slice needs two different axes of ${axes.join(', ')}.`,
      'Choose two of them.',
    );
  const origin = originOf(field, single ? [columns] : [columns, rows], at);
  if (!origin.ok) return origin;
  const strides = stridesOf(dims);
  const width = dims[columns]!;
  const height = single ? 1 : dims[rows]!;
  const [right, down] = [strides[columns]!, single ? 0 : strides[rows]!];
  const out = new Float32Array(width * height);
  for (let row = 0, i = 0; row < height; row++)
    for (let column = 0; column < width; column++, i++)
      out[i] = values[origin.value + row * down + column * right]!;
  return ok({ width, height, values: out, ...rangeOf(out) });
};

/**
 * The three axes besides `fixedAxis` (ignored where there are three in all), the first fastest. Where an extent is above `maxExtent`,
 * blocks of equal width are averaged along it; the last one may be cut off by the edge.
 */
export const cutVolume = (
  field: PlainField,
  fixedAxis: number,
  at: number,
  maxExtent: number,
): Result<Volume> => {
  const { dims, axes, values } = field;
  if (dims.length < 3)
    return fail(
      'format.unsupported',
      `This field has ${dims.length === 1 ? 'one axis' : 'two axes'} only.`,
      'Look at it as a slice.',
    );
  const free = dims.map((_, axis) => axis).filter((axis) => dims.length === 3 || axis !== fixedAxis);
  if (free.length !== 3)
    return fail('spec.outOfRange', `There is no axis ${fixedAxis}.`, `Choose one of ${axes.join(', ')}.`);
  const origin = originOf(
    field,
    free,
    dims.map(() => at),
  );
  if (!origin.ok) return origin;
  const strides = free.map((axis) => stridesOf(dims)[axis]!) as [number, number, number];
  const extents = free.map((axis) => dims[axis]!) as [number, number, number];
  const block = extents.map((n) => Math.ceil(n / maxExtent)) as [number, number, number];
  const size = extents.map((n, i) => Math.ceil(n / block[i]!)) as [number, number, number];
  const sums = new Float64Array(size[0] * size[1] * size[2]);
  const counts = new Uint32Array(sums.length);
  for (let k = 0; k < extents[2]; k++) {
    for (let j = 0; j < extents[1]; j++) {
      const row = (Math.floor(k / block[2]) * size[1] + Math.floor(j / block[1])) * size[0];
      const start = origin.value + k * strides[2] + j * strides[1];
      for (let i = 0; i < extents[0]; i++) {
        const to = row + Math.floor(i / block[0]);
        sums[to]! += values[start + i * strides[0]]!;
        counts[to]!++;
      }
    }
  }
  const out = Float32Array.from(sums, (sum, i) => sum / counts[i]!);
  return ok({ dims: size, values: out, ...rangeOf(out) });
};
