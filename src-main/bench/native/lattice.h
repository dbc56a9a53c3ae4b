/*
 * Geometry, threads and the kernel interface shared by both precisions.
 *
 * Layout: field[osite][component][re|im][lane]. One SIMD register holds the same number at the sites of different
 * virtual sub-lattices: lane bit 0 = upper half of t, bit 1 = upper half of z, bit 2 = upper half of y (8 lanes only).
 * osite = x + Rx (y + Ry (z + Rz t)) with the split extents halved. neighbour[osite][d] = osite' * 2 + wrapped,
 * d = mu for x + mu and 4 + mu for x - mu; on a wrapped hop the lane index is xored with laneBit[mu].
 */
#ifndef LATTICE_H
#define LATTICE_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

enum { REALS_PER_LINK = 18, LINKS_PER_SITE = 4, SITE_REALS = REALS_PER_LINK * LINKS_PER_SITE, SPINOR_REALS = 24 };

typedef struct {
  int dims[4];
  int reduced[4];
  int laneBit[4]; /* 0 where the direction is not split */
  int lanes;
  int sites;
  int osites;
  int32_t *neighbour;    /* [osites][8] */
  int32_t *parityOsites; /* even osites, then odd ones; NULL where lanes differ in parity */
} Geometry;

/* Returns 0, or the reason why this lattice does not fit this many lanes. */
const char *geometryInit(Geometry *g, const int dims[4], int lanes);
void geometryFree(Geometry *g);
/* Lexicographic index x + X (y + Y (z + Z t)) of a site. */
int geometrySite(const Geometry *g, int osite, int lane);

/* Aligned memory on huge pages where the system has them; never returns NULL. */
void *allocate(size_t bytes);

/* A sense-reversing barrier: spins shortly, then gives the core away. */
typedef struct {
  int threads;
  atomic_int waiting;
  atomic_int generation;
} Barrier;
void barrierWait(Barrier *b);

typedef struct {
  int thread;
  int threads;
  Barrier *barrier;
} Worker;

static inline int shareBegin(const Worker *w, int n) { return (int)((int64_t)n * w->thread / w->threads); }
static inline int shareEnd(const Worker *w, int n) { return (int)((int64_t)n * (w->thread + 1) / w->threads); }

/* Adds up one number of every thread; `partial` holds PARTIAL_REALS for every thread. */
double sumOverThreads(double mine, double *partial, const Worker *w);

enum { CG_ITERATIONS = 50, PARTIAL_REALS = 16 };

/* Vectors on all sites, used on the even ones; b is given, x the result. */
typedef struct {
  const Geometry *geometry;
  double kappa;
  const void *b;
  void *x, *p, *r, *work;
  double *partial; /* PARTIAL_REALS for every thread */
} CgState;

/* Kernels over osites [begin, end). Fields are packed in the layout above; `links` and `force` have SITE_REALS per site, spinors 24. */
typedef struct {
  int lanes;
  int realBytes;
  void (*pack)(const Geometry *g, const double *plain, void *packed, int reals);
  void (*unpack)(const Geometry *g, const void *packed, double *plain, int reals);
  /* Sum over sites and the six planes of Re tr P. */
  double (*plaquette)(const Geometry *g, const void *links, int begin, int end);
  /* force_mu(x) = TA(U_mu(x) C_mu(x)^dagger), the whole anti-Hermitian matrix, all four mu. */
  void (*force)(const Geometry *g, const void *links, void *force, int begin, int end);
  /* result = D psi, Wilson's operator with the given kappa and the boundary that the links have. */
  void (*dslash)(const Geometry *g, const void *links, const void *psi, void *result, double kappa, int begin, int end);
  /* CG_ITERATIONS of conjugate gradients (cg.h); returns |b - A x|^2. Needs parityOsites. */
  double (*cg)(const CgState *state, const void *links, const Worker *w);
} Kernels;

extern const Kernels kernelsF64;
extern const Kernels kernelsF32;

/* One heat-bath sweep over all links by direction and parity, f64 only. The stream depends on seed, sweep number and site, not on threads. */
void heatbathSweep(const Geometry *g, double *links, double beta, uint32_t seed, uint32_t number, const Worker *w);

#endif
