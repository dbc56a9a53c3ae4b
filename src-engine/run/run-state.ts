/** The state of a run beside its links: small, JSON, versioned. Random numbers need none: they are functions of the update number. */
import type { Walk } from '../learn/sample/replica-walk.ts';
import type { AlarmState } from './alarm/alarm-board.ts';

export interface RunState {
  readonly version: 1;
  /** Updates done. */
  readonly update: number;
  readonly alarms: AlarmState;
  /** Of replicas that are exchanged. */
  readonly walk?: Walk;
}

export const isRunState = (value: unknown): value is RunState => {
  const v = value as Partial<RunState> | null;
  return (
    typeof v === 'object' &&
    v !== null &&
    v.version === 1 &&
    Number.isSafeInteger(v.update) &&
    typeof v.alarms === 'object' &&
    v.alarms !== null
  );
};
