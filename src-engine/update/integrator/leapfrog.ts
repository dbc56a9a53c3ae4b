/** Leapfrog (Verlet): one force per step, second order. */
import type { Scheme } from './scheme.ts';

export const leapfrog: Scheme = { name: 'leapfrog', order: 2, kicks: [0.5, 0.5], drifts: [1] };
