/** The drawing of the quick start: grid lines and a chain that settles, from fixed numbers, in a box of 352 by 200. */
const spacing = 32;

export const latticeLines: readonly string[] = [
  ...Array.from({ length: 10 }, (_, i) => `M${16 + i * spacing} 0V200`),
  ...Array.from({ length: 6 }, (_, i) => `M0 ${20 + i * spacing}H352`),
];

/** Points of 1 - exp(-x) with fluctuations of a linear congruential sequence. */
export const settling: string = (() => {
  let state = 20;
  const points = Array.from({ length: 118 }, (_, i) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const noise = (state / 2_147_483_648 - 0.5) * 17;
    return `${i * 3} ${(74 + 110 * Math.exp(-i / 9) + noise).toFixed(1)}`;
  });
  return `M${points.join('L')}`;
})();
