/** Repeatable uniform numbers in [0, 1) with 32 bits: Philox at a fixed key (Salmon et al., SC11). For resampling, not for physics. */
import { philoxWords } from '../../src-engine/random/philox.ts';

export const repeatableUniform = (): (() => number) => {
  let block = 0;
  let left: number[] = [];
  return () => {
    if (left.length === 0) left = [...philoxWords([1, 0], [block++, 0, 0, 0])];
    return left.pop()! / 2 ** 32;
  };
};
