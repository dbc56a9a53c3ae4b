/** A two-way carrier of structured messages, in order. Messages posted after either side closed are lost. */
export interface Port {
  post(message: unknown): void;
  /** One listener; messages that came before it wait. */
  listen(handler: (message: unknown) => void): void;
  /** Called once when the other side is gone. */
  onClose(handler: () => void): void;
  close(): void;
  /** Bytes that were posted and are still on their way; absent where the carrier does not tell. */
  backlog?(): number;
}
