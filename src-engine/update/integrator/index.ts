export { integrate, type Level } from './integrate.ts';
export type { Scheme } from './scheme.ts';

import { forceGradient } from './force-gradient.ts';
import { leapfrog } from './leapfrog.ts';
import { omelyan2 } from './omelyan-2.ts';
import { omelyan4 } from './omelyan-4.ts';
import type { Scheme } from './scheme.ts';

export { forceGradient, leapfrog, omelyan2, omelyan4 };

/** By the name used in run specifications. */
export const SCHEMES: Readonly<Record<string, Scheme>> = Object.fromEntries(
  [leapfrog, omelyan2, omelyan4, forceGradient].map((s) => [s.name, s]),
);
