/** The races of the open workspace, newest first: `race.list`, then events. Test: test/unit/renderer/screen/race/race-state.test.ts. */
import type { ContractFailure, RaceRow } from '../../../src-main/contract/index.ts';
import { call, on } from '../../state/connection.svelte.ts';

export class Races {
  rows = $state.raw<readonly RaceRow[]>([]);
  loaded = $state(false);
  problem = $state.raw<ContractFailure | null>(null);

  /** Answers what ends it. */
  follow(): () => void {
    void this.load();
    const ends = [
      on('race.changed', ({ row }) => this.put(row)),
      on('race.forgotten', ({ race }) => {
        this.rows = this.rows.filter(({ id }) => id !== race);
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  private async load(): Promise<void> {
    const reply = await call('race.list', {});
    this.problem = reply.ok ? null : reply.error;
    if (reply.ok) {
      // an event may have been faster than the list
      const newer = new Map(this.rows.map((row) => [row.id, row]));
      this.rows = reply.value.map((row) => {
        const told = newer.get(row.id);
        return told !== undefined && told.changed > row.changed ? told : row;
      });
    }
    this.loaded = true;
  }

  private put(row: RaceRow): void {
    const at = this.rows.findIndex(({ id }) => id === row.id);
    this.rows = at < 0 ? [row, ...this.rows] : this.rows.with(at, row);
  }
}
