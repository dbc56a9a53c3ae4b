/*
 * Rows of 3x3 complex matrices, LANES sites at a time.
 *
 * A matrix is 18 registers in memory: element (i, j) at [6i + 2j] (re) and [6i + 2j + 1] (im). Products go row by row:
 * one row is 6 registers, so a result row, the row that feeds it and the operands fit the 16 registers of AVX2.
 */
#ifndef SU3_H
#define SU3_H

#include "simd.h"

typedef struct {
  Vec re[3], im[3];
} Row;

/* (re, im) += or = (ar, ai) (br, bi); with the right factor conjugated, or the left one. */
INLINE void addProduct(Vec *re, Vec *im, int first, Vec ar, Vec ai, Vec br, Vec bi) {
  *re = first ? ar * br : *re + ar * br;
  *im = first ? ar * bi : *im + ar * bi;
  *re -= ai * bi;
  *im += ai * br;
}
INLINE void addProductConjRight(Vec *re, Vec *im, int first, Vec ar, Vec ai, Vec br, Vec bi) {
  *re = first ? ar * br : *re + ar * br;
  *im = first ? ai * br : *im + ai * br;
  *re += ai * bi;
  *im -= ar * bi;
}
INLINE void addProductConjLeft(Vec *re, Vec *im, int first, Vec ar, Vec ai, Vec br, Vec bi) {
  addProductConjRight(re, im, first, br, bi, ar, ai);
}

/* Row i of a b. */
INLINE Row rowTimes(const Vec *a, int i, const Vec *b) {
  Row r;
  UNROLL for (int k = 0; k < 3; k++) {
    const Vec ar = a[6 * i + 2 * k], ai = a[6 * i + 2 * k + 1];
    UNROLL for (int j = 0; j < 3; j++)
      addProduct(&r.re[j], &r.im[j], k == 0, ar, ai, b[6 * k + 2 * j], b[6 * k + 2 * j + 1]);
  }
  return r;
}

/* Row i of a^dagger b. */
INLINE Row adjointRowTimes(const Vec *a, int i, const Vec *b) {
  Row r;
  UNROLL for (int k = 0; k < 3; k++) {
    const Vec ar = a[6 * k + 2 * i], ai = a[6 * k + 2 * i + 1];
    UNROLL for (int j = 0; j < 3; j++)
      addProductConjLeft(&r.re[j], &r.im[j], k == 0, ar, ai, b[6 * k + 2 * j], b[6 * k + 2 * j + 1]);
  }
  return r;
}

/* c += r b */
INLINE void addRowTimes(Row *c, Row r, const Vec *b) {
  UNROLL for (int k = 0; k < 3; k++)
    UNROLL for (int j = 0; j < 3; j++)
      addProduct(&c->re[j], &c->im[j], 0, r.re[k], r.im[k], b[6 * k + 2 * j], b[6 * k + 2 * j + 1]);
}

/* c += r b^dagger */
INLINE void addRowTimesAdjoint(Row *c, Row r, const Vec *b) {
  UNROLL for (int j = 0; j < 3; j++)
    UNROLL for (int k = 0; k < 3; k++)
      addProductConjRight(&c->re[j], &c->im[j], 0, r.re[k], r.im[k], b[6 * j + 2 * k], b[6 * j + 2 * k + 1]);
}

#endif
