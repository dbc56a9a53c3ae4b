/* The kernels of kernels.h on 4 doubles per register. */
#define REAL_BITS 64
#include "kernels.h"

const Kernels kernelsF64 = {LANES, sizeof(real), pack, unpack, plaquette, force};
