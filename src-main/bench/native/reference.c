/* See reference.h. Written with C99 complex numbers and one loop per index; shares nothing with the fast kernels. */
#include "reference.h"

#include <complex.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

typedef double complex Matrix[3][3];

static int volume(const int d[4]) { return d[0] * d[1] * d[2] * d[3]; }

static int step(const int d[4], int site, int mu, int by) {
  int stride = 1;
  for (int nu = 0; nu < mu; nu++) stride *= d[nu];
  const int here = site / stride % d[mu];
  return site + ((here + by + d[mu]) % d[mu] - here) * stride;
}

static void load(const double *field, int site, int mu, Matrix m) {
  memcpy(m, field + (site * 4 + mu) * 18, sizeof(Matrix));
}

static void multiply(Matrix a, Matrix b, Matrix out) {
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) {
      out[i][j] = 0;
      for (int k = 0; k < 3; k++) out[i][j] += a[i][k] * b[k][j];
    }
}

static void adjoint(Matrix a, Matrix out) {
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) out[i][j] = conj(a[j][i]);
}

static uint64_t splitMix(uint64_t *state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

void deterministicField(const int dims[4], double *field) {
  for (int link = 0; link < volume(dims) * 4; link++) {
    uint64_t state = (uint64_t)link * 1000003u + 20240117u;
    Matrix u;
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++) {
        const double re = (double)(splitMix(&state) >> 11) * 0x1p-53 - 0.5;
        const double im = (double)(splitMix(&state) >> 11) * 0x1p-53 - 0.5;
        u[i][j] = (i == j) + 0.7 * (re + I * im);
      }
    for (int i = 0; i < 2; i++) {
      double norm = 0;
      double complex overlap = 0;
      for (int j = 0; j < 3; j++) overlap += i == 1 ? conj(u[0][j]) * u[1][j] : 0;
      for (int j = 0; j < 3; j++) {
        if (i == 1) u[1][j] -= overlap * u[0][j];
        norm += creal(u[i][j] * conj(u[i][j]));
      }
      for (int j = 0; j < 3; j++) u[i][j] /= sqrt(norm);
    }
    for (int j = 0; j < 3; j++) {
      const int k = (j + 1) % 3, l = (j + 2) % 3;
      u[2][j] = conj(u[0][k] * u[1][l] - u[0][l] * u[1][k]);
    }
    memcpy(field + link * 18, u, sizeof(Matrix));
  }
}

double referencePlaquette(const int dims[4], const double *field) {
  double sum = 0;
  for (int x = 0; x < volume(dims); x++)
    for (int mu = 0; mu < 3; mu++)
      for (int nu = mu + 1; nu < 4; nu++) {
        Matrix a, b, c, d, ab, dc, back, p;
        load(field, x, mu, a);
        load(field, step(dims, x, mu, 1), nu, b);
        load(field, step(dims, x, nu, 1), mu, c);
        load(field, x, nu, d);
        multiply(a, b, ab);
        multiply(d, c, dc);
        adjoint(dc, back);
        multiply(ab, back, p);
        sum += creal(p[0][0] + p[1][1] + p[2][2]);
      }
  return sum;
}

static void staple(const int dims[4], const double *field, int x, int mu, Matrix sum) {
  memset(sum, 0, sizeof(Matrix));
  for (int nu = 0; nu < 4; nu++) {
    if (nu == mu) continue;
    Matrix a, b, c, conjugate, ab, up, down;
    load(field, x, nu, a);
    load(field, step(dims, x, nu, 1), mu, b);
    load(field, step(dims, x, mu, 1), nu, c);
    multiply(a, b, ab);
    adjoint(c, conjugate);
    multiply(ab, conjugate, up);
    const int behind = step(dims, x, nu, -1);
    load(field, behind, nu, a);
    load(field, behind, mu, b);
    load(field, step(dims, behind, mu, 1), nu, c);
    adjoint(a, conjugate);
    multiply(conjugate, b, ab);
    multiply(ab, c, down);
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++) sum[i][j] += up[i][j] + down[i][j];
  }
}

void referenceForce(const int dims[4], const double *field, double *force) {
  for (int x = 0; x < volume(dims); x++)
    for (int mu = 0; mu < 4; mu++) {
      Matrix u, c, back, m, out;
      load(field, x, mu, u);
      staple(dims, field, x, mu, c);
      adjoint(c, back);
      multiply(u, back, m);
      double complex trace = 0;
      for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) out[i][j] = 0.5 * (m[i][j] - conj(m[j][i]));
      for (int i = 0; i < 3; i++) trace += out[i][i];
      for (int i = 0; i < 3; i++) out[i][i] -= trace / 3;
      memcpy(force + (x * 4 + mu) * 18, out, sizeof(Matrix));
    }
}

void deterministicNumbers(int count, double *numbers) {
  uint64_t state = 77;
  for (int i = 0; i < count; i++) numbers[i] = (double)(splitMix(&state) >> 11) * 0x1p-52 - 1;
}

void referenceDslash(const int dims[4], const double *field, const double *psi, double *out, double kappa) {
  /* rows of the four gamma matrices */
  const double complex gamma[4][4][4] = {
      {{0, 0, 0, -I}, {0, 0, -I, 0}, {0, I, 0, 0}, {I, 0, 0, 0}},
      {{0, 0, 0, -1}, {0, 0, 1, 0}, {0, 1, 0, 0}, {-1, 0, 0, 0}},
      {{0, 0, -I, 0}, {0, 0, 0, I}, {I, 0, 0, 0}, {0, -I, 0, 0}},
      {{0, 0, -1, 0}, {0, 0, 0, -1}, {-1, 0, 0, 0}, {0, -1, 0, 0}}};
  for (int x = 0; x < volume(dims); x++) {
    double complex sum[4][3] = {{0}};
    for (int mu = 0; mu < 4; mu++)
      for (int by = -1; by <= 1; by += 2) {
        const int there = step(dims, x, mu, by);
        Matrix link, u;
        load(field, by > 0 ? x : there, mu, link);
        if (by > 0) memcpy(u, link, sizeof(Matrix));
        else adjoint(link, u);
        for (int s = 0; s < 4; s++)
          for (int r = 0; r < 4; r++)
            for (int a = 0; a < 3; a++)
              for (int b = 0; b < 3; b++) {
                const double *v = psi + there * 24 + 6 * r + 2 * b;
                sum[s][a] += ((s == r) - by * gamma[mu][s][r]) * u[a][b] * (v[0] + I * v[1]);
              }
      }
    for (int s = 0; s < 4; s++)
      for (int a = 0; a < 3; a++) {
        const int at = x * 24 + 6 * s + 2 * a;
        out[at] = psi[at] - kappa * creal(sum[s][a]);
        out[at + 1] = psi[at + 1] - kappa * cimag(sum[s][a]);
      }
  }
}

double unitarityDeviation(const int dims[4], const double *field) {
  double worst = 0;
  for (int link = 0; link < volume(dims) * 4; link++) {
    Matrix u, back, product;
    memcpy(u, field + link * 18, sizeof(Matrix));
    adjoint(u, back);
    multiply(u, back, product);
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++) worst = fmax(worst, cabs(product[i][j] - (i == j)));
    double complex determinant = 0;
    for (int j = 0; j < 3; j++) {
      const int k = (j + 1) % 3, l = (j + 2) % 3;
      determinant += u[0][j] * (u[1][k] * u[2][l] - u[1][l] * u[2][k]);
    }
    worst = fmax(worst, cabs(determinant - 1));
  }
  return worst;
}
