/** What a word means among things with identifiers and names. Test: test/unit/main/cli/find-run.test.ts. */
export interface Named {
  readonly id: string;
  readonly name?: string;
}

/** Ways of naming a thing, the strictest first; the first that fits anything decides. */
const readings: readonly ((thing: Named, word: string) => boolean)[] = [
  ({ id }, word) => id === word,
  ({ name }, word) => name === word,
  ({ id }, word) => id.startsWith(word),
];

/** All that fit: exactly one, when the word is a good one. */
export const findNamed = <T extends Named>(things: readonly T[], word: string): readonly T[] => {
  if (word === '') return [];
  for (const fits of readings) {
    const found = things.filter((thing) => fits(thing, word));
    if (found.length > 0) return found;
  }
  return [];
};
