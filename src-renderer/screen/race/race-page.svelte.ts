/**
 * What the page of a race knows. Its report is made from the runs each time, so while it goes on it is asked for at most every few seconds.
 * Test: test/unit/renderer/screen/race/race-state.test.ts.
 */
import type { ContractFailure, RaceReport, RaceRow } from '../../../src-main/contract/index.ts';
import { call, on } from '../../state/connection.svelte.ts';
import { LatestOnly } from '../../state/latest-only.ts';

const REFRESH_MS = 3000;

export class RacePage {
  readonly race: string;
  row = $state.raw<RaceRow | null>(null);
  report = $state.raw<RaceReport | null>(null);
  problem = $state.raw<ContractFailure | null>(null);
  /** It was taken off the list while it was shown. */
  gone = $state(false);
  private readonly reports = new LatestOnly();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(race: string) {
    this.race = race;
  }

  /** Answers what ends it. */
  follow(): () => void {
    this.load();
    const ends = [
      on('race.changed', ({ row }) => {
        if (row.id !== this.race) return;
        const ended = this.row?.state === 'running' && row.state !== 'running';
        this.row = row;
        if (ended) this.load();
        else this.loadSoon();
      }),
      on('race.forgotten', ({ race }) => {
        if (race === this.race) this.gone = true;
      }),
    ];
    return () => {
      clearTimeout(this.timer);
      this.timer = undefined;
      for (const end of ends) end();
    };
  }

  private loadSoon(): void {
    this.timer ??= setTimeout(() => this.load(), REFRESH_MS);
  }

  private load(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.reports.run(async () => {
      const reply = await call('race.detail', { race: this.race });
      this.problem = reply.ok ? null : reply.error;
      if (!reply.ok) return;
      this.row = reply.value.row;
      this.report = reply.value.report;
    });
  }
}
