/**
 * Records nodes of one tracer again in another, at displaced sites: how a density seen once at `here` is taken to the sites
 * around it (adjoint.ts). Nodes are recorded on demand, so what is not asked for costs nothing.
 * Proved by test/unit/engine/kernel/adjoint.test.ts and test/property/kernel-adjoint.test.ts.
 */
import { invariant, unreachable } from '../base/invariant.ts';
import type { Node, Site } from './graph.ts';
import type { Mask, Real, Tracer, Uint } from './tracer.ts';

/** The moves recorded by one call of `move`, which share one test: neighbours in the record with the same two sites. */
export const groupMoves = (nodes: readonly Node[]): Map<Node, readonly Node[]> => {
  const groups = new Map<Node, readonly Node[]>();
  let group: Node[] = [];
  for (const n of nodes) {
    if (n.op !== 'move') continue;
    const last = group.at(-1);
    const joins =
      last && last.id + 1 === n.id && last.site === n.site && last.args[0]!.site === n.args[0]!.site;
    if (joins) group.push(n);
    else group = [n];
    groups.set(n, group);
  }
  return groups;
};

export class Replay {
  private readonly k: Tracer;
  /** Nodes before this one belong to `k` already. */
  private readonly first: number;
  private readonly displacement: readonly number[];
  private readonly moves: ReadonlyMap<Node, readonly Node[]>;
  private readonly reals = new Map<Node, Real>();

  constructor(
    k: Tracer,
    first: number,
    displacement: readonly number[],
    moves: ReadonlyMap<Node, readonly Node[]>,
  ) {
    this.k = k;
    this.first = first;
    this.displacement = displacement;
    this.moves = moves;
  }

  /** The site of `k` that stands for a site of the source. */
  site(source: Site): Site {
    return source.displacement.reduce(
      (at, steps, mu) => this.k.shift(at, mu, steps + this.displacement[mu]!),
      this.k.here,
    );
  }

  real(n: Node): Real {
    if (n.id < this.first) return { node: n, sign: 1 };
    const known = this.reals.get(n);
    if (known) return known;
    if (n.op === 'move') this.move(n);
    else this.reals.set(n, this.record(n));
    return this.reals.get(n)!;
  }

  private move(n: Node): void {
    const group = this.moves.get(n)!;
    const moved = this.k.move(
      group.map((m) => this.real(m.args[0]!)),
      this.site(n.site),
    );
    group.forEach((m, i) => this.reals.set(m, moved[i]!));
  }

  private record(n: Node): Real {
    const { k } = this;
    const at = (i: number): Real => this.real(n.args[i]!);
    switch (n.op) {
      case 'const':
        return k.constant(n.imm);
      case 'load':
        return k.load(n.field, this.site(n.site), n.imm);
      case 'add':
      case 'sub':
      case 'mul':
      case 'div':
      case 'min':
      case 'max':
        return k[n.op](at(0), at(1));
      case 'neg':
      case 'sqrt':
      case 'abs':
      case 'nearest':
      case 'pow2':
      case 'exponent':
      case 'mantissa':
        return k[n.op](at(0));
      case 'fma':
        return k.fma(at(0), at(1), at(2));
      case 'fnma':
        return k.fma(k.neg(at(0)), at(1), at(2));
      case 'select':
        return k.select(this.mask(n.args[0]!), at(1), at(2));
      case 'unit':
        return k.unit(this.uint(n.args[0]!), this.uint(n.args[1]!));
      case 'param':
      case 'move':
      case 'lt':
      case 'le':
      case 'maskAnd':
      case 'maskOr':
      case 'uint':
      case 'uparam':
      case 'siteIndex':
      case 'uadd':
      case 'uxor':
      case 'umullo':
      case 'umulhi':
        throw new Error(`Broken invariant: ${n.op} is not a real to record again. Please report this.`);
      default:
        return unreachable(n.op);
    }
  }

  mask(n: Node): Mask {
    if (n.id < this.first) return { mask: n };
    const { k } = this;
    const [a, b] = n.args as [Node, Node];
    if (n.op === 'lt') return k.lt(this.real(a), this.real(b));
    if (n.op === 'le') return k.le(this.real(a), this.real(b));
    return n.op === 'maskAnd' ? k.and(this.mask(a), this.mask(b)) : k.or(this.mask(a), this.mask(b));
  }

  private uint(n: Node): Uint {
    if (n.id < this.first) return { uint: n };
    const { k } = this;
    if (n.op === 'uint') return k.uint(n.imm);
    invariant(
      n.op !== 'siteIndex' || this.displacement.every((x) => x === 0),
      `${k.name}: a density that is differentiated must not depend on the site index`,
    );
    if (n.op === 'siteIndex') return k.siteIndex();
    const [a, b] = n.args.map((x) => this.uint(x)) as [Uint, Uint];
    if (n.op === 'uadd') return k.uadd(a, b);
    if (n.op === 'uxor') return k.uxor(a, b);
    const product = k.umul(a, b);
    return n.op === 'umullo' ? product.lo : product.hi;
  }
}
