/* The kernels of kernels.h on registers of doubles. */
#define REAL_BITS 64
#include "cg.h"
#include "kernels.h"

const Kernels kernelsF64 = {LANES, sizeof(real), pack, unpack, plaquette, force, dslash, cg};
