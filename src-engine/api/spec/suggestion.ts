/**
 * "Did you mean": the candidate nearest to a mistyped word by edit distance with adjacent transpositions counted once
 * (optimal string alignment; Damerau 1964, Levenshtein 1966), when it is near enough to be a slip.
 */

/** Longer words are not slips of our keys; bounding them keeps the cost of a hostile file small. */
const longestWord = 64;

export const editDistance = (a: string, b: string): number => {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const differs = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + differs);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length]!;
};

/** The nearest candidate, or undefined when all are too far: more than a third of the word, and more than one slip. */
export const closest = (word: string, candidates: readonly string[]): string | undefined => {
  if (word.length > longestWord) return undefined;
  const plain = normal(word);
  let best: string | undefined;
  let distance = Math.max(1, Math.floor(plain.length / 3)) + 1;
  for (const candidate of candidates) {
    const d = editDistance(plain, normal(candidate));
    if (d < distance) {
      best = candidate;
      distance = d;
    }
  }
  return best;
};

/** Spelling habits that are not mistakes of meaning: case and the choice of separator. */
const normal = (word: string): string =>
  word
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[_\s]/g, '-');
