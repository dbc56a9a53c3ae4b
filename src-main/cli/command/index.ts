/** Every command, in the order of the help text. */
import type { Register } from '../context.ts';
import { register as registerExplain } from './explain.ts';
import { register as registerNew } from './new.ts';

export const registrations: readonly Register[] = [registerNew, registerExplain];
