/**
 * The schedule of a chain: its phases with their update algorithms, and the number of the update that is next. An update is one pass through the list of its phase;
 * random numbers are functions of (seed, update number, stage, site) alone.
 * Test: test/unit/engine/run/chain.test.ts.
 */
import type { PhaseSpec, UpdateSpec } from '../api/spec/run-spec.ts';
import { STAGES, type Updater } from './updater.ts';

interface Phase {
  readonly name: string;
  /** Number of the phase's last update. */
  readonly last: number;
  readonly updaters: readonly Updater[];
}

export class Chain {
  readonly totalUpdates: number;
  private readonly phases: readonly Phase[];
  private readonly seed: number;
  private done = 0;

  /** `makeUpdater` gets the update, and the number of its phase from 0. */
  constructor(
    spec: { readonly seed: number; readonly phase: readonly PhaseSpec[] },
    makeUpdater: (update: UpdateSpec, phase: number) => Updater,
  ) {
    this.seed = spec.seed;
    let last = 0;
    this.phases = spec.phase.map(({ name, updates, update }, i) => {
      last += updates;
      return { name, last, updaters: update.map((one) => makeUpdater(one, i)) };
    });
    this.totalUpdates = last;
  }

  /** Updates done so far. */
  get update(): number {
    return this.done;
  }

  /** Name of the phase of the next update (of the last one, at the end). */
  get phase(): string {
    return this.phaseOf(this.done + 1).name;
  }

  /** Goes on after update number `update`. */
  restore(update: number): void {
    this.done = update;
  }

  /** The next update; what its algorithms gave, by metric name: `NAME.2` for the second item of the list that gives it. */
  step(): Record<string, number> {
    const update = ++this.done;
    const values: Record<string, number> = {};
    this.phaseOf(update).updaters.forEach((updater, i) => {
      const results = updater.apply({ seed: this.seed, update, stage: i * STAGES });
      for (const [name, value] of Object.entries(results))
        values[name in values ? `${name}.${i + 1}` : name] = value;
    });
    return values;
  }

  private phaseOf(update: number): Phase {
    return this.phases.find((p) => update <= p.last) ?? this.phases.at(-1)!;
  }
}
