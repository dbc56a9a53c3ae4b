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
import { runText as text } from '../../text/run.ts';
import { liveNames } from './history-series.ts';
import { type LiveRows, LiveSeries } from './live-series.svelte.ts';
import { isTraining } from './training-models.ts';

const REFRESH_MS = 2000;
const STRETCH_POINTS = 50_000;

/** Of a run that was there. */
const removed: ContractFailure = {
  code: 'run.notFound',
  message: text.removed,
  remedy: text.removedRemedy,
};

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
  /** Rows of the shown stretch of a series that is too long to be held whole. */
  finer = $state.raw<{ readonly name: string; readonly rows: LiveRows } | null>(null);
  private readonly stretches = new LatestOnly();
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
      on('run.removed', ({ run }) => {
        if (run === this.run) this.failure = removed;
      }),
      // its folder may be back
      on('workspace.changed', () => {
        if (this.failure !== null) this.reload();
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
        // while the engine is away its banner says so, and what was shown stays
        if (reply.error.code === 'run.notFound' && this.detail !== null) this.failure = removed;
        else if (reply.error.code !== 'ipc.gone' || this.detail === null) this.failure = reply.error;
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
    // a training has nothing to average
    const averages = !isTraining(this.detail?.series ?? []);
    this.averages.run(async () => {
      const [results, analysis] = await Promise.all([
        call('run.results', { run, cut }),
        averages ? call('run.analysis', { run, observable, cut }) : null,
      ]);
      if (results.ok) this.results = results.value.results;
      this.analysis = analysis?.ok ? analysis.value : null;
    });
  }

  /** Asks for every row between two updates, or as many as a chart can show, when the page holds thinned ones; null: all of it again. */
  refine(name: string, range: readonly [number, number] | null): void {
    const held = this.live?.rows.get(name);
    if (range === null || held === undefined || held.total <= held.update.length) {
      this.finer = null;
      return;
    }
    const [from, to] = [Math.max(0, Math.floor(range[0])), Math.max(0, Math.ceil(range[1]))];
    this.stretches.run(async () => {
      const reply = await call('run.series', {
        run: this.run,
        names: [name],
        from,
        to,
        points: STRETCH_POINTS,
      });
      const rows = reply.ok ? reply.value[0] : undefined;
      this.finer = rows === undefined ? null : { name, rows };
    });
  }

  private openSeries(series: readonly string[]): void {
    const names = liveNames(series);
    if (names.length === 0 || names.join() === this.names) return;
    this.names = names.join();
    this.live?.close();
    this.live = new LiveSeries(this.run, names);
    if (!series.includes(this.observable)) this.observable = names[0]!;
  }
}
