/*
 * Plaquette sum and Wilson staple force for one precision; included by kernels-f64.c and kernels-f32.c.
 *
 * Conventions: P_{mu nu}(x) = U_mu(x) U_nu(x+mu) U_mu(x+nu)^dagger U_nu(x)^dagger; TA(A) = (A - A^dagger)/2 minus its
 * trace/3. Arithmetic per site as usually counted: plaquette 2592 flop, staples and force 10752 flop.
 * Proved by --verify against plain loops over a lexicographic field (reference.c).
 */
#include <stddef.h>

#include "dslash.h"
#include "stencil.h"

static void pack(const Geometry *g, const double *plain, void *packed, int reals) {
  real *out = packed;
  for (int o = 0; o < g->osites; o++)
    for (int lane = 0; lane < LANES; lane++) {
      const double *in = plain + (ptrdiff_t)geometrySite(g, o, lane) * reals;
      for (int n = 0; n < reals; n++) out[((ptrdiff_t)o * reals + n) * LANES + lane] = (real)in[n];
    }
}

static void unpack(const Geometry *g, const void *packed, double *plain, int reals) {
  const real *in = packed;
  for (int o = 0; o < g->osites; o++)
    for (int lane = 0; lane < LANES; lane++) {
      double *out = plain + (ptrdiff_t)geometrySite(g, o, lane) * reals;
      for (int n = 0; n < reals; n++) out[n] = in[((ptrdiff_t)o * reals + n) * LANES + lane];
    }
}

/* Re tr (a b) (c d)^dagger, row by row. */
INLINE Vec plaquetteTrace(const Vec *a, const Vec *b, const Vec *c, const Vec *d) {
  Vec re = splat(0), im = splat(0);
  for (int i = 0; i < 3; i++) {
    const Row p = rowTimes(a, i, b), q = rowTimes(c, i, d);
    UNROLL for (int j = 0; j < 3; j++) {
      re += p.re[j] * q.re[j];
      im += p.im[j] * q.im[j];
    }
  }
  return re + im;
}

static double plaquette(const Geometry *g, const void *field, int begin, int end) {
  const Vec *links = field;
  double sum = 0;
  for (int o = begin; o < end; o++) {
    Vec scratch[12][REALS_PER_LINK];
    const Place here = {o, 0};
    if (o + 1 < end) prefetchNeighbours(g, links, o + 1);
    const Vec *next[4][4]; /* next[mu][nu] = U_nu(x + mu) */
    int used = 0;
    for (int mu = 0; mu < 4; mu++) {
      const Place there = hop(g, here, mu);
      for (int nu = 0; nu < 4; nu++)
        if (nu != mu) next[mu][nu] = linkAt(links, there, nu, scratch[used++]);
    }
    const Vec *u = links + (ptrdiff_t)o * SITE_REALS;
    Vec site = splat(0);
    for (int mu = 0; mu < 3; mu++)
      for (int nu = mu + 1; nu < 4; nu++)
        site += plaquetteTrace(u + mu * REALS_PER_LINK, next[mu][nu], u + nu * REALS_PER_LINK, next[nu][mu]);
    sum += sumLanes(site);
  }
  return sum;
}

/* out = TA(m) */
INLINE void storeTracelessAntihermitian(const Vec *m, Vec *out) {
  const Vec third = (m[1] + m[9] + m[17]) * splat((real)(1.0 / 3.0));
  const Vec half = splat((real)0.5);
  UNROLL for (int i = 0; i < 3; i++) {
    out[8 * i] = splat(0);
    out[8 * i + 1] = m[8 * i + 1] - third;
    UNROLL for (int j = i + 1; j < 3; j++) {
      const Vec re = (m[6 * i + 2 * j] - m[6 * j + 2 * i]) * half;
      const Vec im = (m[6 * i + 2 * j + 1] + m[6 * j + 2 * i + 1]) * half;
      out[6 * i + 2 * j] = re;
      out[6 * j + 2 * i] = -re;
      out[6 * i + 2 * j + 1] = out[6 * j + 2 * i + 1] = im;
    }
  }
}

static void force(const Geometry *g, const void *field, void *result, int begin, int end) {
  const Vec *links = field;
  for (int o = begin; o < end; o++) {
    Vec scratch[40][REALS_PER_LINK];
    const Place here = {o, 0};
    if (o + 1 < end) prefetchNeighbours(g, links, o + 1);
    const Vec *next[4][4];    /* [mu][nu] = U_nu(x + mu) */
    const Vec *back[4][4];    /* [mu][nu] = U_nu(x - mu) */
    const Vec *corner[4][4];  /* [mu][nu] = U_mu(x - mu + nu) */
    int used = 0;
    for (int mu = 0; mu < 4; mu++) {
      const Place ahead = hop(g, here, mu), behind = hop(g, here, 4 + mu);
      for (int nu = 0; nu < 4; nu++) {
        back[mu][nu] = linkAt(links, behind, nu, scratch[used++]);
        if (nu == mu) continue;
        next[mu][nu] = linkAt(links, ahead, nu, scratch[used++]);
        corner[mu][nu] = linkAt(links, hop(g, behind, nu), mu, scratch[used++]);
      }
    }
    const Vec *u = links + (ptrdiff_t)o * SITE_REALS;
    Vec *out = (Vec *)result + (ptrdiff_t)o * SITE_REALS;
    for (int mu = 0; mu < 4; mu++) {
      StaplePair pairs[3];
      int n = 0;
      for (int nu = 0; nu < 4; nu++)
        if (nu != mu)
          pairs[n++] = (StaplePair){u + nu * REALS_PER_LINK, next[nu][mu], next[mu][nu],
                                    back[nu][nu], back[nu][mu], corner[nu][mu]};
      Vec product[REALS_PER_LINK];
      for (int i = 0; i < 3; i++) storeTimesAdjointRow(u + mu * REALS_PER_LINK, stapleRow(pairs, i), i, product);
      storeTracelessAntihermitian(product, out + mu * REALS_PER_LINK);
    }
  }
}
