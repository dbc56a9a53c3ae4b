/**
 * A loop action on a lattice: what kernels and update algorithms need of it.
 *
 * Couplings are parameters of the kernels, so one compiled kernel serves all couplings. Twisted boundaries add a field of loop phases.
 */
import { type Complex, cmul, conj, cscale, type Matrix, mapMatrix, range } from '../kernel/complex.ts';
import type { Site } from '../kernel/graph.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import type { Field, Lattice } from '../lattice/lattice.ts';
import { type LoopAction, type Opening, openings } from './loop-action.ts';
import { type Path, reversePath } from './path.ts';
import {
  declareLinks,
  type LinkField,
  pathSum,
  productRows,
  type Rows,
  type WeightedPath,
} from './path-product.ts';
import { type Flux, loopPhase } from './twist.ts';

/** What a kernel that uses the action declares: links, phases where the boundary is twisted, and couplings over N. */
export interface ActionArguments {
  readonly u: LinkField;
  readonly phases: number | undefined;
  readonly couplings: readonly Real[];
}

export class GaugeAction {
  readonly lattice: Lattice;
  readonly loops: LoopAction;
  readonly fluxes: readonly Flux[];
  private readonly phases: Field | undefined;
  /** First phase component of each term. */
  private readonly firstPhase: readonly number[];
  /** Names everything the kernels depend on. */
  readonly key: string;

  constructor(lattice: Lattice, loops: LoopAction, fluxes: readonly Flux[] = []) {
    this.lattice = lattice;
    this.loops = loops;
    this.fluxes = fluxes;
    const active = fluxes.filter((f) => f.units % loops.group.colours !== 0);
    let next = 0;
    this.firstPhase = loops.terms.map((t) => {
      const first = next;
      next += 2 * t.loops.length;
      return first;
    });
    this.phases = active.length > 0 ? this.makePhases(next, active) : undefined;
    this.key = `${loops.group.name}${this.phases ? ' twisted' : ''} ${loops.terms.map((t) => t.loops.map((l) => l.join()).join(' ')).join('; ')}`;
  }

  private makePhases(components: number, fluxes: readonly Flux[]): Field {
    const { lattice, loops } = this;
    const values = new Float64Array(lattice.volume * components);
    for (let site = 0; site < lattice.volume; site++) {
      const origin: number[] = [];
      let rest = site;
      for (const n of lattice.dims) {
        origin.push(rest % n);
        rest = Math.floor(rest / n);
      }
      const all = loops.terms.flatMap((t) => t.loops);
      all.forEach((loop, l) => {
        const [re, im] = loopPhase(loop, origin, lattice.dims, fluxes, loops.group.colours);
        values[site * components + 2 * l] = re;
        values[site * components + 2 * l + 1] = im;
      });
    }
    const field = lattice.field(components);
    lattice.write(field, values);
    return field;
  }

  /** Declares the action's arguments, after any of the kernel's own fields and before its own parameters. */
  declare(k: Tracer): ActionArguments {
    const u = declareLinks(k, 'links', this.loops.group.colours);
    const phases = this.phases ? k.field('phases', this.phases.components) : undefined;
    return { u, phases, couplings: this.loops.terms.map(() => k.param()) };
  }

  /** The fields for `declare`. */
  fields(links: Field): Field[] {
    return this.phases ? [links, this.phases] : [links];
  }

  /** The parameters for `declare`: couplings over N, times `scale`. */
  params(scale = 1): number[] {
    return this.loops.terms.map((t) => (scale * t.coupling) / this.loops.group.colours);
  }

  private phase(k: Tracer, args: ActionArguments, term: number, loop: number, origin: Site): Complex {
    const at = this.firstPhase[term]! + 2 * loop;
    const [re, im] = k.move([k.load(args.phases!, origin, at), k.load(args.phases!, origin, at + 1)], k.here);
    return { re: re!, im: im! };
  }

  /** Whether weights leave the coupling out, because there is only one. */
  get uniform(): boolean {
    return this.loops.terms.length === 1;
  }

  /** The path of an opening with its weight: twist, and the coupling over N unless `uniform`. */
  weighted(k: Tracer, args: ActionArguments, opening: Opening): WeightedPath {
    const { steps, term, loop, origin, reversed } = opening;
    const coupling = args.couplings[term]!;
    if (args.phases === undefined) return this.uniform ? { steps } : { steps, weight: { real: coupling } };
    let site = k.here;
    origin.forEach((n, axis) => {
      site = k.shift(site, axis, n);
    });
    const p = this.phase(k, args, term, loop, site);
    const oriented = reversed ? conj(k, p) : p;
    return { steps, weight: { complex: this.uniform ? oriented : cscale(k, coupling, oriented) } };
  }

  /**
   * A with dS = -Re tr(dU_mu(here) A), couplings (over N) included; A transforms like U_mu^dagger. Where S is linear in the link
   * (isLinear), S = -Re tr(U_mu(here) A) + terms without it; a loop that passes a link twice has that link in A too.
   */
  staple(k: Tracer, args: ActionArguments, mu: number): Matrix {
    const paths = openings(this.loops, mu).map((opening) => this.weighted(k, args, opening));
    const sum = pathSum(k, args.u, k.here, paths);
    return this.uniform ? mapMatrix(sum, (x) => cscale(k, args.couplings[0]!, x)) : sum;
  }

  /** Re tr of every loop of a term that starts at `here`, each with its twist, added up. */
  termDensity(k: Tracer, args: ActionArguments, term: number): Real {
    let re: Real | undefined;
    let im: Real | undefined;
    this.loops.terms[term]!.loops.forEach((loop, l) => {
      const [a, b] = halves(k, args.u, loop);
      const p = args.phases === undefined ? undefined : this.phase(k, args, term, l, k.here);
      // row by row, and in two sums: few values wait in registers, few additions for each other
      for (const i of range(this.loops.group.colours)) {
        const left = a(i).map((x) => (p === undefined ? x : cmul(k, p, x)));
        b(i).forEach((y, j) => {
          re = k.fma(left[j]!.re, y.re, re);
          im = k.fma(left[j]!.im, y.im, im);
        });
      }
    });
    return re === undefined ? k.constant(0) : k.add(re, im!);
  }

  /** For each term the sum over sites and loops of Re tr W / N. One kernel per term: all of them at once may be too large to compile. */
  loopSums(links: Field): Float64Array {
    const n = this.loops.group.colours;
    return Float64Array.from(this.loops.terms, (_, term) => {
      const kernel = this.lattice.kernel(`loop sum ${term} ${this.key}`, (k) => {
        const args = this.declare(k);
        k.reduce(this.termDensity(k, args, term));
      });
      return kernel(this.fields(links), { params: this.params() })[0]! / n;
    });
  }

  /** S = -sum_terms coupling * loop sum. */
  value(links: Field): number {
    const sums = this.loopSums(links);
    return -this.loops.terms.reduce((s, t, i) => s + t.coupling * sums[i]!, 0);
  }
}

/** A loop cut in two: tr W = tr(A B^dagger), rows of both from `here`. */
const halves = (k: Tracer, u: LinkField, loop: Path): readonly [Rows, Rows] => {
  const cut = Math.ceil(loop.length / 2);
  return [
    productRows(k, u, k.here, loop.slice(0, cut)),
    productRows(k, u, k.here, reversePath(loop.slice(cut))),
  ];
};
