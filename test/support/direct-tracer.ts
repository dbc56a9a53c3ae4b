/**
 * Runs a kernel's source at one site with plain numbers instead of recording it: no graph, no folding, no sharing. What recorded
 * kernels are compared with, so that a wrong record is seen as well as wrong code.
 */
import type { Node, Op, Reduction, Site } from '../../src-engine/kernel/graph.ts';
import { type SiteEnvironment, unitFromBits } from '../../src-engine/kernel/interpret.ts';
import { type Mask, type Real, Tracer, type Uint } from '../../src-engine/kernel/tracer.ts';

const nearestEven = (x: number): number => {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
};
const exponentOf = (x: number): number => {
  let e = 0;
  for (let m = x; m >= 2; m /= 2) e++;
  for (let m = x; m < 1; m *= 2) e--;
  return e;
};

export class DirectTracer extends Tracer {
  private readonly env: SiteEnvironment;
  private paramsSeen = 0;
  private uparamsSeen = 0;
  private reductionsSeen = 0;

  constructor(dimensions: number, env: SiteEnvironment) {
    super('direct', dimensions);
    this.env = env;
  }

  private number(value: number): Node {
    const op: Op = 'load';
    return { id: 0, op, kind: 'real', args: [], site: this.here, uniform: false, imm: value, field: -1 };
  }
  private real(value: number): Real {
    return { node: this.number(value), sign: 1 };
  }
  private word(value: number): Uint {
    return { uint: this.number(value >>> 0) };
  }
  private flag(value: boolean): Mask {
    return { mask: this.number(value ? 1 : 0) };
  }

  override param(): Real {
    return this.real(this.env.params[this.paramsSeen++]!);
  }
  override uparam(): Uint {
    return this.word(this.env.uparams[this.uparamsSeen++]!);
  }
  override load(field: number, site: Site, component: number): Real {
    return this.real(this.env.load(field, site.displacement, component));
  }
  override move(values: readonly Real[]): Real[] {
    return [...values];
  }
  override constant(value: number): Real {
    return this.real(value);
  }
  override neg(a: Real): Real {
    return this.real(-a.node.imm);
  }
  override add(a: Real, b: Real): Real {
    return this.real(a.node.imm + b.node.imm);
  }
  override sub(a: Real, b: Real): Real {
    return this.real(a.node.imm - b.node.imm);
  }
  override mul(a: Real, b: Real): Real {
    return this.real(a.node.imm * b.node.imm);
  }
  override fma(a: Real, b: Real, c?: Real): Real {
    return this.real(a.node.imm * b.node.imm + (c?.node.imm ?? 0));
  }
  override div(a: Real, b: Real): Real {
    return this.real(a.node.imm / b.node.imm);
  }
  override sqrt(a: Real): Real {
    return this.real(Math.sqrt(a.node.imm));
  }
  override abs(a: Real): Real {
    return this.real(Math.abs(a.node.imm));
  }
  override nearest(a: Real): Real {
    return this.real(nearestEven(a.node.imm));
  }
  override min(a: Real, b: Real): Real {
    return this.real(Math.min(a.node.imm, b.node.imm));
  }
  override max(a: Real, b: Real): Real {
    return this.real(Math.max(a.node.imm, b.node.imm));
  }
  override pow2(a: Real): Real {
    return this.real(2 ** a.node.imm);
  }
  override exponent(a: Real): Real {
    return this.real(exponentOf(a.node.imm));
  }
  override mantissa(a: Real): Real {
    return this.real(a.node.imm / 2 ** exponentOf(a.node.imm));
  }
  override lt(a: Real, b: Real): Mask {
    return this.flag(a.node.imm < b.node.imm);
  }
  override le(a: Real, b: Real): Mask {
    return this.flag(a.node.imm <= b.node.imm);
  }
  override and(a: Mask, b: Mask): Mask {
    return this.flag(a.mask.imm !== 0 && b.mask.imm !== 0);
  }
  override or(a: Mask, b: Mask): Mask {
    return this.flag(a.mask.imm !== 0 || b.mask.imm !== 0);
  }
  override select(m: Mask, a: Real, b: Real): Real {
    return m.mask.imm !== 0 ? a : b;
  }
  override uint(value: number): Uint {
    return this.word(value);
  }
  override siteIndex(): Uint {
    return this.word(this.env.siteIndex);
  }
  override uadd(a: Uint, b: Uint): Uint {
    return this.word(a.uint.imm + b.uint.imm);
  }
  override uxor(a: Uint, b: Uint): Uint {
    return this.word(a.uint.imm ^ b.uint.imm);
  }
  override umul(a: Uint, b: Uint): { readonly lo: Uint; readonly hi: Uint } {
    const product = BigInt(a.uint.imm) * BigInt(b.uint.imm);
    return { lo: this.word(Number(product & 0xffffffffn)), hi: this.word(Number(product >> 32n)) };
  }
  override unit(hi: Uint, lo: Uint): Real {
    return this.real(unitFromBits(hi.uint.imm, lo.uint.imm));
  }
  override store(field: number, component: number, value: Real): void {
    this.env.store(field, component, value.node.imm);
  }
  override reduce(value: Real, _reduction?: Reduction): void {
    this.env.reduce(this.reductionsSeen++, value.node.imm);
  }
}
