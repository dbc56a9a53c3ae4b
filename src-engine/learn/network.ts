/** A network that conditions a coupling: fields of `inputs` channels to fields of `outputs` channels on one batch lattice. */
import type { Field } from '../lattice/lattice.ts';

export interface Network {
  readonly inputs: number;
  readonly outputs: number;
  /** The output belongs to the network and is valid until its next call. `keep`: remember what `backward` needs. */
  forward(x: Field, keep: boolean): Field;
  /**
   * After a `forward` that kept: from the cotangent of the output to that of the input (valid until the next call); adds to the gradient of the parameters.
   */
  backward(yBar: Field): Field;
  release(): void;
}
