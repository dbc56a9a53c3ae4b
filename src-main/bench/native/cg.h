/*
 * Conjugate gradients for Dhat^dagger Dhat x = b on the even sites, Dhat = 1 - kappa^2 H_eo H_oe, for one precision: CG_ITERATIONS of them from
 * x = 0, and the true residual at the end. Linear algebra is fused as it can be: |Dhat p|^2 with Dhat p, the descent of r and |r|^2 with
 * Dhat^dagger, and one loop for x and p.
 */
#ifndef CG_H
#define CG_H

#include "dslash.h"

/* out at the sites of one parity (0 even) from the hops of psi; this thread's share, and the sum of |out|^2 over all threads. */
INLINE double hopsOfParity(const Geometry *g, const Vec *links, const Vec *psi, int parity, HopForm form, int adjoint, int norm,
                           const Vec *own, double factor, double alpha, Vec *out, double *partial, const Worker *w) {
  const int half = g->osites / 2, end = shareEnd(w, half);
  const int32_t *osites = g->parityOsites + parity * half;
  double sum = 0;
  for (int n = shareBegin(w, half); n < end; n++) {
    if (n + 1 < end) prefetchNeighbours(g, links, osites[n + 1]);
    const int64_t at = (int64_t)osites[n] * SPINOR_REALS;
    sum += sumLanes(hopSite(g, links, psi, osites[n], form, adjoint, norm, own + at, splat((real)factor), splat((real)alpha), out + at));
  }
  return norm ? sumOverThreads(sum, partial, w) : (barrierWait(w->barrier), 0);
}

/* work = Dhat p, returns |work|^2; r += alpha Dhat^dagger work, returns |r|^2. */
INLINE double energy(const CgState *c, const Vec *links, const Vec *p, const Worker *w) {
  Vec *work = c->work;
  hopsOfParity(c->geometry, links, p, 1, HOPS_ALONE, 0, 0, work, 0, 0, work, c->partial, w);
  return hopsOfParity(c->geometry, links, work, 0, ADD_OWN, 0, 1, p, -c->kappa * c->kappa, 0, work, c->partial, w);
}
INLINE double descend(const CgState *c, const Vec *links, double alpha, Vec *r, const Worker *w) {
  Vec *work = c->work;
  hopsOfParity(c->geometry, links, work, 1, HOPS_ALONE, 1, 0, work, 0, 0, work, c->partial, w);
  return hopsOfParity(c->geometry, links, work, 0, DESCEND, 1, 1, work, -c->kappa * c->kappa, alpha, r, c->partial, w);
}

static double cg(const CgState *c, const void *field, const Worker *w) {
  const Geometry *g = c->geometry;
  const Vec *links = field, *b = c->b;
  Vec *x = c->x, *p = c->p, *r = c->r;
  const int half = g->osites / 2, begin = shareBegin(w, half), end = shareEnd(w, half);
#define EVERY_NUMBER(DO)                                              \
  for (int n = begin; n < end; n++) {                                 \
    const int64_t from = (int64_t)g->parityOsites[n] * SPINOR_REALS;  \
    for (int64_t i = from; i < from + SPINOR_REALS; i++) { DO }       \
  }
  double sum = 0;
  EVERY_NUMBER(x[i] = splat(0); p[i] = r[i] = b[i]; sum += sumLanes(b[i] * b[i]);)
  double r2 = sumOverThreads(sum, c->partial, w);
  for (int iteration = 0; iteration < CG_ITERATIONS; iteration++) {
    const double alpha = r2 / energy(c, links, p, w), next = descend(c, links, -alpha, r, w), beta = next / r2;
    const Vec va = splat((real)alpha), vb = splat((real)beta);
    EVERY_NUMBER(x[i] += va * p[i]; p[i] = r[i] + vb * p[i];)
    barrierWait(w->barrier);
    r2 = next;
  }
  EVERY_NUMBER(r[i] = b[i];)
  energy(c, links, x, w);
  const double left = descend(c, links, -1, r, w);
#undef EVERY_NUMBER
  return left;
}

#endif
