/**
 * The meaning of a kernel graph at one site, in plain double precision: the reference that lowered code is tested against.
 * Lane moves are the identity here, because a value of a shifted frame is a value of that shifted site.
 */
import type { Graph, Node } from './graph.ts';

export interface SiteEnvironment {
  load(field: number, displacement: readonly number[], component: number): number;
  store(field: number, component: number, value: number): void;
  reduce(slot: number, value: number): void;
  readonly params: readonly number[];
  readonly uparams: readonly number[];
  readonly siteIndex: number;
}

const scratch = new DataView(new ArrayBuffer(8));

/** A double in (0, 1) from 52 bits: ((hi 2^20 + lo >> 12) + 1/2) 2^-52. */
export const unitFromBits = (hi: number, lo: number): number => {
  const mantissa = hi * 2 ** 20 + (lo >>> 12);
  return mantissa * 2 ** -52 + 2 ** -53;
};

const highProduct = (a: number, b: number): number => Number((BigInt(a) * BigInt(b)) >> 32n);

const nearestEven = (x: number): number => {
  const r = Math.round(x);
  return Math.abs(x % 1) === 0.5 && r % 2 !== 0 ? r - 1 : r;
};

const binaryExponent = (x: number): number => {
  scratch.setFloat64(0, x);
  return ((scratch.getUint32(0) >>> 20) & 0x7ff) - 1023;
};

const evaluate = (n: Node, v: (a: Node) => number, env: SiteEnvironment): number => {
  const [a, b, c] = n.args as [Node, Node, Node];
  switch (n.op) {
    case 'const':
    case 'uint':
      return n.imm;
    case 'param':
      return env.params[n.imm]!;
    case 'uparam':
      return env.uparams[n.imm]! >>> 0;
    case 'load':
      return env.load(n.field, n.site.displacement, n.imm);
    case 'move':
      return v(a);
    case 'add':
      return v(a) + v(b);
    case 'sub':
      return v(a) - v(b);
    case 'mul':
      return v(a) * v(b);
    case 'div':
      return v(a) / v(b);
    case 'neg':
      return -v(a);
    case 'fma':
      return v(a) * v(b) + v(c);
    case 'fnma':
      return v(c) - v(a) * v(b);
    case 'sqrt':
      return Math.sqrt(v(a));
    case 'abs':
      return Math.abs(v(a));
    case 'min':
      return Math.min(v(a), v(b));
    case 'max':
      return Math.max(v(a), v(b));
    case 'nearest':
      return nearestEven(v(a));
    case 'lt':
      return v(a) < v(b) ? 1 : 0;
    case 'le':
      return v(a) <= v(b) ? 1 : 0;
    case 'select':
      return v(a) !== 0 ? v(b) : v(c);
    case 'maskAnd':
      return v(a) !== 0 && v(b) !== 0 ? 1 : 0;
    case 'maskOr':
      return v(a) !== 0 || v(b) !== 0 ? 1 : 0;
    case 'siteIndex':
      return env.siteIndex;
    case 'uadd':
      return (v(a) + v(b)) >>> 0;
    case 'uxor':
      return (v(a) ^ v(b)) >>> 0;
    case 'umullo':
      return Math.imul(v(a), v(b)) >>> 0;
    case 'umulhi':
      return highProduct(v(a), v(b));
    case 'unit':
      return unitFromBits(v(a), v(b));
    case 'pow2':
      return 2 ** v(a);
    case 'exponent':
      return binaryExponent(v(a));
    case 'mantissa':
      return v(a) / 2 ** binaryExponent(v(a));
  }
};

/** Runs the kernel at one site. Real values are doubles, masks 0 or 1, integers exact. */
export const interpretSite = (graph: Graph, env: SiteEnvironment): void => {
  const values = new Map<Node, number>();
  const value = (n: Node): number => {
    const known = values.get(n);
    if (known !== undefined) return known;
    const result = evaluate(n, value, env);
    values.set(n, result);
    return result;
  };
  for (const s of graph.statements) {
    if (s.kind === 'node') value(s.node);
    else if (s.kind === 'move') for (const n of s.outs) value(n);
    else if (s.kind === 'store') env.store(s.field, s.component, value(s.value));
    else if (s.kind === 'reduce') env.reduce(s.slot, value(s.value));
  }
};
