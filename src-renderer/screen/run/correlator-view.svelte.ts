/**
 * What the correlators' tab shows: one correlator, its data after the cut and a fit that follows what the user asks for. Requests that
 * were overtaken are not sent, so a handle can be dragged. Test: test/unit/renderer/screen/run/correlator-view.test.ts.
 */
import { type CorrelatorName, correlatorsAmong } from '../../../src-engine/api/series/correlator-name.ts';
import type {
  ContractFailure,
  CorrelatorData,
  CorrelatorFitFacts,
  CorrelatorModelName,
  FitWeighing,
} from '../../../src-main/contract/index.ts';
import { call } from '../../state/connection.svelte.ts';
import { LatestOnly } from '../../state/latest-only.ts';

export class CorrelatorView {
  readonly run: string;
  all = $state.raw<readonly CorrelatorName[]>([]);
  name = $state<string | null>(null);
  data = $state.raw<CorrelatorData | null>(null);
  fit = $state.raw<CorrelatorFitFacts | null>(null);
  /** Why there is no data, or no such fit. */
  failure = $state.raw<ContractFailure | null>(null);
  fitFailure = $state.raw<ContractFailure | null>(null);
  model = $state<CorrelatorModelName>('cosh');
  states = $state<1 | 2>(1);
  weighing = $state<FitWeighing>('diagonal');
  range = $state.raw<readonly [number, number]>([0, 0]);
  /** The user has moved an end: data that come later do not move it back. */
  private moved = false;
  private cut: number | null = null;
  private readonly loads = new LatestOnly();
  private readonly fits = new LatestOnly();

  constructor(run: string) {
    this.run = run;
  }

  /** The series that there are, and the cut to use (null: the run's own). Asks again for what is shown. */
  follow(series: readonly string[], cut: number | null): void {
    this.all = correlatorsAmong(series);
    this.cut = cut;
    if (this.name === null || !this.all.some(({ name }) => name === this.name))
      this.name = (this.all.find(({ kind }) => kind === 'meson') ?? this.all[0])?.name ?? null;
    this.load();
  }

  choose(name: string): void {
    this.name = name;
    this.moved = false;
    this.data = null;
    this.fit = null;
    this.load();
  }

  /** The range, the model or the weights that the user asks for. */
  ask(wanted: Partial<Pick<CorrelatorView, 'range' | 'model' | 'states' | 'weighing'>>): void {
    if (wanted.range !== undefined) this.moved = true;
    Object.assign(this, wanted);
    this.refit();
  }

  /** Back to the range that the engine suggests. */
  suggest(): void {
    if (this.data === null) return;
    this.moved = false;
    this.range = this.data.suggested;
    this.refit();
  }

  private load(): void {
    const { run, name, cut } = this;
    if (name === null) return;
    this.loads.run(async () => {
      const reply = await call('run.correlator', { run, name, cut });
      if (this.name !== name) return;
      this.failure = reply.ok ? null : reply.error;
      if (!reply.ok) return;
      const before = this.data;
      this.data = reply.value;
      const { models, suggested, range } = reply.value;
      if (!models.includes(this.model)) this.model = models[0]!;
      if (before?.name !== name) this.model = models[0]!;
      const [from, to] = this.range;
      const stays = this.moved && from >= range[0] && to <= range[1];
      if (!stays) this.range = suggested;
      this.refit();
    });
  }

  private refit(): void {
    const { run, name, cut, model, states, weighing } = this;
    const [from, to] = this.range;
    if (name === null) return;
    this.fits.run(async () => {
      const reply = await call('run.correlatorFit', { run, name, cut, from, to, model, states, weighing });
      if (this.name !== name) return;
      this.fit = reply.ok ? reply.value : null;
      this.fitFailure = reply.ok ? null : reply.error;
    });
  }
}
