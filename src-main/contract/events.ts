/** What is told unasked. Events say what happened; a screen that missed some asks again. */
import { z } from 'zod';
import { measurement } from './configuration-calls.ts';
import { examination } from './examination-values.ts';
import { settings } from './host-calls.ts';
import { modelId } from './model-values.ts';
import { raceId, raceRow } from './race-values.ts';
import { runAlarm, runProgress, runRow } from './run-values.ts';
import { task } from './task-calls.ts';
import { configurationId, failure, place, runId, taskId } from './values.ts';
import { workspaceFacts } from './workspace-calls.ts';

/** From the engine, about the workspace that the connection has open. */
export const engineEvents = {
  /** New, started, ended, marked, or its averages changed. */
  'run.changed': z.object({ row: runRow }),
  'run.removed': z.object({ run: runId }),
  /** At most four times a second for all runs together. */
  'run.progressed': z.object({
    runs: z.array(z.object({ run: runId, progress: runProgress, plaquette: z.number().nullable() })),
  }),
  'run.alarmed': z.object({ run: runId, alarm: runAlarm }),
  'run.logged': z.object({ run: runId }),
  'run.configurationSaved': z.object({ run: runId, update: z.number() }),
  /** Models came or went. */
  'model.listChanged': z.object({}),
  'model.checked': z.object({ model: modelId, task: taskId, examination }),
  /** Begun, ended, or a slice further. */
  'race.changed': z.object({ row: raceRow }),
  'race.forgotten': z.object({ race: raceId }),
  'task.changed': z.object({ task }),
  'configuration.measured': z.object({
    configuration: configurationId,
    task: taskId,
    results: z.array(measurement),
  }),
  /** The opened file vanished or was changed by someone else. */
  'configuration.stale': z.object({ configuration: configurationId, failure }),
  'workspace.changed': z.object({ facts: workspaceFacts }),
  'workspace.problem': z.object({ failure }),
} as const;

/** From the host. */
export const hostEvents = {
  /** The engine process: a restart means that every connection is new and every screen asks again. */
  'engine.state': z.object({
    state: z.enum(['starting', 'ready', 'restarting', 'failed']),
    message: z.string().nullable(),
  }),
  /** Files that the user opened from outside; the window shows them, nothing more. */
  'host.openRequested': z.object({
    workspace: place.nullable(),
    configurations: z.array(place),
    refused: z.array(failure),
  }),
  /** A menu entry, the tray or a notification names a command of the renderer's registry. */
  'host.command': z.object({ command: z.string(), argument: z.string().nullable() }),
  /** Something about the program itself that the user should know: a settings file that was set aside, a page that had to be loaded again. */
  'host.problem': z.object({ failure }),
  'host.settingsChanged': z.object({ settings }),
} as const;

export type EngineEvents = { readonly [N in keyof typeof engineEvents]: z.output<(typeof engineEvents)[N]> };
export type HostEvents = { readonly [N in keyof typeof hostEvents]: z.output<(typeof hostEvents)[N]> };
export type Events = EngineEvents & HostEvents;
export type EventName = keyof Events;
