/** Facts about runs as short texts and numbers. Test: test/unit/renderer/screen/runs/run-facts.test.ts. */

/** `8x8x8x16`: short, and easy to type into a filter. */
export const latticeText = (dims: readonly number[]): string => dims.join('x');

/** The coupling out of an action's words: "Wilson action, beta 5.7", and quarks after a comma. */
export const betaOf = (action: string | null): number | null => {
  const [, beta] = /^\w+ action, beta ([\d.]+(?:e[+-]?\d+)?)(?:,|$)/.exec(action ?? '') ?? [];
  return beta === undefined ? null : Number(beta);
};

/** Five significant digits, for single values that carry no error. */
export const shortNumber = (value: number): string => {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  return String(Number(value.toPrecision(5)));
};
