/** How work in a field thread says how far it is, and learns that it shall stop. Test: test/unit/main/configuration/field-work.test.ts. */

/** Thrown by `report` once the work was cancelled; nobody but the thread's entry catches it for good. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

export interface Ticket {
  /** `fraction` from 0 to 1, or null when it cannot be told; throws `Cancelled` when the work shall stop. */
  report(fraction: number | null, step: string): void;
  readonly cancelled: boolean;
}

const INTERVAL_MS = 100;

/** A ticket over a shared word; tells progress at most ten times a second. */
export const sharedTicket = (
  word: Int32Array,
  tell: (fraction: number | null, step: string) => void,
): Ticket => {
  let last = Number.NEGATIVE_INFINITY;
  const isCancelled = (): boolean => Atomics.load(word, 0) !== 0;
  return {
    get cancelled() {
      return isCancelled();
    },
    report: (fraction, step) => {
      if (isCancelled()) throw new Cancelled();
      const now = performance.now();
      if (now - last < INTERVAL_MS) return;
      last = now;
      tell(fraction, step);
    },
  };
};

/** A ticket for a part of the work: its fractions are from `from` to `to` of the whole. */
export const partOf = (ticket: Ticket, from: number, to: number): Ticket => ({
  get cancelled() {
    return ticket.cancelled;
  },
  report: (fraction, step) => ticket.report(fraction === null ? null : from + fraction * (to - from), step),
});
