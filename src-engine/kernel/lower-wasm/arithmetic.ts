/**
 * Code of one operation on registers: pushes its arguments and leaves its result on the stack. What depends on sites, fields and memory is
 * elsewhere (lower.ts). Tested with lower.ts, and by test/unit/engine/kernel/operations.test.ts.
 */
import type { Node } from '../graph.ts';
import type { BitOperations } from './bit-operations.ts';
import type { CodeBuffer } from './code-buffer.ts';
import { type LaneWidth, V128 } from './opcodes.ts';

export interface Arithmetic {
  readonly code: CodeBuffer;
  readonly width: LaneWidth;
  readonly bits: BitOperations;
  /** One rounding for a b + c. */
  readonly fma: boolean;
  /** Puts the value of a node on the stack. */
  readonly push: (n: Node) => void;
}

export const emitOperation = ({ code, width, bits, fma, push }: Arithmetic, n: Node): void => {
  const simple = (opcode: number): void => {
    for (const a of n.args) push(a);
    code.simd(opcode);
  };
  switch (n.op) {
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'neg':
    case 'abs':
    case 'sqrt':
    case 'min':
    case 'max':
    case 'nearest':
    case 'lt':
    case 'le':
      simple(width[n.op]);
      break;
    case 'maskAnd':
      simple(V128.and);
      break;
    case 'maskOr':
      simple(V128.or);
      break;
    case 'uxor':
      simple(V128.xor);
      break;
    case 'select':
      push(n.args[1]!);
      push(n.args[2]!);
      push(n.args[0]!);
      code.simd(V128.bitselect);
      break;
    case 'fma':
    case 'fnma':
      if (fma) simple(n.op === 'fma' ? width.madd : width.nmadd);
      else {
        push(n.args[2]!);
        push(n.args[0]!);
        push(n.args[1]!);
        code.simd(width.mul);
        code.simd(n.op === 'fma' ? width.add : width.sub);
      }
      break;
    case 'uadd':
    case 'umullo':
    case 'umulhi':
    case 'unit':
    case 'pow2':
    case 'exponent':
    case 'mantissa':
      bits.emit(n.op, n.args);
      break;
    default:
      throw new Error(`Broken invariant: ${n.op} cannot be lowered. Please report this.`);
  }
};
