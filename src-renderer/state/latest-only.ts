/**
 * Keeps one request at work and at most one waiting, the newest: for pictures that follow a slider. What was overtaken is never asked for.
 * Test: test/unit/renderer/state/latest-only.test.ts.
 */
export class LatestOnly {
  private busy = false;
  private waiting: (() => Promise<void>) | undefined;

  /** `work` must not reject. */
  run(work: () => Promise<void>): void {
    if (this.busy) {
      this.waiting = work;
      return;
    }
    this.busy = true;
    void work().finally(() => {
      this.busy = false;
      const next = this.waiting;
      this.waiting = undefined;
      if (next !== undefined) this.run(next);
    });
  }
}
