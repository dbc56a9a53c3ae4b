/** The engine's side of one page: a `Port` whose other end is the page's WebSocket. Test: test/unit/main/server/page-client.test.ts. */
import type { Port } from '../port/port.ts';

/** The page's end. */
export interface LineUser {
  /** From the engine. */
  receive(message: unknown): void;
  /** Bytes on their way to the page. */
  backlog(): number;
}

export class EngineLine implements Port {
  private readonly user: LineUser;
  private readonly waiting: unknown[] = [];
  private readonly closers: (() => void)[] = [];
  private handler: ((message: unknown) => void) | undefined;
  private open = true;

  constructor(user: LineUser) {
    this.user = user;
  }

  /** From the engine to the page. */
  post(message: unknown): void {
    if (this.open) this.user.receive(message);
  }

  backlog(): number {
    return this.user.backlog();
  }

  /** From the page to the engine. */
  deliver(message: unknown): void {
    if (!this.open) return;
    if (this.handler === undefined) this.waiting.push(message);
    else this.handler(message);
  }

  listen(handler: (message: unknown) => void): void {
    this.handler = handler;
    for (const message of this.waiting.splice(0)) handler(message);
  }

  onClose(handler: () => void): void {
    this.closers.push(handler);
  }

  /** By the engine: it has done with this page. */
  close(): void {
    this.open = false;
  }

  /** By the server: the page is gone. */
  end(): void {
    if (!this.open) return;
    this.open = false;
    for (const closed of this.closers) closed();
  }
}
