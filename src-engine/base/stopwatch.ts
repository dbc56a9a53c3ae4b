/** Seconds of wall-clock time since some moment, for what diagnostics report; nothing that is computed may depend on it. */
export const seconds = (): number =>
  (globalThis as unknown as { performance: { now(): number } }).performance.now() / 1000;
