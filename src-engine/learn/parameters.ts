/**
 * The weights of a model: one vector of f32 numbers, each tensor a piece of it with a name and a shape (row-major), and its gradient. Kernels read them from
 * the memory of the device, in single precision or, for evaluations in double precision, the same numbers as f64.
 */
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
