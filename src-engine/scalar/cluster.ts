/**
 * Cluster update of the signs of a scalar field: given |phi|, the signs are an Ising model with S = -2 sum_links |phi phi'| s s'. A link between equal signs becomes a bond
 * with probability 1 - exp(-4 phi phi'), and every cluster of bonds is flipped with probability 1/2. Keeps |phi|, so another update goes with it.
 * R. Swendsen, J.-S. Wang, Phys. Rev. Lett. 58 (1987) 86; embedded: R. Brower, P. Tamayo, Phys. Rev. Lett. 62 (1989) 1087.
 * A lattice of extent 2 has two links between the same sites: both can be bonds. Tests: test/unit/engine/scalar/cluster.test.ts, test/statistics/scalar.test.ts.
 */
import { exp } from '../kernel/math.ts';
import type { Real } from '../kernel/tracer.ts';
import { eachSite } from '../lattice/colouring.ts';
import { HostStream } from '../random/host-stream.ts';
import { openStream, streamParams, uniforms } from '../random/stream.ts';
import type { ScalarField } from './scalar-field.ts';
import type { ScalarDraw } from './scalar-hmc.ts';

export interface ClusterSweep {
  /** Number of clusters. */
  sweep(draw: ScalarDraw): number;
}

/** The first site of the cluster of `site`; shortens the way there. */
const rootOf = (parents: Int32Array, site: number): number => {
  let root = site;
  while (parents[root] !== root) root = parents[root]!;
  for (let at = site; at !== root; ) [at, parents[at]] = [parents[at]!, root];
  return root;
};

export const clusterUpdate = ({ lattice, phi }: ScalarField): ClusterSweep => {
  const { dims, volume } = lattice;
  const d = dims.length;
  const bonds = lattice.field(d);
  const next = neighboursOf(dims);
  const kernel = lattice.kernel('scalar bonds', (k) => {
    const field = k.field('phi', 1);
    const out = k.field('bonds', d);
    const here = k.load(field, k.here, 0);
    uniforms(k, openStream(k), d).forEach((u, mu) => {
      const [there] = k.move([k.load(field, k.shift(k.here, mu), 0)], k.here) as [Real];
      // unequal signs have exp(..) >= 1, above every u
      const open = exp(k, k.min(k.mul(k.constant(-4), k.mul(here, there)), k.constant(0)));
      k.store(out, mu, k.select(k.lt(open, u), k.constant(1), k.constant(0)));
    });
  });
  return {
    sweep: (draw) => {
      kernel([phi, bonds], { uparams: streamParams({ ...draw, purpose: 'cluster' }) });
      const joined = lattice.read(bonds);
      const parents = Int32Array.from({ length: volume }, (_, site) => site);
      for (let site = 0; site < volume; site++)
        for (let mu = 0; mu < d; mu++) {
          if (joined[site * d + mu] === 0) continue;
          const a = rootOf(parents, site);
          const b = rootOf(parents, next[site * d + mu]!);
          parents[Math.max(a, b)] = Math.min(a, b);
        }
      const flips = new Map<number, boolean>();
      const values = lattice.read(phi);
      for (let site = 0; site < volume; site++) {
        const root = rootOf(parents, site);
        let flip = flips.get(root);
        if (flip === undefined) {
          // behind the numbers of the bonds of that site
          const numbers = new HostStream({ ...draw, purpose: 'cluster' }, root).uniforms(d + 2);
          flip = numbers[d + (d % 2)]! < 0.5;
          flips.set(root, flip);
        }
        if (flip) values[site] = -values[site]!;
      }
      lattice.write(phi, values);
      return flips.size;
    },
  };
};

/** [site][mu]: the neighbour forward. */
const neighboursOf = (dims: readonly number[]): Int32Array => {
  const d = dims.length;
  const out = new Int32Array(d * dims.reduce((n, extent) => n * extent, 1));
  const strides = dims.map((_, i) => dims.slice(0, i).reduce((n, extent) => n * extent, 1));
  eachSite(dims, (x, site) => {
    strides.forEach((stride, mu) => {
      out[site * d + mu] = site + (x[mu] === dims[mu]! - 1 ? 1 - dims[mu]! : 1) * stride;
    });
  });
  return out;
};
