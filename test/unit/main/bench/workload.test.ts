import { describe, expect, it } from 'vitest';
import { singleThreadExecutor } from '../../../../src-engine/kernel/single-thread.ts';
import { clockedExecutor } from '../../../../src-main/bench/kernel-clock.ts';
import { KERNELS } from '../../../../src-main/bench/names.ts';
import { SINGLE_KERNELS, triad, wilsonField, workload } from '../../../../src-main/bench/workload.ts';

const dims = [4, 4, 4, 4];

describe('workloads of the benchmark', () => {
  it.each(KERNELS)('%s runs again and again and leaves the links in the group', (kernel) => {
    const wilson = wilsonField(singleThreadExecutor(), dims);
    const plaquettes = 6 * wilson.field.lattice.volume;
    const work = workload(kernel, wilson);
    const before = wilson.field.lattice.read(wilson.field.links);
    for (let i = 0; i < 3; i++) work.run();
    const after = wilson.field.lattice.read(wilson.field.links);
    const changes = before.some((x, i) => x !== after[i]);
    expect(changes).toBe(['heatbath', 'overrelaxation', 'drift', 'trajectory'].includes(kernel));
    for (let link = 0; link < after.length; link += 18)
      expect(after.subarray(link, link + 18).reduce((s, x) => s + x * x, 0)).toBeCloseTo(3, 9);
    expect(Math.abs(wilson.action.loopSums(wilson.field.links)[0]! / plaquettes)).toBeLessThan(1);
  });

  it('count flop per site and links', () => {
    const wilson = wilsonField(singleThreadExecutor(), dims);
    const work = Object.fromEntries(KERNELS.map((kernel) => [kernel, workload(kernel, wilson).work]));
    expect(work.plaquette).toBeCloseTo(256 * 2592e-9, 12);
    expect(work.force).toBeCloseTo(256 * 10752e-9, 12);
    expect(work.dslash).toBeCloseTo(256 * 1320e-9, 12);
    expect(work.normal).toBeCloseTo(512 * 1320e-9, 12);
    expect([work.cg, work.solve, work.mixed]).toEqual([50, 1, 1]);
    expect([work.heatbath, work.overrelaxation, work.drift, work.trajectory]).toEqual([1024, 1024, 1024, 1]);
  });

  it.each(SINGLE_KERNELS)('%s runs in single precision', (kernel) => {
    const wilson = wilsonField(singleThreadExecutor(), dims, 'f32');
    workload(kernel, wilson).run();
    expect(wilson.action.loopSums(wilson.field.links)[0]).toBeCloseTo(
      (() => {
        const double = wilsonField(singleThreadExecutor(), dims);
        return double.action.loopSums(double.field.links)[0]!;
      })(),
      2,
    );
  });

  it('move 24 bytes per element in the triad', () => {
    const { work, run } = triad(singleThreadExecutor());
    run();
    expect(work).toBeCloseTo((24 * 64 * 65536) / 1e9, 12);
  });
});

it('a clocked executor adds up what kernels take', () => {
  let time = 0;
  const inner = singleThreadExecutor();
  const slow = {
    ...inner,
    run: (launch: Parameters<typeof inner.run>[0]) => {
      inner.run(launch);
      time += 2;
    },
  };
  const executor = clockedExecutor(slow, { now: () => time });
  const wilson = wilsonField(executor, dims);
  const before = executor.kernelMs();
  for (let i = 0; i < 5; i++) wilson.action.loopSums(wilson.field.links);
  time += 100;
  expect(executor.kernelMs() - before).toBe(10);
});
