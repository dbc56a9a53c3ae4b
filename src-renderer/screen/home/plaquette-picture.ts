/** The drawing of the quick start: grid lines and a chain that settles, from fixed numbers, in a box of 352 by 200. */
const spacing = 32;

export const latticeLines: readonly string[] = [
  ...Array.from({ length: 10 }, (_, i) => `M${16 + i * spacing} 0V200`),
  ...Array.from({ length: 6 }, (_, i) => `M0 ${20 + i * spacing}H352`),
];

/** Points of 1 - exp(-x) with fluctuations that remember the one before, as those of a Markov chain do. */
export const settling: string = (() => {
  let state = 4711;
  let fluctuation = 0;
  const points = Array.from({ length: 118 }, (_, i) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    fluctuation = 0.55 * fluctuation + (state / 2 ** 32 - 0.5) * 13;
    return `${i * 3} ${(74 + 112 * Math.exp(-i / 10) + fluctuation).toFixed(1)}`;
  });
  return `M${points.join('L')}`;
})();
