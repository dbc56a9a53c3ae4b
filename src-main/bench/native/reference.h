/* Plain scalar loops over a lexicographic field[site][mu][row][column][re|im]: the yardstick of --verify. */
#ifndef REFERENCE_H
#define REFERENCE_H

/* Links near the identity, from a hash of the global site: the same field for every layout and precision. */
void deterministicField(const int dims[4], double *field);
double referencePlaquette(const int dims[4], const double *field);
/* TA(U_mu C_mu^dagger) of every link. */
void referenceForce(const int dims[4], const double *field, double *force);
/* Reals in (-1, 1), the same for every layout and precision. */
void deterministicNumbers(int count, double *numbers);
/* Wilson's D psi, psi[site][spin][colour][re|im]. */
void referenceDslash(const int dims[4], const double *field, const double *psi, double *out, double kappa);
/* Largest |(U U^dagger - 1)_ij| and |det U - 1| of the field. */
double unitarityDeviation(const int dims[4], const double *field);

#endif
