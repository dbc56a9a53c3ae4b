/**
 * Slows down those who guess: each wrong token is answered later than the one before, up to five seconds, and of many at once most are not
 * answered at all. Who has the right token never waits. A minute without a wrong one forgets. Test: test/unit/main/server/bad-tries.test.ts.
 */
export const badTryLimits = {
  free: 3,
  firstDelayMs: 200,
  longestDelayMs: 5000,
  forgetMs: 60_000,
  waiting: 16,
} as const;

export interface BadTriesWorld {
  nowMs(): number;
  pause(ms: number): Promise<void>;
}

export class BadTries {
  private readonly world: BadTriesWorld;
  private tries = 0;
  private last = Number.NEGATIVE_INFINITY;
  private waiting = 0;

  constructor(world: BadTriesWorld) {
    this.world = world;
  }

  /** Call after a wrong token. Resolves when it may be answered; false: too many wait already, so do not answer. */
  async mayAnswer(): Promise<boolean> {
    const now = this.world.nowMs();
    if (now - this.last > badTryLimits.forgetMs) this.tries = 0;
    this.last = now;
    this.tries++;
    const over = this.tries - badTryLimits.free;
    if (over <= 0) return true;
    if (this.waiting >= badTryLimits.waiting) return false;
    this.waiting++;
    const { firstDelayMs, longestDelayMs } = badTryLimits;
    await this.world.pause(Math.min(firstDelayMs * 2 ** Math.min(over - 1, 16), longestDelayMs));
    this.waiting--;
    return true;
  }
}
