/** Many small waits at a time, a bounded number of them. Proof: test/unit/main/storage/in-parallel.test.ts. */

/** Calls `work` for each item, in order of beginning, at most `width` at a time. The first error ends it. */
export const inParallel = async <T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const line = async (): Promise<void> => {
    while (next < items.length) await work(items[next++]!);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, line));
};
