/** Words of the activity centre. */
import type { TaskFacts } from '../../src-main/contract/index.ts';

const kinds: Readonly<Record<TaskFacts['kind'], string>> = {
  inspect: 'Inspection',
  field: 'Field',
  measure: 'Measurement',
  convert: 'Conversion',
  repair: 'Repair',
  estimate: 'Estimate',
  check: 'Check',
};
const states: Readonly<Record<TaskFacts['state'], string>> = {
  running: 'At work',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const activityText = {
  title: 'Activity',
  runs: 'Runs',
  tasks: 'Tasks',
  recent: 'Ended',
  emptyTitle: 'Nothing is at work',
  emptyText:
    'Runs, measurements, conversions and other long work are listed here while they go on, and what came of them.',
  noRuns: 'No run is active or waiting.',
  kinds,
  states,
  cancel: 'Cancel',
  cancelOf: (title: string) => `Cancel: ${title}`,
  stop: 'Stop',
  stopOf: (name: string) => `Stop ${name}`,
  leaveQueue: 'Leave the queue',
  leaveQueueOf: (name: string) => `Take ${name} out of the queue`,
  progress: (done: string, total: string) => `${done} of ${total} updates`,
  remaining: (time: string) => `about ${time} left`,
  percent: (fraction: number) => `${Math.floor(fraction * 100)} %`,
  ended: (ago: string, took: string) => `${ago}, took ${took}`,
  started: (ago: string) => `began ${ago}`,
} as const;
