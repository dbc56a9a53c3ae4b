/*
 * Random numbers and elementary functions on a register of doubles.
 *
 * Philox 4x32-10 (Salmon, Moraes, Dror, Shaw, SC11): one 32-bit word per 64-bit lane, so a call gives every lane
 * two uniforms of 52 bits. log and sin, cos follow the reductions and minimax polynomials of fdlibm (Sun, 1993).
 * Proved by --verify: known-answer vectors of Random123, and libm to a few ulp.
 */
#ifndef VECTOR_RANDOM_H
#define VECTOR_RANDOM_H

#include <math.h>
#ifdef __AVX2__
#include <immintrin.h>
#endif

#include "simd.h"

typedef uint64_t Words __attribute__((vector_size(VECTOR_BYTES)));

INLINE Words splatWord(uint64_t x) { return x + (Words){0}; }

/* Product of the low 32 bits of every lane. */
INLINE Words multiplyLow(Words a, Words b) {
#if defined(__AVX2__) && VECTOR_BYTES == 32
  return (Words)_mm256_mul_epu32((__m256i)a, (__m256i)b);
#elif defined(__AVX2__)
  return (Words)_mm_mul_epu32((__m128i)a, (__m128i)b);
#else
  return (a & 0xffffffff) * (b & 0xffffffff);
#endif
}

/* Round keys of the key (k0, k1), the same in every lane. */
typedef struct {
  Words round[10][2];
} PhiloxKey;

INLINE PhiloxKey philoxKey(uint32_t k0, uint32_t k1) {
  PhiloxKey key;
  for (uint32_t n = 0; n < 10; n++) {
    key.round[n][0] = splatWord(k0 + n * 0x9E3779B9u);
    key.round[n][1] = splatWord(k1 + n * 0xBB67AE85u);
  }
  return key;
}

/* c = the block of counter c; only the low 32 bits of every lane count, in and out. */
INLINE void philox(Words c[4], const PhiloxKey *key) {
  UNROLL for (int n = 0; n < 10; n++) {
    const Words p0 = multiplyLow(c[0], splatWord(0xD2511F53u)), p1 = multiplyLow(c[2], splatWord(0xCD9E8D57u));
    c[0] = (p1 >> 32) ^ c[1] ^ key->round[n][0];
    c[2] = (p0 >> 32) ^ c[3] ^ key->round[n][1];
    c[1] = p1;
    c[3] = p0;
  }
}

/* Uniform in (0, 1] from 52 of 64 bits. */
INLINE Vec uniformOf(Words high, Words low) {
  const Words bits = (high << 32) | (low & 0xffffffff);
  return 2.0 - (Vec)((bits >> 12) | splatWord(0x3ff0000000000000));
}

INLINE Vec vectorSqrt(Vec v) {
#if defined(__AVX2__) && VECTOR_BYTES == 32
  return (Vec)_mm256_sqrt_pd((__m256d)v);
#elif defined(__AVX2__)
  return (Vec)_mm_sqrt_pd((__m128d)v);
#else
  for (int lane = 0; lane < LANES; lane++) v[lane] = sqrt(v[lane]);
  return v;
#endif
}

/* a where the mask is all ones, b where it is zero. */
INLINE Vec chooseLanes(Words mask, Vec a, Vec b) { return (Vec)(((Words)a & mask) | ((Words)b & ~mask)); }

/* The small integer in x as a double, and back (round to nearest), by the 1.5 2^52 shift. */
INLINE Vec doubleOf(Words x) { return (Vec)(x + splatWord(0x4338000000000000)) - 0x1.8p52; }

/* log x for normal x > 0. */
INLINE Vec vectorLog(Vec x) {
  /* x = 2^e m with m in [sqrt(1/2), sqrt 2) */
  const Words shifted = (Words)x + splatWord(0x3ff0000000000000 - 0x3fe6a09e667f3bcd);
  const Vec e = doubleOf((shifted >> 52) - 1023);
  const Vec m = (Vec)((shifted & 0x000fffffffffffff) + splatWord(0x3fe6a09e667f3bcd));
  const Vec f = m - 1.0, s = f / (f + 2.0), z = s * s, w = z * z, half = 0.5 * f * f;
  const Vec odd = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const Vec even = z * (6.666666666666735130e-01 +
                        w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  return e * 6.93147180369123816490e-01 - ((half - (s * (half + odd + even) + e * 1.90821492927058770002e-10)) - f);
}

/* sin and cos of 2 pi u for u in [0, 1]. */
INLINE void sinCosTurns(Vec u, Vec *sine, Vec *cosine) {
  const Vec shifted = 4.0 * u + 0x1.8p52; /* low bits: the nearest quarter turn */
  const Vec x = (u - 0.25 * (shifted - 0x1.8p52)) * 6.283185307179586477;
  const Vec z = x * x;
  const Vec s =
      x + x * z * (-1.66666666666666324348e-01 +
                   z * (8.33333333332248946124e-03 +
                        z * (-1.98412698298579493134e-04 +
                             z * (2.75573137070700676789e-06 +
                                  z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)))));
  const Vec c = 1.0 - 0.5 * z +
                z * z * (4.16666666666666019037e-02 +
                         z * (-1.38888888888741095749e-03 +
                              z * (2.48015872894767294178e-05 +
                                   z * (-2.75573143513906633035e-07 +
                                        z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))));
  const Words quarter = (Words)shifted, odd = -(quarter & 1);
  *sine = (Vec)((Words)chooseLanes(odd, c, s) ^ ((quarter & 2) << 62));
  *cosine = (Vec)((Words)chooseLanes(odd, s, c) ^ (((quarter + 1) & 2) << 62));
}

#endif
