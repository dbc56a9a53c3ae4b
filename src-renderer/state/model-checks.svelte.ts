/** Checks of models: which are at work, and what the last one of each model found. Test: test/unit/renderer/state/model-checks.test.ts. */
import type { ExaminationFacts } from '../../src-main/contract/index.ts';
import { call, on } from './connection.svelte.ts';
import { orReport, report } from './notices.svelte.ts';
import { tasks } from './tasks.svelte.ts';

class ModelChecks {
  /** By model. */
  found = $state.raw<ReadonlyMap<string, ExaminationFacts>>(new Map());
  started = $state.raw<ReadonlyMap<string, string>>(new Map());

  /** The task of a check that is at work. */
  atWork(model: string): { readonly id: string; readonly fraction: number | null } | undefined {
    const id = this.started.get(model);
    return tasks.list.find((task) => task.id === id && task.state === 'running');
  }

  async start(model: string): Promise<void> {
    const started = await orReport(call('model.check', { model }));
    if (started !== undefined) this.started = new Map([...this.started, [model, started.task]]);
  }
}

export const modelChecks = new ModelChecks();

/** Once, for as long as the page lives. */
export const followModelChecks = (): void => {
  on('model.checked', ({ model, examination }) => {
    modelChecks.found = new Map([...modelChecks.found, [model, examination]]);
  });
  on('task.changed', ({ task }) => {
    if (task.kind === 'check' && task.state === 'failed' && task.failure !== null) report(task.failure);
  });
};
