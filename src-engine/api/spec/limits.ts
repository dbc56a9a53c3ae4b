/** Limits of the engine that a specification must respect. */

/** Metropolis proposals at one link in one sweep (hits times SU(2) subgroups) that still make a kernel of reasonable size. */
export const MAX_PROPOSALS = 60;

/**
 * Sites from which solvers of the sea work in single precision inside, with an operator in that precision beside each: below, copies between the
 * precisions cost what they save.
 */
export const MIXED_FROM = 2048;

/** Unit sources (sites, spins and colours) beyond which an exact trace is refused. */
export const MAX_UNIT_SOURCES = 16_384;
