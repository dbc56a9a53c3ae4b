/**
 * How well typed letters fit a title: all must occur in order; beginnings of words and neighbours count more, long titles a little
 * less. Test: test/unit/renderer/command/fuzzy.test.ts.
 */
export interface Match {
  readonly score: number;
  /** Indices of the letters that fit, for marking them. */
  readonly at: readonly number[];
}

const boundary = (text: string, at: number): boolean => at === 0 || /[\s.:/()-]/.test(text[at - 1] ?? '');

/** Undefined when it does not fit. An empty query fits everything alike. */
export const fuzzyMatch = (query: string, title: string): Match | undefined => {
  const wanted = query.toLowerCase().replace(/\s+/g, '');
  const text = title.toLowerCase();
  // best[j]: the best way to have placed all letters so far with the last one at j
  let best = new Map<number, Match>([[-1, { score: 0, at: [] }]]);
  for (const letter of wanted) {
    const next = new Map<number, Match>();
    for (let j = text.indexOf(letter); j >= 0; j = text.indexOf(letter, j + 1)) {
      const own = boundary(text, j) ? 8 : 1;
      let found: Match | undefined;
      for (const [last, way] of best) {
        if (last >= j) continue;
        const score = way.score + own + (last >= 0 && last === j - 1 ? 10 : 0);
        if (found === undefined || score > found.score) found = { score, at: [...way.at, j] };
      }
      if (found !== undefined) next.set(j, found);
    }
    if (next.size === 0) return undefined;
    best = next;
  }
  let winner: Match | undefined;
  for (const way of best.values()) if (winner === undefined || way.score > winner.score) winner = way;
  return winner && { score: winner.score - title.length / 100, at: winner.at };
};

/** Those that fit, best first; equal ones in their order. */
export const fuzzySort = <T>(
  query: string,
  items: readonly T[],
  title: (item: T) => string,
): readonly { readonly item: T; readonly at: readonly number[] }[] =>
  items
    .map((item) => ({ item, match: fuzzyMatch(query, title(item)) }))
    .filter((found): found is { item: T; match: Match } => found.match !== undefined)
    .sort((a, b) => (query.trim() === '' ? 0 : b.match.score - a.match.score))
    .map(({ item, match }) => ({ item, at: match.at }));
