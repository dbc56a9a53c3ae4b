/*
 * SU(3) heat bath: Kennedy-Pendleton (Phys. Lett. B 156, 393) in the three SU(2) subgroups of Cabibbo and Marinari
 * (Phys. Lett. B 119, 387), LANES sites at a time, for S = -(beta/3) sum Re tr P.
 *
 * With X = U C^dagger and k W the quaternion part of a 2x2 block of X, the new block factor is h W^dagger with weight
 * sqrt(1 - h0^2) exp((2 beta/3) k h0). Lanes that are refused draw again until all are accepted. The link is put back
 * on the group by Gram-Schmidt at the end. Proved by --verify: <plaquette> at beta = 1 and 5.7 on 4^4.
 */
#define REAL_BITS 64
#include <float.h>

#include "stencil.h"
#include "vector-random.h"

typedef struct {
  Words site;
  uint64_t slot; /* direction and subgroup */
  uint64_t sweep;
  const PhiloxKey *key;
} Stream;

INLINE void drawPair(const Stream *stream, uint64_t block, Vec *a, Vec *b) {
  Words c[4] = {stream->site, splatWord(stream->slot), splatWord(stream->sweep), splatWord(block)};
  philox(c, stream->key);
  *a = uniformOf(c[0], c[1]);
  *b = uniformOf(c[2], c[3]);
}

/* One Kennedy-Pendleton trial without the weight: (1 - h0)/2 = depth / (2 weight), kept if bound + (1 - h0)/2 <= 1. */
typedef struct {
  Vec depth, bound;
} Trial;

INLINE Trial drawTrial(const Stream *stream, uint64_t number) {
  Vec r1, r2, r3, r4, sine, cosine;
  drawPair(stream, 2 * number + 1, &r1, &r2);
  drawPair(stream, 2 * number + 2, &r3, &r4);
  sinCosTurns(r2, &sine, &cosine);
  return (Trial){-vectorLog(r1) - cosine * cosine * vectorLog(r3), r4 * r4};
}

/* All that one subgroup update draws if its first trial is kept: it does not depend on the links, so it is ready before them. */
typedef struct {
  Stream stream;
  Trial first;
  Vec axis[3]; /* uniform on the unit sphere */
} Draw;

INLINE Draw drawAhead(Stream stream) {
  Draw draw = {.stream = stream, .first = drawTrial(&stream, 0)};
  Vec height, turn, sine, cosine;
  drawPair(&stream, 0, &height, &turn);
  sinCosTurns(turn, &sine, &cosine);
  const Vec across = 2.0 * vectorSqrt(height * (1.0 - height));
  draw.axis[0] = across * cosine;
  draw.axis[1] = across * sine;
  draw.axis[2] = 2.0 * height - 1.0;
  return draw;
}

INLINE int anyLane(Words mask) {
  uint64_t any = 0;
  UNROLL for (int lane = 0; lane < LANES; lane++) any |= mask[lane];
  return any != 0;
}

/* (1 - h0)/2 with density sqrt(1 - h0^2) exp(weight h0) in h0, from scale = 1/(2 weight). */
INLINE Vec drawHalfGap(const Draw *draw, Vec scale) {
  Vec gap = draw->first.depth * scale;
  Words open = (Words)(draw->first.bound > 1.0 - gap);
  for (uint64_t number = 1; __builtin_expect(anyLane(open), 0); number++) {
    const Trial trial = drawTrial(&draw->stream, number);
    gap = chooseLanes(open, trial.depth * scale, gap);
    open &= (Words)(trial.bound > 1.0 - gap);
  }
  return gap;
}

/* Rows p and q of m become the SU(2) element (g0 + i g.sigma) times them. */
INLINE void rotateRows(Vec *m, int p, int q, const Vec g[4]) {
  UNROLL for (int j = 0; j < 3; j++) {
    Vec *a = m + 6 * p + 2 * j, *b = m + 6 * q + 2 * j;
    const Vec ar = a[0], ai = a[1], br = b[0], bi = b[1];
    a[0] = g[0] * ar - g[3] * ai + g[2] * br - g[1] * bi;
    a[1] = g[0] * ai + g[3] * ar + g[2] * bi + g[1] * br;
    b[0] = g[0] * br + g[3] * bi - g[2] * ar - g[1] * ai;
    b[1] = g[0] * bi - g[3] * br - g[2] * ai + g[1] * ar;
  }
}

INLINE void updateSubgroup(Vec *u, Vec *x, int p, int q, double beta, const Draw *draw) {
  Vec w[4] = {x[8 * p] + x[8 * q], x[6 * p + 2 * q + 1] + x[6 * q + 2 * p + 1],
              x[6 * p + 2 * q] - x[6 * q + 2 * p], x[8 * p + 1] - x[8 * q + 1]};
  const Vec norm = vectorSqrt(w[0] * w[0] + w[1] * w[1] + w[2] * w[2] + w[3] * w[3] + DBL_MIN); /* 2k */
  const Vec inverse = 1.0 / norm;
  UNROLL for (int n = 0; n < 4; n++) w[n] *= inverse;

  const Vec gap = drawHalfGap(draw, inverse * (1.5 / beta));
  const Vec h0 = 1.0 - 2.0 * gap, radius = 2.0 * vectorSqrt(gap * (1.0 - gap));
  const Vec h1 = radius * draw->axis[0], h2 = radius * draw->axis[1], h3 = radius * draw->axis[2];
  const Vec g[4] = {h0 * w[0] + h1 * w[1] + h2 * w[2] + h3 * w[3], h1 * w[0] - h0 * w[1] + h2 * w[3] - h3 * w[2],
                    h2 * w[0] - h0 * w[2] + h3 * w[1] - h1 * w[3], h3 * w[0] - h0 * w[3] + h1 * w[2] - h2 * w[1]};
  rotateRows(u, p, q, g);
  if (p == 0) rotateRows(x, p, q, g); /* the last subgroup is (1, 2) */
}

INLINE void normaliseRow(Vec *row) {
  Vec norm = splat(0);
  UNROLL for (int n = 0; n < 6; n++) norm += row[n] * row[n];
  const Vec inverse = 1.0 / vectorSqrt(norm);
  UNROLL for (int n = 0; n < 6; n++) row[n] *= inverse;
}

INLINE void reunitarise(Vec *u) {
  Vec *a = u, *b = u + 6, *c = u + 12;
  normaliseRow(a);
  Vec re = splat(0), im = splat(0); /* a^* . b */
  UNROLL for (int j = 0; j < 6; j += 2) {
    re += a[j] * b[j] + a[j + 1] * b[j + 1];
    im += a[j] * b[j + 1] - a[j + 1] * b[j];
  }
  UNROLL for (int j = 0; j < 6; j += 2) {
    b[j] -= re * a[j] - im * a[j + 1];
    b[j + 1] -= re * a[j + 1] + im * a[j];
  }
  normaliseRow(b);
  UNROLL for (int j = 0; j < 3; j++) {
    const int k = 2 * ((j + 1) % 3), l = 2 * ((j + 2) % 3);
    c[2 * j] = a[k] * b[l] - a[k + 1] * b[l + 1] - a[l] * b[k] + a[l + 1] * b[k + 1];
    c[2 * j + 1] = a[l] * b[k + 1] + a[l + 1] * b[k] - a[k] * b[l + 1] - a[k + 1] * b[l];
  }
}

INLINE void prefetchLink(const Vec *links, int osite, int mu) {
  const char *line = (const char *)(links + (int64_t)osite * SITE_REALS + mu * REALS_PER_LINK);
  for (int n = 0; n < REALS_PER_LINK * (int)sizeof(Vec); n += 64) __builtin_prefetch(line + n);
}

/* Asks for every link around (osite, mu): the parity order defeats hardware prefetchers. */
INLINE void prefetchStaple(const Geometry *g, const Vec *links, int osite, int mu) {
  const int32_t *next = g->neighbour + 8 * osite;
  for (int nu = 0; nu < 4; nu++) {
    if (nu == mu) continue;
    const int side = next[nu] >> 1, behind = next[4 + nu] >> 1;
    prefetchLink(links, osite, nu);
    prefetchLink(links, side, mu);
    prefetchLink(links, next[mu] >> 1, nu);
    prefetchLink(links, behind, mu);
    prefetchLink(links, behind, nu);
    prefetchLink(links, g->neighbour[8 * behind + mu] >> 1, nu);
  }
}

typedef struct {
  const Geometry *geometry;
  Vec *links;
  double beta;
  PhiloxKey key;
  uint32_t sweep;
} Sweep;

static void updateLink(const Sweep *sweep, int o, int mu) {
  const Geometry *g = sweep->geometry;
  Vec *links = sweep->links;
  Draw draws[3];
  const Words site = (Words)LANE_NUMBERS + splatWord((uint64_t)o * LANES);
  for (int n = 0; n < 3; n++)
    draws[n] = drawAhead((Stream){site, (uint64_t)(mu * 3 + n), sweep->sweep, &sweep->key});

  Vec scratch[15][REALS_PER_LINK];
  const Place here = {o, 0}, ahead = hop(g, here, mu);
  Vec *u = links + (int64_t)o * SITE_REALS;
  StaplePair pairs[3];
  int n = 0, used = 0;
  for (int nu = 0; nu < 4; nu++) {
    if (nu == mu) continue;
    const Place side = hop(g, here, nu), behind = hop(g, here, 4 + nu);
    pairs[n].a = u + nu * REALS_PER_LINK;
    pairs[n].b = linkAt(links, side, mu, scratch[used++]);
    pairs[n].c = linkAt(links, ahead, nu, scratch[used++]);
    pairs[n].d = linkAt(links, behind, nu, scratch[used++]);
    pairs[n].e = linkAt(links, behind, mu, scratch[used++]);
    pairs[n++].f = linkAt(links, hop(g, behind, mu), nu, scratch[used++]);
  }
  u += mu * REALS_PER_LINK;
  Vec x[REALS_PER_LINK];
  for (int i = 0; i < 3; i++) storeTimesAdjointRow(u, stapleRow(pairs, i), i, x);

  updateSubgroup(u, x, 0, 1, sweep->beta, &draws[0]);
  updateSubgroup(u, x, 0, 2, sweep->beta, &draws[1]);
  updateSubgroup(u, x, 1, 2, sweep->beta, &draws[2]);
  reunitarise(u);
}

void heatbathSweep(const Geometry *g, double *links, double beta, uint32_t seed, uint32_t number, const Worker *w) {
  const Sweep sweep = {g, (Vec *)links, beta, philoxKey(seed, 0), number};
  const int half = g->osites / 2, begin = shareBegin(w, half), end = shareEnd(w, half);
  for (int mu = 0; mu < 4; mu++)
    for (int parity = 0; parity < 2; parity++) {
      const int32_t *osites = g->parityOsites + parity * half;
      for (int n = begin; n < end; n++) {
        if (n + 1 < end) prefetchStaple(g, sweep.links, osites[n + 1], mu);
        updateLink(&sweep, osites[n], mu);
      }
      barrierWait(w->barrier);
    }
}
