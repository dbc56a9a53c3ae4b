/**
 * The run that is being written: one specification as a form and as text. After a change of the form the engine makes the text, after a
 * change of the text it reads the form; it checks both a moment after the last key. Answers that were overtaken are dropped.
 */
import type { CheckedSpec, ContractFailure, Reply, SpecEstimate } from '../../../src-main/contract/index.ts';
import { call } from '../../state/connection.svelte.ts';
import { orReport } from '../../state/notices.svelte.ts';
import { changedKeys } from './changed-keys.ts';
import { type Json, type Table, valueAt } from './document-edit.ts';
import { type DraftOrigin, readDraft, writeDraft } from './draft-store.ts';
import { patchToml } from './patch-toml.ts';
import { emptyDocument } from './starters.ts';
import { type Shelf, tidy } from './tidy.ts';

const formDelayMs = 120;
const textDelayMs = 250;
const estimateDelayMs = 500;
const nothingShelved: Shelf = new Map();

class NewRun {
  /** Null until something was chosen to begin with. */
  origin = $state.raw<DraftOrigin | null>(null);
  document = $state.raw<Table>(emptyDocument);
  toml = $state.raw('');
  problems = $state.raw<CheckedSpec['problems']>([]);
  /** The text is no TOML: the form shows what it last held. */
  readonly textOnly: boolean = $derived(
    this.problems.some(({ path, line }) => path === null && line !== null),
  );
  /** Text and form do not yet agree, or have not been checked. */
  pending = $state(false);
  estimate = $state.raw<SpecEstimate | null>(null);
  estimating = $state(false);
  creating = $state(false);
  /** Why a template, fork or file could not be read. */
  problem = $state.raw<ContractFailure | null>(null);
  readonly changed: ReadonlyMap<string, string | null> = $derived(
    this.origin?.kind === 'fork' && this.origin.parent !== null
      ? changedKeys(this.document, this.origin.parent)
      : new Map(),
  );
  private shelf: Shelf = nothingShelved;
  /** What the text says. */
  private written: Table = emptyDocument;
  private serial = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private estimateTimer: ReturnType<typeof setTimeout> | undefined;

  /** What was there when the screen was left, also before a reload. */
  async resume(): Promise<void> {
    if (this.origin !== null) return;
    const draft = readDraft(sessionStorage);
    if (draft !== null) await this.begin(draft.toml, draft.origin);
  }

  async begin(toml: string, origin: DraftOrigin): Promise<void> {
    this.origin = origin;
    this.document = emptyDocument;
    this.shelf = nothingShelved;
    this.problem = null;
    this.toml = toml;
    await this.checkText();
  }

  async beginFork(run: string, update: number | null): Promise<void> {
    const fork = await call('run.forkSpec', { run, update });
    if (!fork.ok) {
      this.problem = fork.error;
      return;
    }
    const parent = await call('run.get', { run });
    const text = parent.ok ? parent.value.specToml : null;
    const read = text === null ? null : await call('spec.check', { toml: text });
    const document = read?.ok ? (read.value.document as Table | null) : null;
    await this.begin(fork.value.toml, { kind: 'fork', run, update: fork.value.update, parent: document });
  }

  valueAt(path: string): Json | undefined {
    return valueAt(this.document, path);
  }

  /** `forget` when places of lists have changed. */
  editForm(document: Table, forget?: (shelf: Shelf) => Shelf): void {
    const tidied = tidy(document, forget === undefined ? this.shelf : forget(this.shelf));
    this.document = tidied.document;
    this.shelf = tidied.shelf;
    const patched = patchToml(this.toml, this.written, this.document);
    this.later(formDelayMs, () => (patched === null ? this.checkForm() : this.checkPatched(patched)));
  }

  editText(toml: string): void {
    this.toml = toml;
    this.later(textDelayMs, () => this.checkText());
  }

  async freshSeed(): Promise<void> {
    const fresh = await orReport(call('spec.freshSeed', {}));
    if (fresh !== undefined) this.editForm({ ...this.document, seed: fresh.seed });
  }

  forget(): void {
    this.origin = null;
    this.document = emptyDocument;
    this.toml = '';
    this.problems = [];
    this.estimate = null;
    this.shelf = nothingShelved;
    this.serial++;
    clearTimeout(this.timer);
    writeDraft(null, sessionStorage);
  }

  /** The id of the run; undefined when it could not be made, and the reason was told. */
  async create(start: boolean): Promise<string | undefined> {
    if (this.creating || this.pending || this.problems.length > 0 || this.origin === null) return undefined;
    this.creating = true;
    const { origin } = this;
    const made = await orReport(
      call('run.create', {
        toml: this.toml,
        template: origin.kind === 'template' ? origin.name : null,
        parent: origin.kind === 'fork' ? { run: origin.run, update: origin.update } : null,
        start,
      }),
    );
    this.creating = false;
    if (made === undefined) return undefined;
    this.forget();
    return made.run;
  }

  private later(delay: number, work: () => Promise<void>): void {
    this.pending = true;
    this.serial++;
    clearTimeout(this.timer);
    clearTimeout(this.estimateTimer);
    this.timer = setTimeout(() => void work(), delay);
  }

  /** Undefined when a later change has overtaken it. */
  private async ask(question: Promise<Reply<CheckedSpec>>): Promise<CheckedSpec | undefined> {
    this.pending = true;
    const mine = ++this.serial;
    const reply = await question;
    if (mine !== this.serial) return undefined;
    this.pending = false;
    this.problem = reply.ok ? null : reply.error;
    return reply.ok ? reply.value : undefined;
  }

  private async checkText(): Promise<void> {
    const checked = await this.ask(call('spec.check', { toml: this.toml }));
    if (checked === undefined) return;
    if (checked.document !== null) {
      this.document = checked.document as Table;
      this.written = this.document;
    }
    this.take(checked);
  }

  private async checkForm(): Promise<void> {
    const checked = await this.ask(call('spec.checkDocument', { document: { ...this.document } as never }));
    if (checked === undefined) return;
    this.toml = checked.toml;
    this.written = this.document;
    this.take(checked);
  }

  /** The text with its comments, where it says the same as the form. */
  private async checkPatched(toml: string): Promise<void> {
    const checked = await this.ask(call('spec.check', { toml }));
    if (checked === undefined) return;
    if (JSON.stringify(sorted(checked.document)) !== JSON.stringify(sorted(this.document)))
      return this.checkForm();
    this.toml = toml;
    this.written = this.document;
    this.take(checked);
  }

  private take({ problems, estimate }: CheckedSpec): void {
    this.problems = problems;
    this.estimate = estimate;
    if (this.origin !== null) writeDraft({ toml: this.toml, origin: this.origin }, sessionStorage);
    clearTimeout(this.estimateTimer);
    this.estimating = problems.length === 0 && estimate?.seconds === null;
    if (this.estimating) this.estimateTimer = setTimeout(() => void this.probe(this.serial), estimateDelayMs);
  }

  private async probe(mine: number): Promise<void> {
    const reply = await call('spec.estimate', { toml: this.toml });
    if (mine !== this.serial) return;
    this.estimating = false;
    if (reply.ok) this.estimate = reply.value;
  }
}

/** Tables with their keys in order, so that equal ones have equal texts. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};

export const newRun = new NewRun();
