/**
 * How fast one page may call: a bucket of calls that fills again with time. Who is too fast waits; nothing is refused.
 * Test: test/unit/main/server/call-rate.test.ts.
 */
export interface RateLimits {
  /** Calls at once. */
  readonly burst: number;
  readonly perSecond: number;
}

export const rateLimits: RateLimits = { burst: 400, perSecond: 200 };

export class CallRate {
  private readonly limits: RateLimits;
  private left: number;
  private last: number;

  constructor(nowMs: number, limits: RateLimits = rateLimits) {
    this.limits = limits;
    this.left = limits.burst;
    this.last = nowMs;
  }

  /** Takes note of one call; answers for how many milliseconds no more should be read. */
  count(nowMs: number): number {
    const gained = (Math.max(0, nowMs - this.last) * this.limits.perSecond) / 1000;
    this.left = Math.min(this.limits.burst, this.left + gained) - 1;
    this.last = nowMs;
    return this.left >= 0 ? 0 : Math.ceil((-this.left * 1000) / this.limits.perSecond);
  }
}
