/**
 * When a process that died is started again: at once the first time, later each time, not at all after several deaths in a minute.
 * Test: test/unit/main/app/restart-policy.test.ts.
 */
const WINDOW_MS = 60_000;
const FIRST_MS = 200;
const GROWTH = 4;
/** The death within a minute after which it stays down. */
export const LAST_DEATH = 5;

export type Restart =
  | { readonly kind: 'again'; readonly afterMs: number }
  | { readonly kind: 'give-up'; readonly deaths: number };

/** Deaths of the last minute, this one included. */
export const recentDeaths = (deaths: readonly number[], now: number): readonly number[] =>
  deaths.filter((time) => now - time < WINDOW_MS);

export const nextRestart = (deaths: readonly number[], now: number): Restart => {
  const count = recentDeaths(deaths, now).length;
  if (count >= LAST_DEATH) return { kind: 'give-up', deaths: count };
  return { kind: 'again', afterMs: FIRST_MS * GROWTH ** Math.max(0, count - 1) };
};
