/**
 * Even and odd sites: parity of the sum of the coordinates. The extents must be even, or a hop over the boundary would keep the parity.
 * Where the split dimensions of the layout are divisible by four the lists are `whole`. Test: test/unit/engine/dirac/parity.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { eachSite } from '../lattice/colouring.ts';
import type { Lattice, SiteList } from '../lattice/lattice.ts';

export interface ParitySites {
  readonly even: SiteList;
  readonly odd: SiteList;
}

const known = new WeakMap<Lattice, ParitySites>();

/** Made once for each lattice; belongs to the lattice, not to be released. fermion.unsupported: an odd extent. */
export const paritySites = (lattice: Lattice): Result<ParitySites> => {
  const seen = known.get(lattice);
  if (seen) return ok(seen);
  const { dims } = lattice;
  if (dims.some((n) => n % 2 !== 0))
    return fail(
      'fermion.unsupported',
      `Fermions are solved for on even and odd sites, and a lattice of ${dims.join(' x ')} has no such halves.`,
      'Choose even extents.',
      { dims: [...dims] },
    );
  const sites: [number[], number[]] = [[], []];
  eachSite(dims, (x, site) => {
    sites[x.reduce((a, b) => a + b, 0) % 2]!.push(site);
  });
  const made = { even: lattice.siteList(sites[0]), odd: lattice.siteList(sites[1]) };
  known.set(lattice, made);
  return ok(made);
};
