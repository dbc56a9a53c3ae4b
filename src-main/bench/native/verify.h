/* Compares every fast kernel with reference.c or with known answers; prints one JSON line per check. Returns the number of failures. */
#ifndef VERIFY_H
#define VERIFY_H

int verifyAll(void);

#endif
