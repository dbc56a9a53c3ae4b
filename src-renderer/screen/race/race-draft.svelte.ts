/**
 * A race that is being put together: samplers from runs, templates and models, the errors that are wanted, and a time. All samplers measure
 * what the first one measures. Test: test/unit/renderer/screen/race/race-draft.test.ts.
 */
import type {
  ContractFailure,
  EstimateFacts,
  ModelRow,
  Reply,
  TemplateFacts,
} from '../../../src-main/contract/index.ts';
import { call } from '../../state/connection.svelte.ts';
import { raceText as text } from '../../text/race.ts';
import { samplingDocument } from '../models/model-specs.ts';
import { isTable, type Table } from '../new-run/document-edit.ts';
import { tidy } from '../new-run/tidy.ts';
import { targetDifference } from './target-difference.ts';

export interface Contestant {
  /** Unlike any other's. */
  readonly key: string;
  readonly name: string;
  /** "as the run", "template". */
  readonly origin: string;
  readonly document: Table;
}

export interface Goal {
  readonly name: string;
  readonly error: number | null;
}

/** What sections of [measure] give, for suggestions. */
const givenBy: Readonly<Record<string, readonly string[]>> = {
  plaquette: ['plaquette'],
  rectangle: ['rectangle'],
  polyakov: ['polyakov.abs'],
  'topological-charge': ['topological-charge-squared'],
  scalar: ['phi2', 'chi2', 'abs-magnetisation', 'energy'],
};

const oneDigit = (value: number): number => Number(value.toPrecision(1));

const measuredBy = ({ document }: Contestant): readonly string[] =>
  isTable(document.measure) ? Object.keys(document.measure).flatMap((name) => givenBy[name] ?? []) : [];

/** The sections that say what is measured; undefined takes them away. */
const withMeasurements = (document: Table, of: Table): Table => {
  const { measure: _m, valence: _v, ...rest } = document;
  const { measure, valence } = of;
  return {
    ...rest,
    ...(measure === undefined ? {} : { measure }),
    ...(valence === undefined ? {} : { valence }),
  };
};

/** The target of a race, which may have other couplings than the training of a model had. */
const withTarget = (document: Table, of: Table): Table => {
  const { lattice: _l, action: _a, fermion: _f, ...rest } = document;
  const { lattice, action, fermion } = of;
  return {
    ...rest,
    ...(lattice === undefined ? {} : { lattice }),
    ...(action === undefined ? {} : { action }),
    ...(fermion === undefined ? {} : { fermion }),
  };
};

export class RaceDraft {
  contestants = $state.raw<readonly Contestant[]>([]);
  goals = $state.raw<readonly Goal[]>([{ name: '', error: null }]);
  name = $state('');
  minutes = $state<number | null>(10);
  problem = $state.raw<ContractFailure | null>(null);
  /** Why the last one could not be added, in a sentence. */
  refusal = $state<string | null>(null);
  starting = $state(false);
  /** Averages that the first run has, to suggest errors. */
  known = $state.raw<readonly EstimateFacts[]>([]);
  private next = 0;

  readonly suggestions: readonly string[] = $derived([
    ...new Set([...this.known.map(({ name }) => name), ...this.contestants.slice(0, 1).flatMap(measuredBy)]),
  ]);

  /** Null where a sampler has the target of the first one. */
  differenceOf(contestant: Contestant): string | null {
    const [first] = this.contestants;
    if (first === undefined || first === contestant) return null;
    const found = targetDifference(contestant.document, first.document);
    return found && text.differs(found.key, found.mine ?? text.missing, found.first ?? text.missing);
  }

  /** Why it cannot be started; null when it can. */
  get blocked(): string | null {
    if (this.contestants.length < 2) return text.twoNeeded;
    if (this.contestants.some((one) => this.differenceOf(one) !== null)) return text.fixTargets;
    const whole = this.goals.every(({ name, error }) => name.trim() !== '' && error !== null && error > 0);
    return whole && this.goals.length > 0 && this.minutes !== null ? null : text.goalNeeded;
  }

  async addRun(run: string): Promise<void> {
    const reply = await call('run.get', { run });
    if (!reply.ok) return this.fail(reply);
    const { row, specToml } = reply.value;
    const name = row.name ?? row.id;
    const document = specToml === null ? null : await this.read(specToml);
    if (document === null) {
      this.refusal = text.noSpec(name);
    } else if (document.training !== undefined) this.refusal = text.isTraining(name);
    else this.add(name, text.fromRun, document, row.results);
  }

  async addTemplate({ title, toml }: Pick<TemplateFacts, 'title' | 'toml'>): Promise<void> {
    const document = await this.read(toml);
    if (document === null) this.refusal = text.noSpec(title);
    else if (document.training !== undefined) this.refusal = text.isTraining(title);
    else this.add(typeof document.name === 'string' ? document.name : title, text.fromTemplate, document, []);
  }

  async addModel(model: ModelRow): Promise<void> {
    const fresh = await call('spec.freshSeed', {});
    if (!fresh.ok) return this.fail(fresh);
    const own = samplingDocument(model, fresh.value.seed);
    const [first] = this.contestants;
    const document = first === undefined ? own : withTarget(own, first.document);
    this.add(String(own.name), text.fromModel, document, []);
  }

  remove(key: string): void {
    const [first] = this.contestants;
    this.contestants = this.contestants.filter((one) => one.key !== key);
    if (first?.key === key) this.known = [];
  }

  setGoal(place: number, goal: Goal): void {
    this.goals = this.goals.with(place, goal);
  }

  /** The error that an observable has now, where that is known. */
  errorNow(name: string): EstimateFacts | undefined {
    return this.known.find((one) => one.name === name && one.error !== null);
  }

  /** The id of the race; undefined when it was refused, and `problem` says why. */
  async start(): Promise<string | undefined> {
    const [first] = this.contestants;
    const { minutes } = this;
    if (first === undefined || minutes === null || this.blocked !== null || this.starting) return undefined;
    this.starting = true;
    this.problem = null;
    const specs: string[] = [];
    for (const { document, name } of this.contestants) {
      const toml = await this.write(withMeasurements(document, first.document), name);
      if (toml !== undefined) specs.push(toml);
    }
    const whole = specs.length === this.contestants.length;
    const reply = whole
      ? await call('race.start', {
          name: this.name.trim() === '' ? null : this.name.trim(),
          specs,
          goals: this.goals.map(({ name, error }) => ({ name: name.trim(), error: error ?? 0 })),
          budgetSeconds: 60 * minutes,
        })
      : null;
    this.starting = false;
    if (reply === null) return undefined;
    if (reply.ok) return reply.value.race;
    this.problem = reply.error;
    return undefined;
  }

  private fail({ error }: Extract<Reply<unknown>, { ok: false }>): void {
    this.problem = error;
  }

  private add(name: string, origin: string, document: Table, known: readonly EstimateFacts[]): void {
    const isFirst = this.contestants.length === 0;
    this.refusal = null;
    this.problem = null;
    this.contestants = [...this.contestants, { key: String(this.next++), name, origin, document }];
    if (!isFirst) return;
    this.known = known.filter(({ error }) => error !== null);
    const goal = this.goals[0];
    if (this.goals.length === 1 && goal?.name === '' && goal.error === null) this.suggest();
  }

  /** Half of the error that the telling observable has now. */
  private suggest(): void {
    const telling = ['plaquette', 'topological-charge-squared', 'chi2', 'phi2'];
    const name = telling.find((one) => this.suggestions.includes(one)) ?? this.suggestions[0];
    if (name === undefined) return;
    const now = this.errorNow(name)?.error ?? null;
    this.goals = [{ name, error: now === null || now <= 0 ? null : oneDigit(now / 2) }];
  }

  private async read(toml: string): Promise<Table | null> {
    const checked = await call('spec.check', { toml });
    return checked.ok ? (checked.value.document as Table | null) : null;
  }

  private async write(document: Table, name: string): Promise<string | undefined> {
    // what is measured decides which other keys apply
    const { document: whole } = tidy(document, new Map());
    const checked = await call('spec.checkDocument', { document: { ...whole } as never });
    if (!checked.ok) {
      this.problem = checked.error;
      return undefined;
    }
    const [wrong] = checked.value.problems;
    if (wrong === undefined) return checked.value.toml;
    this.problem = { code: 'spec.conflict', message: `${name}: ${wrong.message}`, remedy: wrong.remedy };
    return undefined;
  }
}
