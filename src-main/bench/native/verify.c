/* See verify.h. Tolerances: f64 1e-12 of the largest element, f32 2e-6; heat bath 0.004 around 0.55993 (beta 5.7, 4^4). */
#define REAL_BITS 64
#include "verify.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lattice.h"
#include "reference.h"
#include "vector-random.h"

static int report(const char *check, double value, double limit) {
  const int ok = value <= limit;
  printf("{\"check\":\"%s\",\"deviation\":%.3e,\"limit\":%.3e,\"ok\":%s}\n", check, value, limit, ok ? "true" : "false");
  return !ok;
}

static double largestDifference(const double *a, const double *b, size_t n) {
  double difference = 0, scale = 0;
  for (size_t i = 0; i < n; i++) {
    difference = fmax(difference, fabs(a[i] - b[i]));
    scale = fmax(scale, fabs(b[i]));
  }
  return difference / scale;
}

/* out = Dhat in on the even sites, by plain loops: two visits to the other parity, gamma_5 = diag(1, 1, -1, -1) around them for the adjoint. */
static void referenceHat(const int dims[4], const double *field, const double *in, double *out, double kappa, int adjoint) {
  const int sites = dims[0] * dims[1] * dims[2] * dims[3];
  const size_t n = (size_t)sites * SPINOR_REALS;
  double *odd = allocate(n * sizeof(double)), *even = allocate(n * sizeof(double));
  for (int parity = 0; parity < 2; parity++) {
    const double *from = parity == 0 ? even : odd;
    double *to = parity == 0 ? odd : even;
    if (parity == 0) memcpy(even, in, n * sizeof(double));
    for (size_t i = 0; adjoint && parity == 0 && i < n; i++) even[i] *= i % SPINOR_REALS < 12 ? 1 : -1;
    referenceDslash(dims, field, from, to, kappa);
    for (size_t i = 0; i < n; i++) {
      const int site = (int)(i / SPINOR_REALS);
      const int x = site % dims[0], y = site / dims[0] % dims[1], z = site / dims[0] / dims[1] % dims[2], t = site / dims[0] / dims[1] / dims[2];
      if ((x + y + z + t) % 2 == parity) to[i] = 0;
    }
  }
  for (size_t i = 0; i < n; i++) out[i] = in[i] - even[i] * (adjoint && i % SPINOR_REALS >= 12 ? -1 : 1);
  free(odd), free(even);
}

static int verifyCg(const Kernels *k, const int dims[4], double tolerance) {
  Geometry g;
  if (geometryInit(&g, dims, k->lanes) != NULL || g.parityOsites == NULL) return 1;
  const size_t n = (size_t)g.sites * SPINOR_REALS, bytes = n * (size_t)k->realBytes;
  double *field = allocate((size_t)g.sites * SITE_REALS * sizeof(double)), partial[PARTIAL_REALS];
  double *b = allocate(n * sizeof(double)), *x = allocate(n * sizeof(double)), *y = allocate(n * sizeof(double));
  void *links = allocate((size_t)g.sites * SITE_REALS * (size_t)k->realBytes), *source = allocate(bytes);
  deterministicField(dims, field);
  deterministicNumbers((int)n, b);
  k->pack(&g, field, links, SITE_REALS);
  k->pack(&g, b, source, SPINOR_REALS);
  const CgState state = {&g, 0.12, source, allocate(bytes), allocate(bytes), allocate(bytes), allocate(bytes), partial};
  Barrier barrier = {.threads = 1};
  const double left = k->cg(&state, links, &(Worker){0, 1, &barrier});
  k->unpack(&g, state.x, x, SPINOR_REALS);
  referenceHat(dims, field, x, y, 0.12, 0);
  referenceHat(dims, field, y, x, 0.12, 1);
  double residual = 0, norm = 0;
  for (size_t i = 0; i < n; i++) {
    const int site = (int)(i / SPINOR_REALS);
    const int xs = site % dims[0], ys = site / dims[0] % dims[1], zs = site / dims[0] / dims[1] % dims[2], ts = site / dims[0] / dims[1] / dims[2];
    if ((xs + ys + zs + ts) % 2 != 0) continue;
    residual += (b[i] - x[i]) * (b[i] - x[i]);
    norm += b[i] * b[i];
  }
  char name[96];
  snprintf(name, sizeof name, "cg %dx%dx%dx%d f%d", dims[0], dims[1], dims[2], dims[3], 8 * k->realBytes);
  const int failures = report(name, fmax(sqrt(residual / norm), sqrt(left / norm)), tolerance);
  free(field), free(b), free(x), free(y), free(links), free(source);
  free(state.x), free(state.p), free(state.r), free(state.work);
  geometryFree(&g);
  return failures;
}

static int verifyKernels(const Kernels *k, const int dims[4], double tolerance) {
  Geometry g;
  const char *refusal = geometryInit(&g, dims, k->lanes);
  if (refusal != NULL) {
    fprintf(stderr, "%s\n", refusal);
    return 1;
  }
  const size_t n = (size_t)g.sites * SITE_REALS;
  double *field = allocate(n * sizeof(double)), *expected = allocate(n * sizeof(double)),
         *found = allocate(n * sizeof(double));
  void *links = allocate(n * (size_t)k->realBytes), *force = allocate(n * (size_t)k->realBytes);
  char name[96];
  deterministicField(dims, field);
  k->pack(&g, field, links, SITE_REALS);
  const double sum = referencePlaquette(dims, field);
  snprintf(name, sizeof name, "plaquette %dx%dx%dx%d f%d", dims[0], dims[1], dims[2], dims[3], 8 * k->realBytes);
  int failures = report(name, fabs(k->plaquette(&g, links, 0, g.osites) - sum) / fabs(sum), tolerance);
  referenceForce(dims, field, expected);
  k->force(&g, links, force, 0, g.osites);
  k->unpack(&g, force, found, SITE_REALS);
  snprintf(name, sizeof name, "force %dx%dx%dx%d f%d", dims[0], dims[1], dims[2], dims[3], 8 * k->realBytes);
  failures += report(name, largestDifference(found, expected, n), tolerance);
  const int spinors = g.sites * SPINOR_REALS;
  deterministicNumbers(spinors, found);
  k->pack(&g, found, force, SPINOR_REALS);
  referenceDslash(dims, field, found, expected, 0.137);
  void *result = allocate((size_t)spinors * (size_t)k->realBytes);
  k->dslash(&g, links, force, result, 0.137, 0, g.osites);
  k->unpack(&g, result, found, SPINOR_REALS);
  snprintf(name, sizeof name, "dslash %dx%dx%dx%d f%d", dims[0], dims[1], dims[2], dims[3], 8 * k->realBytes);
  failures += report(name, largestDifference(found, expected, (size_t)spinors), tolerance);
  free(result);
  free(field), free(expected), free(found), free(links), free(force);
  geometryFree(&g);
  return failures;
}

static int verifyRandom(void) {
  const uint32_t cases[3][10] = {
      {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
      {~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
      {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420,
       0x24126ea1}};
  int wrong = 0;
  for (int n = 0; n < 3; n++) {
    Words c[4];
    for (int i = 0; i < 4; i++) c[i] = splatWord(cases[n][i]);
    const PhiloxKey key = philoxKey(cases[n][4], cases[n][5]);
    philox(c, &key);
    for (int i = 0; i < 4; i++)
      for (int lane = 0; lane < LANES; lane++) wrong += (uint32_t)c[i][lane] != cases[n][6 + i];
  }
  double logError = 0, turnError = 0;
  for (int n = 0; n < 100000; n++) {
    const double u = (n + 0.5) / 100000, x = n % 2 == 0 ? u : exp(-36 * u);
    Vec sine, cosine;
    sinCosTurns(splat(u), &sine, &cosine);
    turnError = fmax(turnError, fmax(fabs(sine[1] - sin(2 * M_PI * u)), fabs(cosine[LANES - 1] - cos(2 * M_PI * u))));
    logError = fmax(logError, fabs(vectorLog(splat(x))[LANES - 1] - log(x)) / fmax(fabs(log(x)), 1e-6));
  }
  return report("philox known answers", wrong, 0) + report("log", logError, 1e-15) + report("sin cos", turnError, 2e-15);
}

static int verifyHeatbath(double beta, int warm, int sweeps, double expected, double tolerance) {
  const int dims[4] = {4, 4, 4, 4};
  Geometry g;
  if (geometryInit(&g, dims, kernelsF64.lanes) != NULL) return 1;
  const size_t n = (size_t)g.sites * SITE_REALS;
  double *field = allocate(n * sizeof(double)), *links = allocate(n * sizeof(double));
  deterministicField(dims, field);
  kernelsF64.pack(&g, field, links, SITE_REALS);
  Barrier barrier = {.threads = 1};
  const Worker worker = {0, 1, &barrier};
  double sum = 0;
  for (int s = 0; s < warm + sweeps; s++) {
    heatbathSweep(&g, links, beta, 17, (uint32_t)s, &worker);
    if (s >= warm) sum += kernelsF64.plaquette(&g, links, 0, g.osites) / (18.0 * g.sites);
  }
  kernelsF64.unpack(&g, links, field, SITE_REALS);
  char name[96];
  snprintf(name, sizeof name, "heatbath beta %g: plaquette %.6f", beta, sum / sweeps);
  int failures = report(name, fabs(sum / sweeps - expected), tolerance);
  failures += report("heatbath: links stay in SU(3)", unitarityDeviation(dims, field), 1e-13);
  free(field), free(links);
  geometryFree(&g);
  return failures;
}

int verifyAll(void) {
  const int lattices[3][4] = {{4, 4, 4, 4}, {6, 4, 8, 2}, {3, 6, 4, 10}};
  int failures = verifyRandom();
  for (int n = 0; n < 3; n++) {
    failures += verifyKernels(&kernelsF64, lattices[n], 1e-12);
    failures += verifyKernels(&kernelsF32, lattices[n], 2e-6);
  }
  failures += verifyCg(&kernelsF64, (int[4]){4, 4, 8, 4}, 1e-9);
  failures += verifyCg(&kernelsF32, (int[4]){4, 4, 8, 4}, 2e-5);
  failures += verifyHeatbath(1.0, 50, 400, 0.060099, 0.002);
  failures += verifyHeatbath(5.7, 500, 4000, 0.559933, 0.004);
  return failures;
}
