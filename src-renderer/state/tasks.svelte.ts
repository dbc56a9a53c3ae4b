/** Long work that is not a run, for the activity centre and the rail's badge. Newest first. */
import type { TaskFacts } from '../../src-main/contract/index.ts';
import { call, connection, on } from './connection.svelte.ts';
import { orReport } from './notices.svelte.ts';

/** As many as the engine keeps. */
const most = 100;

class Tasks {
  list = $state.raw<readonly TaskFacts[]>([]);
  readonly running: number = $derived(this.list.filter((task) => task.state === 'running').length);
}

export const tasks = new Tasks();

const put = (task: TaskFacts): void => {
  const at = tasks.list.findIndex(({ id }) => id === task.id);
  tasks.list = at < 0 ? [task, ...tasks.list].slice(0, most) : tasks.list.with(at, task);
};

/** Once; asks again after every new connection. Inside an effect root. */
export const followTasks = (): void => {
  on('task.changed', ({ task }) => put(task));
  $effect(() => {
    if (!connection.current.connected) return;
    void connection.current.epoch;
    void call('task.list', {}).then((reply) => {
      if (reply.ok) tasks.list = reply.value;
    });
  });
};

export const cancelTask = async (task: string): Promise<void> => {
  await orReport(call('task.cancel', { task }));
};
