/**
 * A sweep that is being written in the form: keys, their values as text, and the runs that these make, asked of the engine a moment after the last key. What the
 * runs will take together is asked run by run, as long as nothing changes. Test: test/unit/renderer/screen/new-run/vary.test.ts.
 */
import { readVariation } from '../../../src-engine/api/spec/variation.ts';
import type { ContractFailure, SweepRunFacts } from '../../../src-main/contract/index.ts';
import { call } from '../../state/connection.svelte.ts';
import { orReport } from '../../state/notices.svelte.ts';

const delayMs = 250;

export interface VariedKey {
  /** Of the row in the dialog. */
  readonly id: number;
  readonly path: string;
  readonly list: string;
}

/** What is wrong with one key and its values; null also while it is not yet written. */
export const problemOf = ({ path, list }: VariedKey): string | null => {
  if (path.trim() === '' || list.trim() === '') return null;
  const read = readVariation({ path, list });
  return read.ok ? null : `${read.error.message} ${read.error.remedy}`;
};

export const isWritten = (key: VariedKey): boolean => key.path.trim() !== '' && key.list.trim() !== '';

export class Sweep {
  keys = $state.raw<readonly VariedKey[]>([{ id: 0, path: '', list: '' }]);
  group = $state('');
  runs = $state.raw<readonly SweepRunFacts[]>([]);
  problem = $state.raw<ContractFailure | null>(null);
  /** The runs are not yet those of the keys. */
  pending = $state(false);
  creating = $state(false);
  /** Seconds of each run as far as they are known, in the order of the runs. */
  seconds = $state.raw<readonly (number | null)[]>([]);
  private readonly toml: string;
  private readonly template: string | null;
  private serial = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(toml: string, template: string | null, group: string) {
    this.toml = toml;
    this.template = template;
    this.group = group.slice(0, 80);
  }

  get ready(): boolean {
    return (
      !this.pending &&
      !this.creating &&
      this.runs.length > 0 &&
      this.group.trim() !== '' &&
      this.runs.every(({ problem }) => problem === null)
    );
  }

  add(): void {
    const id = 1 + Math.max(0, ...this.keys.map((key) => key.id));
    this.keys = [...this.keys, { id, path: '', list: '' }];
  }

  remove(id: number): void {
    this.keys = this.keys.filter((key) => key.id !== id);
    this.later();
  }

  write(id: number, change: Partial<Pick<VariedKey, 'path' | 'list'>>): void {
    this.keys = this.keys.map((key) => (key.id === id ? { ...key, ...change } : key));
    this.later();
  }

  /** Nothing more is asked. */
  close(): void {
    this.serial++;
    clearTimeout(this.timer);
  }

  /** Ids of the runs that were made; undefined when they could not be, and the reason was told. */
  async create(start: boolean): Promise<readonly string[] | undefined> {
    if (!this.ready) return undefined;
    this.creating = true;
    const made = await orReport(
      call('run.createSweep', {
        toml: this.toml,
        template: this.template,
        vary: this.asked,
        group: this.group.trim(),
        start,
      }),
    );
    this.creating = false;
    return made?.runs;
  }

  private get asked(): { path: string; list: string }[] {
    return this.keys.filter(isWritten).map(({ path, list }) => ({ path: path.trim(), list }));
  }

  private later(): void {
    this.close();
    this.pending = true;
    this.seconds = [];
    this.timer = setTimeout(() => void this.look(this.serial), delayMs);
  }

  private async look(mine: number): Promise<void> {
    const { asked } = this;
    if (asked.length === 0 || this.keys.some((key) => problemOf(key) !== null)) {
      this.runs = [];
      this.problem = null;
      this.pending = false;
      return;
    }
    const reply = await call('run.sweep', { toml: this.toml, vary: asked });
    if (mine !== this.serial) return;
    this.pending = false;
    this.problem = reply.ok ? null : reply.error;
    this.runs = reply.ok ? reply.value.runs : [];
    await this.estimate(mine);
  }

  private async estimate(mine: number): Promise<void> {
    for (const { toml } of this.runs) {
      const reply = toml === null ? null : await call('spec.estimate', { toml });
      if (mine !== this.serial) return;
      this.seconds = [...this.seconds, reply?.ok ? reply.value.seconds : null];
    }
  }
}
