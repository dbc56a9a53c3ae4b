/** A layer whose two directions differ by a word only: the map and its inverse, and the cotangents of each. */
import type { Field } from '../../lattice/lattice.ts';
import type { FlowLayer } from '../flow.ts';

export type Direction = 'forward' | 'inverse';

export interface TwoWay {
  readonly name: string;
  /** x <- the map of this direction, `logJ` += its log |det|; `keep`: remember what `back` needs. */
  run(direction: Direction, x: Field, logJ: Field, keep: boolean): void;
  /** After a `run` that kept, in the same direction. */
  back(direction: Direction, bar: Field, weight: Field): void;
  release(): void;
}

export const twoWayLayer = ({ name, run, back, release }: TwoWay): FlowLayer => ({
  name,
  forward: (x, logJ, keep) => run('forward', x, logJ, keep),
  inverse: (x, logJ, keep) => run('inverse', x, logJ, keep),
  backward: (bar, weight) => back('forward', bar, weight),
  backwardInverse: (bar, weight) => back('inverse', bar, weight),
  release,
});
