/** The parameters of the function that a kernel becomes, by local index: run(begin, end, context, partials). */
export const BEGIN = 0;
export const END = 1;
export const CTX = 2;
export const PARTIALS = 3;
/** How many there are: the first free local. */
export const PARAMETERS = 4;
