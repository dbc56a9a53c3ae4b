/*
 * Links at shifted sites and the six staples of one link.
 *
 * In the interior a shifted link is a pointer into the field; only where a hop wraps around a virtual sub-lattice is it
 * copied, with its lanes permuted, to scratch. Staple (0.1 of the usual conventions):
 * C_mu(x) = sum_{nu != mu} U_nu(x) U_mu(x+nu) U_nu(x+mu)^dagger + U_nu(x-nu)^dagger U_mu(x-nu) U_nu(x-nu+mu).
 */
#ifndef STENCIL_H
#define STENCIL_H

#include "lattice.h"
#include "su3.h"

/* A site relative to this one: where it lies and how the lanes are permuted there. */
typedef struct {
  int osite;
  int bits;
} Place;

INLINE Place hop(const Geometry *g, Place from, int direction) {
  const int32_t entry = g->neighbour[8 * from.osite + direction];
  return (Place){entry >> 1, from.bits ^ (-(entry & 1) & g->laneBit[direction & 3])};
}

/* Asks for the z and t neighbours of a site that is needed one step later, where the field is larger than a usual cache. */
INLINE void prefetchNeighbours(const Geometry *g, const Vec *links, int osite) {
  if ((int64_t)g->osites * SITE_REALS * (int64_t)sizeof(Vec) < (16 << 20)) return;
  for (int mu = 2; mu < 4; mu++) {
    const char *line = (const char *)(links + (int64_t)(g->neighbour[8 * osite + mu] >> 1) * SITE_REALS);
    for (int n = 0; n < SITE_REALS * (int)sizeof(Vec); n += 64) __builtin_prefetch(line + n);
  }
}

INLINE const Vec *linkAt(const Vec *links, Place p, int mu, Vec *scratch) {
  const Vec *u = links + (int64_t)p.osite * SITE_REALS + mu * REALS_PER_LINK;
  if (__builtin_expect(p.bits == 0, 1)) return u;
  const LaneIndex index = xorLanes(p.bits);
  UNROLL for (int n = 0; n < REALS_PER_LINK; n++) scratch[n] = permute(u[n], index);
  return scratch;
}

/* Factors of one pair of staples: up = a b c^dagger, down = d^dagger e f. */
typedef struct {
  const Vec *a, *b, *c, *d, *e, *f;
} StaplePair;

/* Row i of the staple sum; the row of the sum and the row of the first product stay in registers. */
INLINE Row stapleRow(const StaplePair pair[3], int i) {
  Row sum = {0};
  for (int n = 0; n < 3; n++) {
    addRowTimesAdjoint(&sum, rowTimes(pair[n].a, i, pair[n].b), pair[n].c);
    addRowTimes(&sum, adjointRowTimes(pair[n].d, i, pair[n].e), pair[n].f);
  }
  return sum;
}

/* Column i of u C^dagger from row i of C. */
INLINE void storeTimesAdjointRow(const Vec *u, Row c, int i, Vec *out) {
  UNROLL for (int r = 0; r < 3; r++) {
    Vec re, im;
    UNROLL for (int k = 0; k < 3; k++)
      addProductConjRight(&re, &im, k == 0, u[6 * r + 2 * k], u[6 * r + 2 * k + 1], c.re[k], c.im[k]);
    out[6 * r + 2 * i] = re;
    out[6 * r + 2 * i + 1] = im;
  }
}

#endif
