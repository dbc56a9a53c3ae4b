/**
 * Passes on at most one value per interval: the first at once, later ones at its end, the last one always.
 * Proved by test/unit/renderer/chart/throttle.test.ts.
 */
export interface Throttle<T> {
  push(value: T): void;
  /** Passes on `value` now and forgets what waited. */
  flush(value: T): void;
  stop(): void;
}

export function throttle<T>(milliseconds: number, pass: (value: T) => void): Throttle<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: { readonly value: T } | undefined;
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = undefined;
      if (waiting === undefined) return;
      const { value } = waiting;
      waiting = undefined;
      pass(value);
      rest();
    }, milliseconds);
  };
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    waiting = undefined;
  };
  return {
    push(value) {
      if (timer !== undefined) waiting = { value };
      else {
        pass(value);
        rest();
      }
    },
    flush(value) {
      stop();
      pass(value);
    },
    stop,
  };
}
