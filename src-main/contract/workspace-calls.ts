/** Workspaces. A connection works on one workspace at a time; all run calls are about it. */
import { z } from 'zod';
import { changeCall, noArgs, nothing, readCall } from './call.ts';
import { count, failure, fileHandle, shortText } from './values.ts';

export const workspaceFacts = z.object({
  name: z.string(),
  /** For people. */
  folder: z.string(),
  handle: fileHandle,
  runs: count,
  /** False when its folder or disk refuses writing: runs can be looked at, not started. */
  writable: z.boolean(),
  /** Free bytes of its disk; null when the system does not tell. */
  freeBytes: count.nullable(),
  /** What was found wrong and mended or worked around, cloud-sync copies included. */
  problems: z.array(failure),
});
export type WorkspaceFacts = z.output<typeof workspaceFacts>;

/** A saved way to look at the table of runs; `state` belongs to the renderer. */
export const savedView = z.strictObject({
  name: z.string().min(1).max(80),
  state: z.record(z.string().max(60), z.json()),
});
export type SavedView = z.output<typeof savedView>;

export const engineFacts = z.object({
  version: z.string(),
  runtime: z.string(),
  platform: z.string(),
  /** Threads a run takes by default, and hardware threads. */
  threads: count,
  hardwareThreads: count,
  memoryBytes: count,
});

export const workspaceCalls = {
  'engine.facts': readCall(noArgs, engineFacts),
  /** `mend`: an unreadable plaquette.toml is set aside and made anew first. */
  'workspace.open': changeCall(
    z.strictObject({ handle: fileHandle, mend: z.boolean().optional() }),
    workspaceFacts,
  ),
  /** In an empty or missing folder. */
  'workspace.create': changeCall(
    z.strictObject({ handle: fileHandle, name: shortText.min(1) }),
    workspaceFacts,
  ),
  'workspace.facts': readCall(noArgs, workspaceFacts),
  'workspace.close': changeCall(noArgs, nothing),
  /** Rebuilds the index from the run folders; answers what was mended, one sentence each. */
  'workspace.repair': changeCall(noArgs, z.object({ sentences: z.array(z.string()) })),
  'workspace.views': readCall(noArgs, z.array(savedView)),
  'workspace.saveViews': changeCall(z.strictObject({ views: z.array(savedView).max(100) }), nothing),
} as const;
