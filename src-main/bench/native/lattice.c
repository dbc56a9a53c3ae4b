/* Geometry of virtual sub-lattices, aligned memory, barrier: see lattice.h. Proved by --verify through every kernel. */
#define _GNU_SOURCE
#include "lattice.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

static int ositeOf(const Geometry *g, const int c[4]) {
  return c[0] + g->reduced[0] * (c[1] + g->reduced[1] * (c[2] + g->reduced[2] * c[3]));
}

static void coordinatesOf(const Geometry *g, int osite, int c[4]) {
  for (int mu = 0; mu < 4; mu++) {
    c[mu] = osite % g->reduced[mu];
    osite /= g->reduced[mu];
  }
}

static void fillParity(Geometry *g) {
  for (int mu = 0; mu < 4; mu++) {
    if (g->dims[mu] % 2 != 0 || (g->laneBit[mu] != 0 && g->reduced[mu] % 2 != 0)) return;
  }
  g->parityOsites = allocate(sizeof(int32_t) * (size_t)g->osites);
  int even = 0, odd = g->osites / 2;
  for (int o = 0; o < g->osites; o++) {
    int c[4];
    coordinatesOf(g, o, c);
    if ((c[0] + c[1] + c[2] + c[3]) % 2 == 0) g->parityOsites[even++] = o;
    else g->parityOsites[odd++] = o;
  }
}

const char *geometryInit(Geometry *g, const int dims[4], int lanes) {
  const int splits = lanes == 8 ? 3 : lanes == 4 ? 2 : 1;
  *g = (Geometry){.lanes = lanes, .sites = 1, .osites = 1};
  for (int mu = 0; mu < 4; mu++) {
    const int split = 3 - mu < splits;
    if (dims[mu] < 2) return "every extent must be at least 2";
    if (split && dims[mu] % 2 != 0) return "extents split over lanes (t, and z and y where lanes are left) must be even";
    g->dims[mu] = dims[mu];
    g->laneBit[mu] = split ? 1 << (3 - mu) : 0;
    g->reduced[mu] = split ? dims[mu] / 2 : dims[mu];
    g->sites *= dims[mu];
    g->osites *= g->reduced[mu];
  }
  g->neighbour = allocate(sizeof(int32_t) * 8 * (size_t)g->osites);
  for (int o = 0; o < g->osites; o++) {
    int c[4];
    coordinatesOf(g, o, c);
    for (int mu = 0; mu < 4; mu++) {
      const int here = c[mu], last = g->reduced[mu] - 1, splitHere = g->laneBit[mu] != 0;
      c[mu] = here == last ? 0 : here + 1;
      g->neighbour[8 * o + mu] = ositeOf(g, c) * 2 + (splitHere && here == last);
      c[mu] = here == 0 ? last : here - 1;
      g->neighbour[8 * o + 4 + mu] = ositeOf(g, c) * 2 + (splitHere && here == 0);
      c[mu] = here;
    }
  }
  fillParity(g);
  return NULL;
}

void geometryFree(Geometry *g) {
  free(g->neighbour);
  free(g->parityOsites);
}

int geometrySite(const Geometry *g, int osite, int lane) {
  int c[4], site = 0;
  coordinatesOf(g, osite, c);
  for (int mu = 3; mu >= 0; mu--) {
    site = site * g->dims[mu] + c[mu] + ((lane & g->laneBit[mu]) != 0 ? g->reduced[mu] : 0);
  }
  return site;
}

void *allocate(size_t bytes) {
  const size_t huge = (size_t)2 << 20;
  const size_t alignment = bytes >= huge ? huge : 4096;
  void *p = aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
  if (p == NULL) {
    fprintf(stderr, "out of memory: %zu bytes\n", bytes);
    exit(3);
  }
#ifdef MADV_HUGEPAGE
  if (bytes >= huge) madvise(p, bytes, MADV_HUGEPAGE);
#endif
  return p;
}

static inline void relax(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#endif
}

void barrierWait(Barrier *b) {
  if (b->threads == 1) return;
  const int generation = atomic_load_explicit(&b->generation, memory_order_acquire);
  if (atomic_fetch_add_explicit(&b->waiting, 1, memory_order_acq_rel) + 1 == b->threads) {
    atomic_store_explicit(&b->waiting, 0, memory_order_relaxed);
    atomic_store_explicit(&b->generation, generation + 1, memory_order_release);
    return;
  }
  for (int spin = 0; atomic_load_explicit(&b->generation, memory_order_acquire) == generation; spin++) {
    if (spin < 20000) relax();
    else sched_yield();
  }
}

double sumOverThreads(double mine, double *partial, const Worker *w) {
  partial[PARTIAL_REALS * w->thread] = mine;
  barrierWait(w->barrier);
  double sum = 0;
  for (int t = 0; t < w->threads; t++) sum += partial[PARTIAL_REALS * t];
  /* nobody writes the next number before all have read this one */
  barrierWait(w->barrier);
  return sum;
}
