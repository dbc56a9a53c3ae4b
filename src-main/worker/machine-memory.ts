/** How much memory there is to compute in. Test: test/unit/main/worker/machine-memory.test.ts. */
import { totalmem } from 'node:os';
import { constrainedMemory } from 'node:process';

/** The memory of this machine or of the container that this program runs in. */
export const machineMemory = (): number => {
  const container = constrainedMemory?.() ?? 0;
  return container > 0 ? Math.min(container, totalmem()) : totalmem();
};
