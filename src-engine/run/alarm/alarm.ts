/** A warning about a run, in words: what was seen, what it means, what to do. */
import type { TrainingAlarmKind } from '../../learn/train/training-alarm.ts';

export type AlarmKind =
  | 'exp-dh'
  | 'acceptance'
  | 'reversibility'
  | 'unitarity'
  | 'frozen-topology'
  | 'stall'
  | TrainingAlarmKind;

export interface Alarm {
  readonly kind: AlarmKind;
  readonly update: number;
  readonly message: string;
  readonly remedy: string;
}

/** What one update brought, as far as alarms look at it. */
export interface UpdateFacts {
  readonly update: number;
  readonly values: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Usual duration of an update; undefined while it is not known. */
  readonly usualSeconds: number | undefined;
}
