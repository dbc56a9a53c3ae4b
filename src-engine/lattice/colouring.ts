/**
 * Splits a lattice into sets of sites whose links of one direction may be updated at the same time: no two sites of a set differ by a
 * conflict displacement (modulo the extents). Tried first: c(x) = a.x mod m with the smallest m that fits the extents and the conflicts
 * (m = 2, a = (1, 1, ..) is the checkerboard); among them those that give the halves of dimension `split` equal colours, because the
 * vector registers of a kernel hold sites of both halves. Otherwise greedily, site by site.
 * Depends on nothing but its arguments. Test: test/unit/engine/lattice/colouring.test.ts.
 */
import { volumeOf } from './gauge-configuration.ts';

export interface Colouring {
  readonly colours: number;
  /** Colour of each site. */
  readonly of: Uint8Array;
  /** Equal for equal colourings of one lattice. */
  readonly key: string;
}

/** Largest m tried; beyond it a greedy colouring has fewer colours. */
const MAX_MODULUS = 12;

const modulo = (a: number, n: number): number => ((a % n) + n) % n;
const isZeroOn = (d: readonly number[], dims: readonly number[]): boolean =>
  d.every((n, i) => modulo(n, dims[i]!) === 0);

export const colourSites = (
  dims: readonly number[],
  conflicts: readonly (readonly number[])[],
  split?: number,
): Colouring => {
  const real = conflicts.filter((d) => !isZeroOn(d, dims));
  for (const even of split === undefined ? [false] : [true, false]) {
    for (let m = 1; m <= MAX_MODULUS; m++) {
      const a = slopes(dims, real, m, even ? split : undefined);
      if (a) return linear(dims, a, m);
    }
  }
  return greedy(dims, real);
};

/** The vector a of a linear colouring with m colours; the largest first, so that directions share theirs. */
const slopes = (
  dims: readonly number[],
  conflicts: readonly (readonly number[])[],
  m: number,
  split: number | undefined,
): number[] | undefined => {
  const allowed = dims.map((n, i) => {
    const period = i === split ? n / 2 : n;
    return Array.from({ length: m }, (_, a) => m - 1 - a).filter((a) => (a * period) % m === 0);
  });
  const search = (chosen: readonly number[]): number[] | undefined => {
    const d = chosen.length;
    // conflicts that end here are decided by what is chosen
    const clash = conflicts.some(
      (c) =>
        c.slice(d).every((n) => n === 0) &&
        modulo(
          chosen.reduce((s, a, i) => s + a * c[i]!, 0),
          m,
        ) === 0,
    );
    if (clash) return undefined;
    if (d === dims.length) return chosen.slice();
    for (const a of allowed[d]!) {
      const found = search([...chosen, a]);
      if (found) return found;
    }
    return undefined;
  };
  return search([]);
};

const linear = (dims: readonly number[], a: readonly number[], m: number): Colouring => {
  const of = new Uint8Array(volumeOf(dims));
  const used = new Set<number>();
  eachSite(dims, (x, site) => {
    const c = a.reduce((s, n, i) => s + n * x[i]!, 0) % m;
    of[site] = c;
    used.add(c);
  });
  if (used.size === m) return { colours: m, of, key: `${a.join()} mod ${m}` };
  const rank = new Map([...used].sort((p, q) => p - q).map((c, i) => [c, i]));
  return { colours: used.size, of: of.map((c) => rank.get(c)!), key: `${a.join()} mod ${m}` };
};

const greedy = (dims: readonly number[], conflicts: readonly (readonly number[])[]): Colouring => {
  const of = new Uint8Array(volumeOf(dims));
  const strides = dims.map((_, i) => volumeOf(dims.slice(0, i)));
  let colours = 0;
  eachSite(dims, (x, site) => {
    const taken = new Set<number>();
    for (const d of conflicts) {
      for (const sign of [1, -1]) {
        const other = d.reduce((s, n, i) => s + modulo(x[i]! + sign * n, dims[i]!) * strides[i]!, 0);
        if (other < site) taken.add(of[other]!);
      }
    }
    let c = 0;
    while (taken.has(c)) c++;
    of[site] = c;
    colours = Math.max(colours, c + 1);
  });
  return { colours, of, key: `greedy ${conflicts.map((d) => d.join()).join(' ')}` };
};

/** Visits the sites in order with their coordinates. */
export const eachSite = (
  dims: readonly number[],
  visit: (x: readonly number[], site: number) => void,
): void => {
  const x = dims.map(() => 0);
  const volume = volumeOf(dims);
  for (let site = 0; site < volume; site++) {
    visit(x, site);
    for (let i = 0; i < dims.length; i++) {
      x[i]! += 1;
      if (x[i]! < dims[i]!) break;
      x[i] = 0;
    }
  }
};
