/*
 * One SIMD register of `real` (REAL_BITS = 64: 4 doubles, 32: 8 floats; 32 bytes) with GCC vector extensions.
 * The arithmetic operators act lane by lane; a * b + c contracts to one fused multiply-add.
 */
#ifndef SIMD_H
#define SIMD_H

#include <stdint.h>

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("GCC unroll 9")

#if REAL_BITS == 64
enum { LANES = 4 };
typedef double real;
typedef int64_t LaneIndex __attribute__((vector_size(32)));
#else
enum { LANES = 8 };
typedef float real;
typedef int32_t LaneIndex __attribute__((vector_size(32)));
#endif
typedef real Vec __attribute__((vector_size(32)));

INLINE Vec splat(real x) { return x - (Vec){}; }

INLINE LaneIndex xorLanes(int bits) {
#if REAL_BITS == 64
  return (LaneIndex){0, 1, 2, 3} ^ (int64_t)bits;
#else
  return (LaneIndex){0, 1, 2, 3, 4, 5, 6, 7} ^ bits;
#endif
}

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
