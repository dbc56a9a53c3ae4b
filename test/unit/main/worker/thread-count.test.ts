import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { coresOfCpuinfo, defaultThreads, physicalCores } from '../../../../src-main/worker/thread-count.ts';

/** /proc/cpuinfo of processors given as [package, core]. */
const cpuinfo = (processors: readonly (readonly [number, number])[]): string =>
  processors
    .map(
      ([pack, core], i) =>
        `processor\t: ${i}\nvendor_id\t: any\nphysical id\t: ${pack}\nsiblings\t: 8\ncore id\t\t: ${core}\ncpu cores\t: 4\n`,
    )
    .join('\n');
// two packages of two cores, two hardware threads each
const dual = cpuinfo([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]);

describe('coresOfCpuinfo', () => {
  it('counts cores, not hardware threads', () => expect(coresOfCpuinfo(dual, '')).toBe(4));
  it('counts only processors this process may use', () => {
    expect(coresOfCpuinfo(dual, 'Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t0-7\n')).toBe(4);
    expect(coresOfCpuinfo(dual, 'Cpus_allowed_list:\t0,4\n')).toBe(1);
    expect(coresOfCpuinfo(dual, 'Cpus_allowed_list:\t1-2,5\n')).toBe(2);
  });
  it('knows nothing from a text without cores', () => {
    expect(coresOfCpuinfo('processor\t: 0\nBogoMIPS\t: 50.00\n', '')).toBeUndefined();
    expect(coresOfCpuinfo('', '')).toBeUndefined();
  });
});

describe('this machine', () => {
  it('has between one and all of its hardware threads as cores', () => {
    expect(physicalCores()).toBeGreaterThanOrEqual(1);
    expect(physicalCores()).toBeLessThanOrEqual(availableParallelism());
    expect(defaultThreads()).toBe(Math.max(1, physicalCores() - 1));
  });
});
