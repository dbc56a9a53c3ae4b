export { integrate, type Level } from './integrate.ts';
export type { Scheme } from './scheme.ts';

import { leapfrog } from './leapfrog.ts';
import { omelyan2 } from './omelyan-2.ts';
import { omelyan4 } from './omelyan-4.ts';
import type { Scheme } from './scheme.ts';

export { leapfrog, omelyan2, omelyan4 };

/** By the name used in run specifications. */
export const SCHEMES: Readonly<Record<string, Scheme>> = Object.fromEntries(
  [leapfrog, omelyan2, omelyan4].map((s) => [s.name, s]),
);
