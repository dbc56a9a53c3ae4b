/* The kernels of kernels.h on registers of floats. */
#define REAL_BITS 32
#include "cg.h"
#include "kernels.h"

const Kernels kernelsF32 = {LANES, sizeof(real), pack, unpack, plaquette, force, dslash, cg};
