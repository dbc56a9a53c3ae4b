/** Runs that this engine works on or that wait in its queue, kept up with events. In a component. */
import type { RunRow } from '../../../src-main/contract/index.ts';
import { call, on } from '../../state/connection.svelte.ts';
import { workspace } from '../../state/workspace.svelte.ts';

const counts = (row: RunRow): boolean => row.active || row.queued !== null || row.state === 'running';

export class ActiveRunsState {
  rows = $state.raw<readonly RunRow[]>([]);

  constructor() {
    $effect(() => {
      if (workspace.session === 0) {
        this.rows = [];
        return;
      }
      void call('run.list', {}).then((reply) => {
        if (reply.ok) this.rows = reply.value.filter(counts);
      });
    });
    $effect(() => {
      const off = [
        on('run.changed', ({ row }) => {
          const others = this.rows.filter(({ id }) => id !== row.id);
          const at = this.rows.findIndex(({ id }) => id === row.id);
          this.rows = !counts(row) ? others : at < 0 ? [row, ...others] : this.rows.with(at, row);
        }),
        on('run.removed', ({ run }) => {
          this.rows = this.rows.filter(({ id }) => id !== run);
        }),
        on('run.progressed', ({ runs }) => {
          this.rows = this.rows.map((row) => {
            const told = runs.find(({ run }) => run === row.id);
            return told === undefined ? row : { ...row, progress: told.progress };
          });
        }),
      ];
      return () => {
        for (const end of off) end();
      };
    });
  }
}
