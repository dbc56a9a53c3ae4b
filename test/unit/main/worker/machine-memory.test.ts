import { expect, it } from 'vitest';
import { machineMemory } from '../../../../src-main/worker/machine-memory.ts';

it('is between what any machine has and what none has', () => {
  expect(machineMemory()).toBeGreaterThan(2 ** 28);
  expect(machineMemory()).toBeLessThan(2 ** 50);
});
