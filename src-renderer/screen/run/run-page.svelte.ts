/**
 * What the page of a run knows: the run, its live series, averages and analysis after the cut that is shown. While the run goes on,
 * averages follow at most every two seconds.
 */
import type {
  Analysis,
  ContractFailure,
  EstimateFacts,
  RunDetail,
} from '../../../src-main/contract/index.ts';
import { call, on } from '../../state/connection.svelte.ts';
import { LatestOnly } from '../../state/latest-only.ts';
import { LiveSeries } from './live-series.svelte.ts';

const REFRESH_MS = 2000;

export class RunPage {
  readonly run: string;
  detail = $state.raw<RunDetail | null>(null);
  failure = $state.raw<ContractFailure | null>(null);
  live = $state.raw<LiveSeries | null>(null);
  observable = $state('plaquette');
  /** Where the user has put the cut; null: the run's own. */
  cut = $state<number | null>(null);
  results = $state.raw<readonly EstimateFacts[]>([]);
  analysis = $state.raw<Analysis | null>(null);
  private names = '';
  private readonly averages = new LatestOnly();
  private readonly details = new LatestOnly();

  constructor(run: string) {
    this.run = run;
  }

  /** Begins to follow the run; answers what ends it. */
  follow(): () => void {
    this.reload();
    const ends = [
      on('run.changed', ({ row }) => {
        if (row.id === this.run) this.reload();
      }),
      on('run.configurationSaved', ({ run }) => {
        if (run === this.run) this.reload();
      }),
      on('run.alarmed', ({ run }) => {
        if (run === this.run) this.reload();
      }),
    ];
    const timer = setInterval(() => {
      if (this.detail?.row.state === 'running') this.refresh();
    }, REFRESH_MS);
    return () => {
      clearInterval(timer);
      for (const end of ends) end();
      this.live?.close();
      this.live = null;
      this.names = '';
    };
  }

  /** The cut that averages use. */
  get shownCut(): number {
    return this.cut ?? this.detail?.cut.update ?? 0;
  }

  reload(): void {
    this.details.run(async () => {
      const reply = await call('run.get', { run: this.run });
      if (!reply.ok) {
        this.failure = reply.error;
        return;
      }
      this.failure = null;
      this.detail = reply.value;
      this.openSeries(reply.value.series);
      this.refresh();
    });
  }

  /** Averages and analysis again, after the cut or the observable or the data changed. */
  refresh(): void {
    const { run, observable, cut } = this;
    this.averages.run(async () => {
      const [results, analysis] = await Promise.all([
        call('run.results', { run, cut }),
        call('run.analysis', { run, observable, cut }),
      ]);
      if (results.ok) this.results = results.value.results;
      this.analysis = analysis.ok ? analysis.value : null;
    });
  }

  private openSeries(series: readonly string[]): void {
    const names = series.slice(0, 64);
    if (names.length === 0 || names.join() === this.names) return;
    this.names = names.join();
    this.live?.close();
    this.live = new LiveSeries(this.run, names);
    if (!series.includes(this.observable) && series[0] !== undefined) this.observable = series[0];
  }
}
