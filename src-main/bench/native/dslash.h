/*
 * Wilson's D psi(x) = psi(x) - kappa sum_mu [(1 - g_mu) U_mu(x) psi(x+mu) + (1 + g_mu) U_mu(x-mu)^dagger psi(x-mu)] for one precision.
 *
 * A spinor is 24 registers: component (spin s, colour c) at [6s + 2c] (re) and [6s + 2c + 1] (im). Chiral gamma matrices with one phase per
 * row: row s of g_mu is i^PHASE[mu][s] in column COLUMN[mu][s] for s = 0, 1; the other rows are their inverses. Links multiply half spinors only.
 * The hops alone are usually counted as 1320 flop per site.
 */
#ifndef DSLASH_H
#define DSLASH_H

#include "stencil.h"

enum { HALF_REALS = 12 };

static const int COLUMN[4][2] = {{3, 2}, {3, 2}, {2, 3}, {2, 3}};
static const int PHASE[4][2] = {{3, 3}, {2, 0}, {3, 1}, {2, 2}};

/* (re, im) += i^n (ar, ai) */
INLINE void addPhase(Vec *re, Vec *im, int n, Vec ar, Vec ai) {
  switch (n & 3) {
    case 0: *re += ar, *im += ai; break;
    case 1: *re -= ai, *im += ar; break;
    case 2: *re -= ar, *im -= ai; break;
    default: *re += ai, *im -= ar;
  }
}

/* out = half spinor of (1 + sign g_mu) psi */
INLINE void projectSpinor(const Vec *psi, int mu, int sign, Vec *out) {
  UNROLL for (int s = 0; s < 2; s++)
    UNROLL for (int c = 0; c < 3; c++) {
      const Vec *other = psi + 6 * COLUMN[mu][s] + 2 * c;
      Vec re = psi[6 * s + 2 * c], im = psi[6 * s + 2 * c + 1];
      addPhase(&re, &im, PHASE[mu][s] + (sign > 0 ? 0 : 2), other[0], other[1]);
      out[6 * s + 2 * c] = re;
      out[6 * s + 2 * c + 1] = im;
    }
}

/* Adds (1 + sign g_mu) of which (re, im) is row s, colour a, to the sums of that colour. */
INLINE void addReconstructed(Vec *re, Vec *im, int mu, int sign, int s, Vec ar, Vec ai) {
  re[s] += ar;
  im[s] += ai;
  addPhase(&re[COLUMN[mu][s]], &im[COLUMN[mu][s]], (sign > 0 ? 0 : 2) - PHASE[mu][s], ar, ai);
}

/* Colour a of u h (ahead) or u^dagger h (behind), all spins, into the sums. */
INLINE void addHop(Vec *re, Vec *im, const Vec *u, const Vec *h, int mu, int ahead, int sign, int a) {
  UNROLL for (int s = 0; s < 2; s++) {
    Vec cr, ci;
    UNROLL for (int b = 0; b < 3; b++) {
      const Vec hr = h[6 * s + 2 * b], hi = h[6 * s + 2 * b + 1];
      if (ahead) addProduct(&cr, &ci, b == 0, u[6 * a + 2 * b], u[6 * a + 2 * b + 1], hr, hi);
      else addProductConjLeft(&cr, &ci, b == 0, u[6 * b + 2 * a], u[6 * b + 2 * a + 1], hr, hi);
    }
    addReconstructed(re, im, mu, sign, s, cr, ci);
  }
}

/* A neighbour's spinor: in the field, or in scratch with its lanes permuted. */
INLINE const Vec *spinorAt(const Vec *psi, Place p, Vec *scratch) {
  const Vec *v = psi + (int64_t)p.osite * SPINOR_REALS;
  if (__builtin_expect(p.bits == 0, 1)) return v;
  const LaneIndex index = xorLanes(p.bits);
  UNROLL for (int n = 0; n < SPINOR_REALS; n++) scratch[n] = permute(v[n], index);
  return scratch;
}

/* What becomes of the hops H psi at a site: out = H psi, own + factor H psi, or out + alpha (own + factor H psi). */
typedef enum { HOPS_ALONE, ADD_OWN, DESCEND } HopForm;

/* One site; H^dagger where adjoint. Returns |out|^2 where norm is wanted; form, adjoint and norm are constants at every call. */
INLINE Vec hopSite(const Geometry *g, const Vec *links, const Vec *psi, int o, HopForm form, int adjoint, int norm, const Vec *own,
                   Vec factor, Vec alpha, Vec *out) {
  Vec scratch[4][2][REALS_PER_LINK], moved[SPINOR_REALS], half[4][2][HALF_REALS], sum = splat(0);
  const Vec *u[4][2];
  const Place here = {o, 0};
  const int ahead = adjoint ? 1 : -1;
#define NEIGHBOUR(MU)                                                      \
  {                                                                        \
    const Place next = hop(g, here, MU), behind = hop(g, here, 4 + MU);    \
    projectSpinor(spinorAt(psi, next, moved), MU, ahead, half[MU][0]);     \
    projectSpinor(spinorAt(psi, behind, moved), MU, -ahead, half[MU][1]);  \
    u[MU][0] = linkAt(links, here, MU, scratch[MU][0]);                    \
    u[MU][1] = linkAt(links, behind, MU, scratch[MU][1]);                  \
  }
  NEIGHBOUR(0) NEIGHBOUR(1) NEIGHBOUR(2) NEIGHBOUR(3)
#undef NEIGHBOUR
  /* one colour at a time: its sums stay in registers */
  for (int a = 0; a < 3; a++) {
    Vec re[4] = {0}, im[4] = {0};
#define HOPS(MU) \
  addHop(re, im, u[MU][0], half[MU][0], MU, 1, ahead, a), addHop(re, im, u[MU][1], half[MU][1], MU, 0, -ahead, a);
    HOPS(0) HOPS(1) HOPS(2) HOPS(3)
#undef HOPS
    UNROLL for (int s = 0; s < 4; s++)
      UNROLL for (int part = 0; part < 2; part++) {
        const int n = 6 * s + 2 * a + part;
        Vec v = part ? im[s] : re[s];
        if (form != HOPS_ALONE) v = own[n] + factor * v;
        if (form == DESCEND) v = out[n] + alpha * v;
        if (norm) sum += v * v;
        out[n] = v;
      }
  }
  return sum;
}

static void dslash(const Geometry *g, const void *field, const void *spinors, void *result, double kappa, int begin, int end) {
  const Vec *links = field, *psi = spinors;
  const Vec factor = splat((real)-kappa);
  for (int o = begin; o < end; o++) {
    if (o + 1 < end) prefetchNeighbours(g, links, o + 1);
    const int64_t at = (int64_t)o * SPINOR_REALS;
    hopSite(g, links, psi, o, ADD_OWN, 0, 0, psi + at, factor, splat(0), (Vec *)result + at);
  }
}

#endif
