/** Every command, in the order of the help text. */
import type { Register } from '../context.ts';
import { register as registerConvert } from './convert.ts';
import { register as registerExplain } from './explain.ts';
import { register as registerInspect } from './inspect.ts';
import { register as registerNew } from './new.ts';
import { register as registerWorkspace } from './workspace.ts';

export const registrations: readonly Register[] = [
  registerNew,
  registerInspect,
  registerConvert,
  registerExplain,
  registerWorkspace,
];
