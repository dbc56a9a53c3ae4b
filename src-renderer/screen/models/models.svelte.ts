/**
 * The models of the open workspace, and all about the one that is chosen. Asked again when models come or go.
 * Test: test/unit/renderer/screen/models/models-state.test.ts.
 */
import type { ContractFailure, ModelDetail, ModelRow, Value } from '../../../src-main/contract/index.ts';
import { call, on } from '../../state/connection.svelte.ts';
import { LatestOnly } from '../../state/latest-only.ts';

export class Models {
  rows = $state.raw<readonly ModelRow[]>([]);
  damaged = $state.raw<Value<'model.list'>['damaged']>([]);
  loaded = $state(false);
  problem = $state.raw<ContractFailure | null>(null);
  detail = $state.raw<ModelDetail | null>(null);
  detailProblem = $state.raw<ContractFailure | null>(null);
  private wanted: string | null = null;
  private readonly lists = new LatestOnly();
  private readonly details = new LatestOnly();

  /** Answers what ends it. */
  follow(): () => void {
    this.load();
    const reload = (): void => {
      this.load();
      this.show(this.wanted);
    };
    const ends = [
      on('model.listChanged', reload),
      // a run may name a model now, or no longer
      on('run.removed', () => this.show(this.wanted)),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  /** All about one of them; null for none. */
  show(model: string | null): void {
    if (model !== this.wanted) this.detail = null;
    this.wanted = model;
    this.detailProblem = null;
    if (model === null) return;
    this.details.run(async () => {
      const reply = await call('model.inspect', { model });
      if (model !== this.wanted) return;
      this.detail = reply.ok ? reply.value : null;
      this.detailProblem = reply.ok ? null : reply.error;
    });
  }

  private load(): void {
    this.lists.run(async () => {
      const reply = await call('model.list', {});
      this.problem = reply.ok ? null : reply.error;
      if (reply.ok) {
        this.rows = reply.value.models;
        this.damaged = reply.value.damaged;
      }
      this.loaded = true;
    });
  }
}
