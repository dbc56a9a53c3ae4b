/**
 * Group elements distributed with the Haar measure, from a kernel's random stream.
 *
 * Rows of independent complex Gaussians are distributed invariantly under right multiplication by any unitary V; orthonormalising them
 * in order commutes with that multiplication, so the result is Haar in U(N). Giving the last row the phase of determinant one commutes
 * with every V in SU(N), so that is Haar in SU(N) (F. Mezzadri, Notices AMS 54 (2007) 592); it depends on the first N - 1 rows alone.
 * For SU(2) this is a uniform point of the 3-sphere, for U(1) a uniform angle. Test: test/unit/engine/group/haar.test.ts.
 */
import { type Matrix, range } from '../kernel/complex.ts';
import type { Tracer } from '../kernel/tracer.ts';
import { gaussians, type KernelStream } from '../random/stream.ts';
import type { Group } from './group.ts';
import { reunitarise } from './reunitarise.ts';

export const haarElement = (k: Tracer, stream: KernelStream, group: Group): Matrix => {
  const n = group.colours;
  const drawn = group.special ? n - 1 : n;
  const rows = range(drawn).map(() => {
    const x = gaussians(k, stream, 2 * n);
    return range(n).map((j) => ({ re: x[2 * j]!, im: x[2 * j + 1]! }));
  });
  // `reunitarise` does not read the last row of SU(N)
  return reunitarise(k, group.special ? [...rows, rows[0]!] : rows, group);
};
