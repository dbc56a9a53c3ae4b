/** Limits of the engine that a specification must respect. */

/** Metropolis proposals at one link in one sweep (hits times SU(2) subgroups) that still make a kernel of reasonable size. */
export const MAX_PROPOSALS = 60;

/** Unit sources (sites, spins and colours) beyond which an exact trace is refused. */
export const MAX_UNIT_SOURCES = 16_384;
