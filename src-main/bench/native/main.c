/*
 * Command line of the native reference: measures one kernel and prints one JSON line, or checks all of them.
 *
 *   --kernel plaquette|force|dslash|cg|heatbath|triad --lattice 8,8,8,8 --precision f64|f32 --threads 1 --seconds 1.0
 *   --verify
 *
 * rate is the median over at least 15 repetitions of a chunk of about 2 ms (at least one sweep, barrier included),
 * p85 the 85th percentile of the rate. Units: gflops (plaquette 2592, force 10752, dslash 1320 flop/site), iterations/s (cg), links/s, GB/s (24 B/element).
 */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lattice.h"
#include "reference.h"
#include "verify.h"

enum { MAX_THREADS = 256, MAX_REPETITIONS = 100000, TRIAD_ELEMENTS = 4 << 20 };

typedef struct {
  Geometry geometry;
  const Kernels *kernels;
  double *links, *psi, *result; /* packed fields, or the arrays of the triad */
  CgState cg;
  double *triad[3];
  double partial[MAX_THREADS * PARTIAL_REALS]; /* one cache line and its neighbour per thread */
} Work;

typedef void (*Sweep)(Work *work, int sweep, const Worker *w);

static void plaquetteSweep(Work *k, int sweep, const Worker *w) {
  const int n = k->geometry.osites;
  (void)sweep;
  k->partial[PARTIAL_REALS * w->thread] = k->kernels->plaquette(&k->geometry, k->links, shareBegin(w, n), shareEnd(w, n));
}

static void forceSweep(Work *k, int sweep, const Worker *w) {
  const int n = k->geometry.osites;
  (void)sweep;
  k->kernels->force(&k->geometry, k->links, k->result, shareBegin(w, n), shareEnd(w, n));
}

static void dslashSweep(Work *k, int sweep, const Worker *w) {
  const int n = k->geometry.osites;
  (void)sweep;
  k->kernels->dslash(&k->geometry, k->links, k->psi, k->result, 0.12, shareBegin(w, n), shareEnd(w, n));
}

static void cgSweep(Work *k, int sweep, const Worker *w) {
  (void)sweep;
  k->kernels->cg(&k->cg, k->links, w);
}

static void heatbathSweepAt57(Work *k, int sweep, const Worker *w) {
  heatbathSweep(&k->geometry, k->links, 5.7, 1, (uint32_t)sweep, w);
}

static void triadSweep(Work *k, int sweep, const Worker *w) {
  double *restrict a = k->triad[0];
  const double *restrict b = k->triad[1], *restrict c = k->triad[2];
  const double s = 1.0 + 1e-3 * (sweep % 7);
  for (int i = shareBegin(w, TRIAD_ELEMENTS), end = shareEnd(w, TRIAD_ELEMENTS); i < end; i++) a[i] = b[i] + s * c[i];
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct {
  Sweep sweep;
  Work *work;
  double budget;
  int chunk, repetitions, stop; /* written by thread 0 between barriers */
  double *seconds;
  double total;
} Measurement;

typedef struct {
  Worker worker;
  Measurement *measurement;
} Member;

static void sweeps(Measurement *m, const Worker *w, int *next, int count) {
  for (int n = 0; n < count; n++) {
    m->sweep(m->work, (*next)++, w);
    barrierWait(w->barrier);
  }
}

static void *runMember(void *argument) {
  Member *member = argument;
  const Worker *w = &member->worker;
  Measurement *m = member->measurement;
  int next = 0;
  sweeps(m, w, &next, 2);
  const double first = now();
  sweeps(m, w, &next, 1);
  if (w->thread == 0) m->chunk = (int)fmin(1e6, fmax(1, 2e-3 / (now() - first)));
  barrierWait(w->barrier);
  const double start = now();
  for (;;) {
    const double begin = now();
    sweeps(m, w, &next, m->chunk);
    if (w->thread == 0) {
      const double end = now();
      m->seconds[m->repetitions++] = end - begin;
      m->total = end - start;
      m->stop = m->repetitions == MAX_REPETITIONS || (m->repetitions >= 15 && m->total >= m->budget);
    }
    barrierWait(w->barrier);
    if (m->stop) return NULL;
  }
}

static int ascending(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void measure(Measurement *m, int threads) {
  static Member members[MAX_THREADS];
  static pthread_t handles[MAX_THREADS];
  Barrier barrier = {.threads = threads};
  for (int t = threads - 1; t >= 0; t--) {
    members[t] = (Member){{t, threads, &barrier}, m};
    if (t > 0 && pthread_create(&handles[t], NULL, runMember, &members[t]) != 0) {
      fprintf(stderr, "cannot start %d threads\n", threads);
      exit(3);
    }
  }
  runMember(&members[0]);
  for (int t = 1; t < threads; t++) pthread_join(handles[t], NULL);
  qsort(m->seconds, (size_t)m->repetitions, sizeof(double), ascending);
}

/* A number that depends on the whole result: mean plaquette, mean squared force, spinor or solution, or sum of the triad. */
static double valueOf(Work *k, Sweep sweep) {
  const Geometry *g = &k->geometry;
  if (sweep == triadSweep) return k->triad[0][0] + k->triad[0][TRIAD_ELEMENTS - 1];
  if (sweep == plaquetteSweep) {
    double sum = 0;
    for (int t = 0; t < MAX_THREADS; t++) sum += k->partial[PARTIAL_REALS * t];
    return sum / (18.0 * g->sites);
  }
  if (sweep == heatbathSweepAt57) return k->kernels->plaquette(g, k->links, 0, g->osites) / (18.0 * g->sites);
  const int spinors = sweep == dslashSweep || sweep == cgSweep, reals = spinors ? SPINOR_REALS : SITE_REALS;
  const size_t n = (size_t)g->sites * (size_t)reals;
  double *plain = allocate(n * sizeof(double)), sum = 0;
  k->kernels->unpack(g, sweep == cgSweep ? k->cg.x : k->result, plain, reals);
  for (size_t i = 0; i < n; i++) sum += plain[i] * plain[i];
  free(plain);
  return sum / ((spinors ? 1.0 : 4.0) * g->sites);
}

typedef struct {
  const char *name;
  Sweep sweep;
  double perSite; /* units per site and sweep */
  const char *unit;
} Choice;

static const Choice choices[] = {{"plaquette", plaquetteSweep, 2592e-9, "gflops"},
                                 {"force", forceSweep, 10752e-9, "gflops"},
                                 {"dslash", dslashSweep, 1320e-9, "gflops"},
                                 {"cg", cgSweep, 0, "iterations/s"},
                                 {"heatbath", heatbathSweepAt57, 4, "links/s"},
                                 {"triad", triadSweep, 0, "GB/s"}};

static int wrongUse(const char *why) {
  fprintf(stderr,
          "%s\nuse: --kernel plaquette|force|dslash|cg|heatbath|triad --lattice X,Y,Z,T --precision f64|f32 --threads N --seconds S, "
          "or --verify\n",
          why);
  return 2;
}

static void prepare(Work *k, Sweep sweep, const int dims[4]) {
  if (sweep == triadSweep) {
    for (int n = 0; n < 3; n++) {
      k->triad[n] = allocate(TRIAD_ELEMENTS * sizeof(double));
      for (int i = 0; i < TRIAD_ELEMENTS; i++) k->triad[n][i] = n + 1e-6 * i;
    }
    return;
  }
  const size_t n = (size_t)k->geometry.sites * SITE_REALS;
  double *plain = allocate(n * sizeof(double));
  deterministicField(dims, plain);
  k->links = allocate(n * (size_t)k->kernels->realBytes);
  k->result = allocate(n * (size_t)k->kernels->realBytes);
  k->kernels->pack(&k->geometry, plain, k->links, SITE_REALS);
  if (sweep == dslashSweep || sweep == cgSweep) {
    deterministicNumbers(k->geometry.sites * SPINOR_REALS, plain);
    k->psi = allocate((size_t)k->geometry.sites * SPINOR_REALS * (size_t)k->kernels->realBytes);
    k->kernels->pack(&k->geometry, plain, k->psi, SPINOR_REALS);
    const size_t bytes = (size_t)k->geometry.sites * SPINOR_REALS * (size_t)k->kernels->realBytes;
    k->cg = (CgState){&k->geometry, 0.12, k->psi, allocate(bytes), allocate(bytes), allocate(bytes), allocate(bytes), k->partial};
  }
  free(plain);
}

int main(int count, char **arguments) {
  const char *kernel = "force", *precision = "f64";
  int dims[4] = {8, 8, 8, 8}, threads = 1;
  double seconds = 1;
  for (int n = 1; n < count; n += 2) {
    const char *option = arguments[n], *value = n + 1 < count ? arguments[n + 1] : "";
    if (strcmp(option, "--verify") == 0) return verifyAll() == 0 ? 0 : 1;
    if (strcmp(option, "--kernel") == 0) kernel = value;
    else if (strcmp(option, "--precision") == 0) precision = value;
    else if (strcmp(option, "--threads") == 0) threads = atoi(value);
    else if (strcmp(option, "--seconds") == 0) seconds = atof(value);
    else if (strcmp(option, "--lattice") != 0) return wrongUse("unknown option");
    else if (sscanf(value, "%d,%d,%d,%d", &dims[0], &dims[1], &dims[2], &dims[3]) != 4) return wrongUse("--lattice takes four numbers");
  }
  const Choice *choice = NULL;
  for (size_t n = 0; n < sizeof choices / sizeof *choices; n++)
    if (strcmp(choices[n].name, kernel) == 0) choice = &choices[n];
  if (choice == NULL) return wrongUse("unknown kernel");
  if (threads < 1 || threads > MAX_THREADS) return wrongUse("--threads is out of range");
  const int single = strcmp(precision, "f32") == 0;
  if (!single && strcmp(precision, "f64") != 0) return wrongUse("--precision is f64 or f32");
  if (single && (choice->sweep == heatbathSweepAt57 || choice->sweep == triadSweep)) return wrongUse("this kernel is double precision only");

  static Work work;
  work.kernels = single ? &kernelsF32 : &kernelsF64;
  const char *refusal = geometryInit(&work.geometry, dims, work.kernels->lanes);
  if (refusal != NULL) return wrongUse(refusal);
  if (choice->sweep == cgSweep && work.geometry.parityOsites == NULL) return wrongUse("cg needs even extents, z and t divisible by 4 (f32: also y)");
  if (choice->sweep == heatbathSweepAt57 && work.geometry.parityOsites == NULL) return wrongUse("the heat bath needs even extents, z and t divisible by 4");
  prepare(&work, choice->sweep, dims);
  Measurement m = {.sweep = choice->sweep, .work = &work, .budget = seconds, .seconds = allocate(MAX_REPETITIONS * sizeof(double))};
  measure(&m, threads);

  const double perSweep = choice->sweep == triadSweep ? 24e-9 * TRIAD_ELEMENTS
                          : choice->sweep == cgSweep  ? CG_ITERATIONS
                                                      : choice->perSite * work.geometry.sites;
  const double units = perSweep * m.chunk;
  printf("{\"kernel\":\"%s\",\"lattice\":[%d,%d,%d,%d],\"precision\":\"%s\",\"threads\":%d,\"unit\":\"%s\",\"rate\":%.6g,\"p85\":%.6g,"
         "\"value\":%.12g,\"repetitions\":%d,\"seconds\":%.6g}\n",
         kernel, dims[0], dims[1], dims[2], dims[3], precision, threads, choice->unit, units / m.seconds[m.repetitions / 2],
         units / m.seconds[(int)(0.15 * m.repetitions)], valueOf(&work, choice->sweep), m.repetitions, m.total);
  return 0;
}
