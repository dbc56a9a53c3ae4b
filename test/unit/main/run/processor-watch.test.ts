import { describe, expect, it } from 'vitest';
import { processorWatch } from '../../../../src-main/run/processor-watch.ts';

const watchOf = (marks: readonly (readonly [number, number])[]) => {
  const waiting = [...marks];
  const watch = processorWatch(() => {
    const [seconds, processor] = waiting.shift()!;
    return { seconds, processor };
  });
  for (const _ of marks) watch.mark();
  return watch.facts();
};

describe('watching processors', () => {
  it('counts from the end of the first update to the end of the last', () => {
    expect(
      watchOf([
        [10, 5],
        [11, 7],
        [12.5, 10],
      ]),
    ).toMatchObject({ updates: 2, seconds: 2.5, processorSeconds: 5 });
  });

  it('says nothing of fewer than two updates', () => {
    expect(watchOf([])).toBeUndefined();
    expect(watchOf([[1, 1]])).toBeUndefined();
  });

  it('sees this process work', () => {
    const watch = processorWatch();
    watch.mark();
    let sum = 0;
    const begun = process.cpuUsage();
    // microseconds of work, however long others keep the processor
    while (process.cpuUsage(begun).user < 60_000) for (let i = 0; i < 1000; i++) sum += Math.sqrt(sum + 1);
    watch.mark();
    const facts = watch.facts()!;
    expect(sum).toBeGreaterThan(0);
    expect(facts.processorSeconds).toBeGreaterThan(0.005);
    expect(facts.seconds).toBeGreaterThan(0.05);
  });
});
