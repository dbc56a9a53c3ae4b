/**
 * Values that lie in memory: loads, and groups of loads moved to another frame. They are read where they are used, and read again when
 * the last use is long ago, because a value that waits in a register is spilled: a spill costs a store and the same load
 * (measured on the force of SU(3): 1300 stores per register of sites become 550, and 12 % fewer instructions).
 *
 * A moved group is a pointer: to the field, or, where the hop crosses the edge of a virtual sub-lattice, to a permuted copy.
 * Tested against interpret.ts on random graphs: test/property/kernel.test.ts.
 */
import type { Node, Statement } from '../graph.ts';
import type { CodeBuffer } from './code-buffer.ts';
import { V128 } from './opcodes.ts';

/** Statements after which a value is read again. */
const RELOAD_DISTANCE = 12;

interface MemoryValue {
  readonly field: number;
  readonly component: number;
  /** Symbol of the address of component 0; code for it may be emitted on the first call. */
  readonly address: () => number;
  symbol?: number;
  lastUse: number;
  /** The field has been written since: the symbol alone holds the value. */
  frozen: boolean;
}

/** Position of the last statement that uses each value. */
export const finalUses = (statements: readonly Statement[]): Map<Node, number> => {
  const last = new Map<Node, number>();
  statements.forEach((s, position) => {
    if (s.kind === 'node') for (const a of s.node.args) last.set(a, position);
    else if (s.kind === 'move') for (const n of s.outs) last.set(n.args[0]!, position);
    else if (s.kind === 'store' || s.kind === 'reduce') last.set(s.value, position);
  });
  return last;
};

export class MemoryValues {
  /** Position of the statement that is being lowered. */
  position = 0;
  private readonly code: CodeBuffer;
  private readonly finalUse: ReadonlyMap<Node, number>;
  private readonly values = new Map<Node, MemoryValue>();

  constructor(code: CodeBuffer, finalUse: ReadonlyMap<Node, number>) {
    this.code = code;
    this.finalUse = finalUse;
  }

  has(n: Node): boolean {
    return this.values.has(n);
  }

  add(n: Node, field: number, component: number, address: () => number): void {
    this.values.set(n, { field, component, address, lastUse: this.position, frozen: false });
  }

  push(n: Node): void {
    const value = this.values.get(n)!;
    const near = this.position - value.lastUse <= RELOAD_DISTANCE;
    value.lastUse = this.position;
    if (value.symbol !== undefined && (near || value.frozen)) this.code.get(value.symbol);
    else {
      this.read(value);
      value.symbol = this.code.symbol('v128');
      this.code.tee(value.symbol);
    }
  }

  /** A store to `field` comes: what was loaded from it and is used later must be read now. */
  beforeStore(field: number): void {
    for (const [n, value] of this.values) {
      if (value.field !== field || value.frozen) continue;
      value.frozen = true;
      if ((this.finalUse.get(n) ?? -1) < this.position) continue;
      this.read(value);
      value.symbol = this.code.symbol('v128');
      this.code.set(value.symbol);
    }
  }

  clear(): void {
    this.values.clear();
  }

  private read(value: MemoryValue): void {
    this.code.get(value.address());
    this.code.memory(V128.load, 4, value.component * 16);
  }
}
