/** Runs: looking at them, starting, stopping, resuming and forking them, and what came of them. */
import { z } from 'zod';
import { changeCall, noArgs, nothing, readCall } from './call.ts';
import {
  analysis,
  citation,
  comparison,
  correlatorData,
  correlatorFit,
  correlatorModel,
  eigenvalueSpectrum,
  fitWeighing,
  logLine,
  runDetail,
  runMark,
  runRow,
  samplePictures,
  savedConfiguration,
  seriesData,
  sweepRun,
} from './run-values.ts';
import { count, estimate, longText, place, runId, shortText } from './values.ts';

const ofRun = z.strictObject({ run: runId });
const seriesName = z.string().min(1).max(120);
const someRuns = z.array(runId).min(1).max(1000);

/** From an `update` that has a saved configuration, or null: from the newest checkpoint. */
const forkPoint = z.strictObject({ run: runId, update: count.nullable() });

/** Keys with the values that they take, as text: `training.learning-rate`, `1e-3, 3e-3`. */
const varied = z
  .array(z.strictObject({ path: shortText, list: z.string().max(10_000) }))
  .min(1)
  .max(16);

export const runCalls = {
  /** Answers at once from the index and what is known of averages; those that were missing follow as `run.changed`. */
  'run.list': readCall(noArgs, z.array(runRow)),
  'run.get': readCall(ofRun, runDetail),
  /** Makes a run of a specification, and starts it (or puts it into the queue) when asked to. */
  'run.create': changeCall(
    z.strictObject({
      toml: longText,
      template: shortText.nullable(),
      parent: forkPoint.nullable(),
      start: z.boolean(),
    }),
    z.object({ run: runId }),
  ),
  /** One click: a template with a fresh seed, started. */
  'run.createFromTemplate': changeCall(z.strictObject({ template: shortText }), z.object({ run: runId })),
  /** The runs that a sweep would make, the last key running fastest; refused where the keys cannot be varied so. */
  'run.sweep': readCall(
    z.strictObject({ toml: longText, vary: varied }),
    z.object({ name: z.string(), runs: z.array(sweepRun) }),
  ),
  /** Makes all runs of a sweep in one group, and starts them (or puts them into the queue) when asked to; all of them or none. */
  'run.createSweep': changeCall(
    z.strictObject({
      toml: longText,
      template: shortText.nullable(),
      vary: varied,
      group: z.string().max(80),
      start: z.boolean(),
    }),
    z.object({ group: z.string(), runs: z.array(runId) }),
  ),
  /** Starts, or resumes from the newest intact checkpoint; waits in the queue while others run. */
  'run.start': changeCall(ofRun, nothing),
  /** A clean stop after the update at work, with a checkpoint; also for runs of other processes. Leaves the queue. */
  'run.stop': changeCall(ofRun, nothing),
  /** The specification to begin a fork with: the parent's, with a fresh seed. */
  'run.forkSpec': readCall(forkPoint, z.object({ toml: z.string(), update: count })),
  'run.trash': changeCall(
    z.strictObject({ runs: someRuns }),
    z.object({ trashed: z.array(runId), folder: z.string() }),
  ),
  'run.mark': changeCall(z.strictObject({ runs: someRuns, mark: runMark.partial() }), nothing),
  /** At most `points` rows between two updates (null: open), all of them when they are fewer. */
  'run.series': readCall(
    z.strictObject({
      run: runId,
      names: z.array(seriesName).min(1).max(64),
      from: count.nullable(),
      to: count.nullable(),
      points: z.int().min(16).max(2_000_000),
    }),
    z.array(seriesData),
  ),
  /** Averages of all shown observables after a cut; null: the cut that results use. */
  'run.results': readCall(
    z.strictObject({ run: runId, cut: count.nullable() }),
    z.object({ cut: count, results: z.array(estimate) }),
  ),
  'run.analysis': readCall(
    z.strictObject({ run: runId, observable: seriesName, cut: count.nullable() }),
    analysis,
  ),
  /** A correlator, plateau or potential by its name in api/series/correlator-name.ts, after a cut (null: the cut that results use). */
  'run.correlator': readCall(
    z.strictObject({ run: runId, name: seriesName, cut: count.nullable() }),
    correlatorData,
  ),
  /** Refused with statistics.noFit where there is no such fit. */
  'run.correlatorFit': readCall(
    z.strictObject({
      run: runId,
      name: seriesName,
      cut: count.nullable(),
      from: count,
      to: count,
      model: correlatorModel,
      states: z.union([z.literal(1), z.literal(2)]),
      weighing: fitWeighing,
    }),
    correlatorFit,
  ),
  'run.eigenvalues': readCall(z.strictObject({ run: runId, cut: count.nullable() }), eigenvalueSpectrum),
  /** Draws samples of a training's flow from its newest checkpoint; `seed` null: that of the specification. */
  'run.pictures': readCall(
    z.strictObject({ run: runId, count: z.int().min(1).max(16), seed: count.nullable() }),
    samplePictures,
  ),
  /** Asks a running run, here or in another process, for a checkpoint after the update at work. */
  'run.checkpoint': changeCall(ofRun, nothing),
  /** At most 2,000 lines after an index (null: the last ones). */
  'run.log': readCall(z.strictObject({ run: runId, after: count.nullable() }), z.array(logLine)),
  'run.compare': readCall(z.strictObject({ runs: z.array(runId).min(2).max(50) }), comparison),
  'run.cite': readCall(z.strictObject({ runs: z.array(runId).min(1).max(50) }), citation),
  /** Every saved configuration of the workspace, oldest first. */
  'run.configurations': readCall(
    noArgs,
    z.array(z.object({ run: runId, runName: z.string().nullable(), configuration: savedConfiguration })),
  ),
  /** A handle for the run's folder, to show it in the file manager. */
  'run.folder': readCall(ofRun, place),
} as const;
