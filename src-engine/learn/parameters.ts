/**
 * The weights of a model: one vector of f32 numbers, each tensor a piece of it with a name and a shape (row-major), and its gradient. Kernels read them from
 * the memory of the device, in single precision or, for evaluations in double precision, the same numbers as f64.
 * Proved by test/unit/engine/learn/parameters.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import type { Device } from '../kernel/device.ts';
import type { Precision } from '../kernel/graph.ts';

export interface ParameterPiece {
  /** Stable, dotted: `coupling.3.network.1.weights`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** First number in the vector, and how many. */
  readonly offset: number;
  readonly length: number;
}

export interface Parameters {
  readonly pieces: readonly ParameterPiece[];
  readonly length: number;
  /** Counts the calls of `changed`: what was made from the values is to be made again when this differs. */
  readonly version: number;
  /** Declares a piece with its initial numbers; before the first use of addresses. */
  add(name: string, shape: readonly number[], initial: Float32Array): ParameterPiece;
  /** The vector and its gradient; views that are valid until memory grows: ask again. */
  values(): Float32Array;
  gradient(): Float32Array;
  /** After a change of the values: the f64 copy follows. */
  changed(): void;
  /** Device address of a piece in the values of that precision, or of its gradient (always f32). */
  address(piece: ParameterPiece, precision: Precision): number;
  gradientAddress(piece: ParameterPiece): number;
  clearGradient(): void;
  release(): void;
}

interface Memory {
  readonly values: number;
  readonly gradient: number;
  /** Where the f64 copy lies, once it has been asked for. */
  double: number | undefined;
}

/** None yet: networks declare theirs. Memory is taken when somebody first looks. */
export const makeParameters = (device: Device): Parameters => {
  const pieces: ParameterPiece[] = [];
  const initial: Float32Array[] = [];
  let length = 0;
  let version = 0;
  let memory: Memory | undefined;

  const views = {
    values: (at: Memory): Float32Array => device.float32(at.values, length),
    gradient: (at: Memory): Float32Array => device.float32(at.gradient, length),
  };
  /** Memory for all pieces, taken when somebody first looks. */
  const allocated = (): Memory => {
    if (memory) return memory;
    const bytes = Math.max(4, 4 * length);
    memory = { values: device.allocate(bytes), gradient: device.allocate(bytes), double: undefined };
    const values = views.values(memory);
    pieces.forEach(({ offset }, i) => values.set(initial[i]!, offset));
    initial.length = 0;
    return memory;
  };
  const copyDouble = (at: Memory): void => {
    if (at.double !== undefined) device.float64(at.double, length).set(views.values(at));
  };
  const doubleOf = (at: Memory): number => {
    if (at.double === undefined) {
      at.double = device.allocate(Math.max(8, 8 * length));
      copyDouble(at);
    }
    return at.double;
  };

  return {
    pieces,
    get length() {
      return length;
    },
    get version() {
      return version;
    },
    add: (name, shape, numbers) => {
      invariant(memory === undefined, `parameter ${name} is declared after the first use of addresses`);
      invariant(!pieces.some((piece) => piece.name === name), `two parameters are called ${name}`);
      const count = shape.reduce((n, extent) => n * extent, 1);
      invariant(numbers.length === count, `${numbers.length} numbers for parameter ${name} of ${count}`);
      const piece: ParameterPiece = { name, shape, offset: length, length: count };
      pieces.push(piece);
      initial.push(numbers);
      length += count;
      return piece;
    },
    values: () => views.values(allocated()),
    gradient: () => views.gradient(allocated()),
    changed: () => {
      version++;
      if (memory) copyDouble(memory);
    },
    address: (piece, precision) => {
      const at = allocated();
      return precision === 'f32' ? at.values + 4 * piece.offset : doubleOf(at) + 8 * piece.offset;
    },
    gradientAddress: (piece) => allocated().gradient + 4 * piece.offset,
    clearGradient: () => {
      views.gradient(allocated()).fill(0);
    },
    release: () => {
      if (!memory) return;
      device.release(memory.values);
      device.release(memory.gradient);
      if (memory.double !== undefined) device.release(memory.double);
      memory = undefined;
    },
  };
};
