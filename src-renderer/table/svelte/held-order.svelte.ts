/**
 * Keeps rows in their places while somebody's pointer or keyboard is among them, and for a moment after, so that the button that sorts
 * again can be reached. Made while a component is made. Test: test/e2e/runs.spec.ts; the order itself: steady-order.ts.
 */
import { type SteadyOrder, steadyOrder } from '../steady-order.ts';

const lingersMs = 4000;

export class HeldOrder<Row> {
  /** Hands are on the table; for `bind:`. */
  held = $state(false);
  private holding = $state(false);
  private resorted = $state(0);
  private drawn: readonly string[] = [];
  private drawnFor = '';
  private readonly sorted: () => readonly Row[];
  private readonly asked: () => string;
  private readonly idOf: (row: Row) => string;

  /** `sorted`: rows in the order that is right now; `asked`: changes when a user asks for another order, which then comes at once. */
  constructor(sorted: () => readonly Row[], asked: () => string, idOf: (row: Row) => string) {
    this.sorted = sorted;
    this.asked = asked;
    this.idOf = idOf;
    $effect(() => {
      if (this.held || !this.waits) {
        this.holding = this.held;
        return undefined;
      }
      const timer = setTimeout(() => {
        this.holding = false;
      }, lingersMs);
      return () => clearTimeout(timer);
    });
    $effect(() => {
      this.drawn = this.ids;
      this.drawnFor = this.order;
    });
  }

  private readonly order: string = $derived.by(() => `${this.asked()} ${this.resorted}`);
  readonly steady: SteadyOrder<Row> = $derived.by(() =>
    this.holding && this.order === this.drawnFor
      ? steadyOrder(this.sorted(), this.drawn, this.idOf)
      : { rows: this.sorted(), waiting: 0 },
  );
  readonly ids: readonly string[] = $derived.by(() => this.steady.rows.map(this.idOf));
  private readonly waits: boolean = $derived(this.steady.waiting > 0);

  sortAgain(): void {
    this.resorted += 1;
  }
}
