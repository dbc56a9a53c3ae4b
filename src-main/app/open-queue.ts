/**
 * What was asked for before the application could show anything waits here; later requests pass through. In order, one at a time.
 * Test: test/unit/main/app/open-queue.test.ts.
 */
export class OpenQueue<T> {
  private readonly waiting: T[] = [];
  private handle: ((request: T) => Promise<void>) | undefined;
  private work: Promise<void> = Promise.resolve();

  push(request: T): void {
    this.waiting.push(request);
    this.run();
  }

  /** Everything so far, then everything that comes. Resolves when what had been waiting is done. */
  open(handle: (request: T) => Promise<void>): Promise<void> {
    this.handle = handle;
    this.run();
    return this.work;
  }

  private run(): void {
    const { handle } = this;
    if (handle === undefined) return;
    for (const request of this.waiting.splice(0))
      this.work = this.work.then(() => handle(request)).catch(() => undefined);
  }
}
