/** What the engine says about the runs that are compared; asked again when one of them changes, at most every few seconds. */
import type { Comparison, ContractFailure, RunDetail, SeriesData } from '../../../src-main/contract/index.ts';
import { call, on } from '../../state/connection.svelte.ts';
import type { Table } from '../new-run/document-edit.ts';
import { keyTexts } from './key-texts.ts';

const refreshMs = 4000;
/** Points of one run in the overlay. */
const points = 2000;

export class ComparisonPage {
  comparison = $state.raw<Comparison | null>(null);
  problem = $state.raw<ContractFailure | null>(null);
  details = $state.raw<ReadonlyMap<string, RunDetail>>(new Map());
  series = $state.raw<ReadonlyMap<string, SeriesData>>(new Map());
  /** All keys of each run's specification; asked for on demand. */
  keys = $state.raw<readonly (ReadonlyMap<string, string> | null)[] | null>(null);
  private readonly runs: readonly string[];
  private observable: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(runs: readonly string[]) {
    this.runs = runs;
  }

  /** Answers what ends it. */
  follow(): () => void {
    void this.load();
    const off = on('run.changed', ({ row }) => {
      if (!this.runs.includes(row.id) || this.timer !== undefined) return;
      this.timer = setTimeout(() => {
        this.timer = undefined;
        void this.load();
      }, refreshMs);
    });
    return () => {
      off();
      clearTimeout(this.timer);
    };
  }

  async load(): Promise<void> {
    const [reply, ...details] = await Promise.all([
      call('run.compare', { runs: [...this.runs] }),
      ...this.runs.map((run) => call('run.get', { run })),
    ]);
    this.problem = reply.ok ? null : reply.error;
    if (reply.ok) this.comparison = reply.value;
    this.details = new Map(details.flatMap((one) => (one.ok ? [[one.value.row.id, one.value]] : [])));
    if (this.observable !== null) await this.loadSeries(this.observable);
  }

  async loadSeries(observable: string): Promise<void> {
    this.observable = observable;
    const having = this.runs.filter((run) => this.details.get(run)?.series.includes(observable));
    const replies = await Promise.all(
      having.map((run) => call('run.series', { run, names: [observable], from: null, to: null, points })),
    );
    if (this.observable !== observable) return;
    this.series = new Map(
      replies.flatMap((reply, place): [string, SeriesData][] => {
        const data = reply.ok ? reply.value[0] : undefined;
        return data === undefined ? [] : [[having[place]!, data]];
      }),
    );
  }

  async loadKeys(): Promise<void> {
    this.keys = await Promise.all(
      this.runs.map(async (run) => {
        const toml = this.details.get(run)?.specToml ?? null;
        const checked = toml === null ? null : await call('spec.check', { toml });
        return checked?.ok && checked.value.document !== null
          ? keyTexts(checked.value.document as Table)
          : null;
      }),
    );
  }
}
