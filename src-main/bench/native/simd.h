/*
 * One SIMD register of `real` (REAL_BITS = 64: doubles, 32: floats) with GCC vector extensions.
 * VECTOR_BYTES is its size: 32 (AVX2; the default) or 16 (what WebAssembly has).
 * The arithmetic operators act lane by lane; a * b + c contracts to one fused multiply-add.
 */
#ifndef SIMD_H
#define SIMD_H

#include <stdint.h>

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("GCC unroll 9")

#ifndef VECTOR_BYTES
#define VECTOR_BYTES 32
#endif

#if REAL_BITS == 64
typedef double real;
typedef int64_t LaneNumber;
#else
typedef float real;
typedef int32_t LaneNumber;
#endif
enum { LANES = VECTOR_BYTES / sizeof(real) };
typedef real Vec __attribute__((vector_size(VECTOR_BYTES)));
typedef LaneNumber LaneIndex __attribute__((vector_size(VECTOR_BYTES)));

#if VECTOR_BYTES * 8 / REAL_BITS == 2
#define LANE_NUMBERS {0, 1}
#elif VECTOR_BYTES * 8 / REAL_BITS == 4
#define LANE_NUMBERS {0, 1, 2, 3}
#else
#define LANE_NUMBERS {0, 1, 2, 3, 4, 5, 6, 7}
#endif

INLINE Vec splat(real x) { return x - (Vec){}; }

INLINE LaneIndex xorLanes(int bits) { return (LaneIndex)LANE_NUMBERS ^ (LaneNumber)bits; }

/* result[lane] = v[index[lane]] */
INLINE Vec permute(Vec v, LaneIndex index) {
#if defined(__clang__)
  Vec r;
  for (int lane = 0; lane < LANES; lane++) r[lane] = v[index[lane]];
  return r;
#else
  return __builtin_shuffle(v, index);
#endif
}

INLINE double sumLanes(Vec v) {
  double sum = 0;
  for (int lane = 0; lane < LANES; lane++) sum += v[lane];
  return sum;
}

#endif
